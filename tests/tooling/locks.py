"""The two hash locks: renews them, or checks that they still answer pyproject.toml.

Usage: python -m tests.tooling.locks [--renew]

requirements.lock holds what running Faultlens needs, requirements-dev.lock what its checks and tests need
as well.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.tooling.install import LOCKS, ROOT, find_uv

# PyTorch comes for the tests that need it (`parts.py`): the registry's own build would bring gigabytes of CUDA.
NOT_LOCKED = "deep"
WHAT = {"user": ["--no-dev"], "dev": ["--all-extras", "--no-extra", NOT_LOCKED, "--all-groups"]}
ENTRY = re.compile(r"^([\w.-]+)==([^\s;]+)", re.MULTILINE)


def main(arguments: Sequence[str]) -> int:
    """Renew or check; returns the exit code."""
    if list(arguments) == ["--renew"]:
        return renew()
    complaints = [complaint for level in LOCKS for complaint in compare(level)]
    if complaints:
        print("\n".join([*complaints, "Run: make lock"]))
    return 1 if complaints else 0


def renew() -> int:
    """Lock the newest versions that pyproject.toml allows.

    uv's own lock file is made and thrown away: it holds the addresses of a package registry.
    """
    uv = str(find_uv())
    of_uv = ROOT / "uv.lock"
    try:
        subprocess.run([uv, "lock", "--upgrade"], cwd=ROOT, check=True)
        for level, selection in WHAT.items():
            export = [
                uv,
                "export",
                "--quiet",
                "--frozen",
                "--format",
                "requirements-txt",
                "--no-emit-project",
            ]
            to = ["--no-header", "--output-file", LOCKS[level].name]
            subprocess.run([*export, *selection, *to], cwd=ROOT, check=True)
    except subprocess.CalledProcessError as error:
        return int(error.returncode)
    finally:
        of_uv.unlink(missing_ok=True)
    return 0


def compare(level: str) -> Iterator[str]:
    """What pyproject.toml asks for and the lock does not hold, and what a lock must not hold."""
    lock = LOCKS[level]
    text = lock.read_text(encoding="utf-8")
    if "://" in text:
        yield f"{lock.name} holds an address; it may hold names, versions and hashes only"
    locked: dict[str, list[str]] = {}
    for name, version in ENTRY.findall(text):
        locked.setdefault(canonicalize_name(name), []).append(version)
    for wanted in asked_for(level):
        versions = locked.get(canonicalize_name(wanted.name), [])
        if not versions:
            yield f"{lock.name} lacks {wanted.name}, which pyproject.toml asks for"
        elif not all(wanted.specifier.contains(version) for version in versions):
            has = f"{wanted.name} {', '.join(versions)}"
            yield f"{lock.name} has {has}, pyproject.toml asks for {wanted.specifier}"


def asked_for(level: str) -> Iterator[Requirement]:
    """The requirements that pyproject.toml names for this level."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)
    named = list(project["project"]["dependencies"])
    if level == "dev":
        for name, extra in project["project"]["optional-dependencies"].items():
            named.extend(extra if name != NOT_LOCKED else [])
        named.extend(project["dependency-groups"]["dev"])
    for text in named:
        requirement = Requirement(text)
        if requirement.name != "faultlens":
            yield requirement


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
