"""What performance figures are made with: `python -m benchmarks.cost`. Nothing in the product imports it."""
