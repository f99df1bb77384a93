"""Questions in, ranked and cited passages out. This layer knows index, and nobody above it."""
