"""Answers in; terminal, HTTP, web page and chat out. This layer knows retrieval and index."""
