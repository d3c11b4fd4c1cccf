"""What a page says of itself: headline, dates, authors, the tags that search and sharing read."""
