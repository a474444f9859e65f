"""Running other programs during set-up. Runs on Python 3.8."""

from __future__ import annotations

import subprocess


class SetUpError(Exception):
    """Set-up cannot go on; the message ends with the command to run."""


def runs(*command: str) -> bool:
    """Whether a command is there and ends well; a version manager's stub for a missing Python does not."""
    try:
        outcome = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    except OSError:
        return False
    return outcome.returncode == 0


def call(command: list[str]) -> None:
    """Run a command, its output going through.

    Raises:
        SetUpError: it failed.
    """
    if subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode:
        failed = " ".join(command)
        raise SetUpError(f"this failed; its own message is above. After that: make setup\n\n    {failed}\n")


def say(text: str) -> None:
    """Tell how far set-up is."""
    print(f"set-up: {text}", flush=True)
