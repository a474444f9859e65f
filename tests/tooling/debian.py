"""Installing Debian and Ubuntu packages where that needs no password. Runs on Python 3.8."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path


def is_ubuntu() -> bool:
    """Whether this is Ubuntu, where `chromium` is a snap that a test cannot steer."""
    release = Path("/etc/os-release")
    lines = release.read_text(encoding="utf-8").splitlines() if release.is_file() else []
    return "ID=ubuntu" in lines


def install(*packages: str) -> str:
    """Install packages with apt-get.

    Returns:
        An empty text when they are there now, otherwise why they are not.
    """
    prefix = _privilege()
    if prefix is None:
        return "apt-get needs root here" if shutil.which("apt-get") else "there is no apt-get here"
    problem = _apt_get(prefix, "install", "--yes", "--no-install-recommends", *packages)
    if problem:
        # A fresh machine has no package lists, an old one has lists of versions that are gone.
        _refresh_lists()
        problem = _apt_get(prefix, "install", "--yes", "--no-install-recommends", *packages)
    return problem


def stop_service(name: str) -> None:
    """Stop and disable a service that came up with its package: nobody asked for one that keeps running."""
    prefix = _privilege()
    if prefix is not None and Path("/run/systemd/system").is_dir():
        subprocess.run([*prefix, "systemctl", "disable", "--now", name], capture_output=True, check=False)


@lru_cache(maxsize=None)
def _privilege() -> list[str] | None:
    """What to put before a command to run it as root; None where that would need a password."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


@lru_cache(maxsize=None)
def _refresh_lists() -> None:
    _apt_get(_privilege() or [], "update")


def _apt_get(prefix: list[str], *arguments: str) -> str:
    command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", *arguments]
    outcome = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if outcome.returncode == 0:
        return ""
    said = outcome.stdout.strip().splitlines()
    return "apt-get: " + (said[-1] if said else f"exit code {outcome.returncode}")
