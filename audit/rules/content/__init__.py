"""Editorial content: what readers should and should not be shown."""
