"""
The two-minute start: `pytest --pyargs audit.suite` audits what [tool.audit] names, with nothing to write.

It holds no tests: asked for by this name, the plugin makes the items (audit/pytest_plugin.py), and only those.

    pytest --pyargs audit.suite                       what targets in [tool.audit] names
    pytest --pyargs audit.suite --audit-site public/  a folder, a URL, a sitemap, a list
"""
