"""Set-up, checks and the parts that some tests need; run by `make`."""
