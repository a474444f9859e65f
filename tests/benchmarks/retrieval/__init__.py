"""The questions of `bench retrieval`, and where in the manuals their answers stand."""
