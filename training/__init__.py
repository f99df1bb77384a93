"""Rebuilds the bundled encoder from the shared data; nothing here is needed at run time."""
