"""Questions of technicians, and the passages of the bundled manuals that answer them."""
