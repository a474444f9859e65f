"""The command `faultlens`. Each command is a file; heavy imports happen inside the command that needs them."""

from assistant.cli.main import main

__all__ = ["main"]
