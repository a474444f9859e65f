"""One manual format a file, all to the same nouns: a Manual with Tasks, every word with its exact source span."""

from knowledge_base.readers.markdown import read_markdown

__all__ = ["read_markdown"]
