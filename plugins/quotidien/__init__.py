"""Quotidien: many news sources, one finite, dated digest, as a static site."""

__version__ = "0.1.0"
