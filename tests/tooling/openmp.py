"""LightGBM's wheels expect the system's OpenMP runtime, which a bare machine lacks. Runs on Python 3.8."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.tooling import debian
from tests.tooling.process import SetUpError, runs, say


def provide(venv: Path) -> None:
    """Make LightGBM's library load in an environment.

    Raises:
        SetUpError: it takes a command that only a person can run.
    """
    site = next(iter(venv.glob("lib/python3.*/site-packages")), venv)
    library = next(iter(site.glob("lightgbm/lib/lib_lightgbm.*")), None)
    if library is None or _loads(venv, library):
        return
    say("providing OpenMP for LightGBM")
    if sys.platform == "darwin":
        _take_scikit_learns(library)
        command = "brew install libomp"
    else:
        debian.install("libgomp1")
        command = "sudo apt-get install -y libgomp1"
    if not _loads(venv, library):
        raise SetUpError(f"LightGBM finds no OpenMP runtime. Run, then try again:\n\n    {command}\n")


def _loads(venv: Path, library: Path) -> bool:
    return runs(str(venv / "bin" / "python"), "-c", f"import ctypes; ctypes.CDLL({str(library)!r})")


def _take_scikit_learns(library: Path) -> None:
    """Let LightGBM also look where scikit-learn's wheel for macOS keeps the same runtime.

    Both tools belong to Apple's command line tools, as make does. The changed library must be signed anew, or
    macOS ends the process that loads it.
    """
    folder = "@loader_path/../../sklearn/.dylibs"
    runs("install_name_tool", "-add_rpath", folder, str(library))
    runs("codesign", "--force", "--sign", "-", str(library))
