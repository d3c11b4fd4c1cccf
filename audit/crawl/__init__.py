"""Where pages come from and where results go: seeds, the frontier, the loopback server for a folder, the run's store."""
