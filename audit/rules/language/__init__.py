"""Language: what a page says its words are written in, and what they are written in."""
