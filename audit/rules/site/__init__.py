"""Rules over all pages of a run together."""
