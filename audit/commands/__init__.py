"""The commands of `audit`, a file each or a few that belong together; audit/cli.py joins them."""
