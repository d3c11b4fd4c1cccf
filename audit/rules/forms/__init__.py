"""Form controls, their labels, required marks and status texts."""
