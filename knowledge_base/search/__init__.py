"""Finds the passages and tasks that answer a question."""
