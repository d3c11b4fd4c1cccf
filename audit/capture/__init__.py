"""What touches a browser or the network: browsers, workers, pages, probes; the only package that imports Playwright."""
