"""The HTTP API and the web page: one FastAPI application over one archive."""
