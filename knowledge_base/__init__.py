"""What is known before any reading arrives: the plant, its machines, their failure modes, and the manuals."""
