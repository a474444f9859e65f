"""Sets up `.venv`: every package from the hash lock, and this project in place, its web client built.

Usage: python -m tests.tooling.install user|dev

`user` installs what running Faultlens needs, `dev` also what its checks and tests need. Any Python from 3.8
runs this file: where there is none from 3.11 to 3.13, it fetches one for `.venv`. When nothing has changed
since the last call it does nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
import time
from pathlib import Path
from typing import Iterable, Iterator

from tests.tooling import debian, openmp
from tests.tooling.process import SetUpError, call, runs, say

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / ".faultlens.json"
TOOLS = ROOT / ".tools"
WEB = ROOT / "ar_client" / "web"
KERNEL = ROOT / "explain" / "shapley" / "native"
LOCKS = {"user": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
IN_RANGE = "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))"


def main(arguments: list[str]) -> int:
    """Bring `.venv` to the wanted level; returns the exit code."""
    if len(arguments) != 1 or arguments[0] not in LOCKS:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        set_up(arguments[0])
    except SetUpError as error:
        print(f"set-up: {error}", file=sys.stderr)
        return 1
    return 0


def set_up(level: str) -> None:
    """Install what is missing or out of date.

    Raises:
        SetUpError: something that only a person can bring is missing.
    """
    before = read_stamp()
    # Somebody who ran the tests keeps what the tests need when he then runs the demo.
    level = "dev" if before.get("level") == "dev" else level
    wanted = {"level": level, "packages": digest([LOCKS[level]]), "project": digest(project_files())}
    built = (VENV / "bin" / "faultlens").exists() and not web_client_is_missing() and not kernel_is_missing()
    if wanted == before and built:
        return
    started = time.monotonic()
    uv = find_uv()
    make_venv(uv)
    pip, into = [str(uv), "pip"], ["--python", str(PYTHON)]
    if not sys.stderr.isatty():
        pip.append("--quiet")
    if read_stamp().get("packages") != wanted["packages"]:
        say("installing the locked Python packages")
        call([*pip, "sync", *into, "--require-hashes", "--compile-bytecode", str(LOCKS[level])])
        openmp.provide(VENV)
        # From here on, a web client that fails to build does not cost the packages again.
        write_stamp({"level": level, "packages": wanted["packages"]})
    say("installing Faultlens in place and building its web client")
    # The lock also pins what the build itself needs.
    pins = ["--build-constraints", str(LOCKS["dev"])]
    call([*pip, "install", *into, "--no-deps", "--reinstall-package", "faultlens", *pins, "-e", str(ROOT)])
    write_stamp(wanted)
    say(f"done in {time.monotonic() - started:.0f} s")


def read_stamp() -> dict[str, str]:
    """What the last set-up left in `.venv`; empty when there was none that ended well."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(stamp: dict[str, str]) -> None:
    """Leave in `.venv` what it was made from."""
    STAMP.write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")


def project_files() -> Iterator[Path]:
    """All files that the installation in place depends on."""
    yield ROOT / "pyproject.toml"
    yield ROOT / "hatch_build.py"
    yield from sorted(KERNEL.iterdir())
    for folder, subfolders, names in os.walk(str(WEB)):
        subfolders[:] = sorted(set(subfolders) - {"node_modules", "dist", "tests", "coverage", "test-results"})
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(folder, name)


def digest(paths: Iterable[Path]) -> str:
    """SHA-256 over the names and contents of files."""
    total = hashlib.sha256()
    for path in paths:
        total.update(f"{path.relative_to(ROOT)}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def web_client_is_missing() -> bool:
    """Whether the web client should have been built and is not there."""
    skipped = os.environ.get("FAULTLENS_SKIP_WEB", "0") not in ("", "0")
    return not skipped and (WEB / "package.json").is_file() and not (WEB / "dist" / "index.html").is_file()


def kernel_is_missing() -> bool:
    """Whether the compiled kernel should be there and is not."""
    return not any(KERNEL.parent.glob("_kernel.*"))


def find_uv() -> Path:
    """The installer uv: the one that set-up made before, a new one from PyPI, or the machine's own.

    Raises:
        SetUpError: none of these is to be had.
    """
    own = TOOLS / "bin" / "uv"
    if runs(str(own), "--version"):
        return own
    say("fetching the installer, uv")
    problem = install_uv(own)
    if not problem:
        return own
    on_path = shutil.which("uv")
    if on_path and runs(on_path, "--version"):
        return Path(on_path)
    # Debian and Ubuntu split `venv` off from Python.
    package = f"python3.{sys.version_info[1]}-venv"
    if not debian.install(package):
        problem = install_uv(own)
        if not problem:
            return own
    command = "xcode-select --install" if sys.platform == "darwin" else f"sudo apt-get install -y {package}"
    raise SetUpError(f"{problem}. Run, then try again:\n\n    {command}\n")


def install_uv(own: Path) -> str:
    """Install uv into `.tools`, as pinned by the lock.

    Returns:
        Why this Python cannot do it; empty when it did.
    """
    shutil.rmtree(str(TOOLS), ignore_errors=True)
    if runs(sys.executable, "-c", "import ensurepip") and runs(sys.executable, "-m", "venv", str(TOOLS)):
        pip = [str(TOOLS / "bin" / "python"), "-m", "pip", "install"]
    elif runs(sys.executable, "-m", "pip", "--version"):
        TOOLS.mkdir(exist_ok=True)
        pip = [sys.executable, "-m", "pip", "install", "--target", str(TOOLS)]
    else:
        return f"{sys.executable} can neither make a virtual environment nor run pip"
    pin = TOOLS / "uv.txt"
    pin.write_text(pin_of("uv"), encoding="utf-8")
    call([*pip, "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(pin)])
    return "" if runs(str(own), "--version") else f"{own} was installed and does not run"


def pin_of(package: str) -> str:
    """The lines of the lock that hold a package's version and hashes.

    Raises:
        SetUpError: the lock does not name the package.
    """
    lock = LOCKS["dev"]
    text = lock.read_text(encoding="utf-8")
    found = re.search(rf"^{package}==\S+(?: ;[^\\\n]*)?(?: \\\n +--hash=\S+)+", text, re.MULTILINE)
    if found is None:
        raise SetUpError(f"{lock.name} does not name {package}. Run:\n\n    git checkout {lock.name}\n")
    return found.group() + "\n"


def make_venv(uv: Path) -> None:
    """Make `.venv`, unless it is there and its Python fits.

    Raises:
        SetUpError: there is no Python 3.11 to 3.13 and none could be fetched.
    """
    if runs(str(PYTHON), "-c", IN_RANGE):
        return
    shutil.rmtree(str(VENV), ignore_errors=True)
    say("making .venv")
    if runs(sys.executable, "-c", IN_RANGE):
        call([str(uv), "venv", "--quiet", "--python", sys.executable, str(VENV)])
        return
    # uv takes a newer Python that this machine has, or fetches one.
    make = [str(uv), "venv", "--quiet", "--python", ">=3.11,<3.14", str(VENV)]
    if runs(*make):
        return
    for version in ("3.13", "3.12", "3.11"):
        if not debian.install(f"python{version}") and runs(*make):
            return
    brew = "brew install python@3.13"
    command = brew if sys.platform == "darwin" else f"{uv} python install 3.13"
    raise SetUpError(f"Python 3.11 to 3.13 is needed, none was found. Run, then try again:\n\n    {command}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
