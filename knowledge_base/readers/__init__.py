"""One manual format a module, all to the same nouns: tasks and passages, every word with its exact source span."""
