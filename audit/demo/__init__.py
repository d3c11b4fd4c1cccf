"""The Haldermouth Lantern: a small newspaper with planted faults, each marked in its HTML with the rule it breaks."""

from pathlib import Path

SITE = Path(__file__).parent / "site"
