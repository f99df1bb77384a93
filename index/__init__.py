"""Pages in, searchable passages out. This layer knows nobody above it."""
