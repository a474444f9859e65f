"""The last honest run of each bench, and the README's table made from it."""
