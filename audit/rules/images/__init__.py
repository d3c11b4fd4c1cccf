"""Pictures, their alternatives, captions and credits."""
