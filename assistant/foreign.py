"""Models made elsewhere: tried in a process of their own before this one reads them.

A bundle's digest proves that it is whole, not where it comes from. The digests of models trained here, and of those
that were tried, stand in a register in Faultlens's home.
"""

import logging
import subprocess
import sys
from pathlib import Path

from explain.bundle import Bundle
from explain.bundle_files import bundle_digest, load_bundle
from explain.errors import BundleError

REGISTER = "known-models.txt"
_SECONDS = 120.0
_log = logging.getLogger(__name__)


def load_known_or_tried(folder: Path, home: Path) -> Bundle:
    """The bundle in `folder`; one that is not in the register of `home` is first tried in a child process.

    Raises BundleError when the bundle is damaged, or when the child refuses it or does not survive it.
    """
    digest = bundle_digest(folder)
    if digest not in _known(home):
        _log.warning("the model %s was not trained here: trying it in a process of its own", digest[:12])
        try_apart(folder)
        remember(digest, home)
    bundle = load_bundle(folder)
    if bundle.digest != digest:
        raise BundleError(f"{folder} was changed while it was being loaded. Start again")
    return bundle


def remember(digest: str, home: Path) -> None:
    """Put a model's digest into the register: it was trained here, or tried."""
    if digest in _known(home):
        return
    try:
        home.mkdir(parents=True, exist_ok=True)
        with (home / REGISTER).open("a", encoding="ascii") as register:
            register.write(f"{digest}\n")
    except OSError as error:
        raise BundleError(
            f"cannot write {home / REGISTER}: {error.strerror}. Free some space or set FAULTLENS_HOME"
        ) from (error)


def try_apart(folder: Path, seconds: float = _SECONDS) -> None:
    """Load and use the bundle in a child process. Raises BundleError with what came of it when it is not all well."""
    command = [sys.executable, "-m", "explain.probe", str(folder)]
    try:
        outcome = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise BundleError(
            f"{folder}: the model was not loaded within {seconds:.0f} s. Train it here instead"
        ) from error
    if outcome.returncode < 0:
        raise BundleError(
            f"{folder}: the process that tried this model was killed by signal {-outcome.returncode}. The model is "
            "damaged or hostile: delete it, and train it here"
        )
    if outcome.returncode:
        reason = outcome.stderr.strip().splitlines()[-1:] or ["no reason given"]
        raise BundleError(f"{reason[0]} (tried in a process of its own)")


def _known(home: Path) -> frozenset[str]:
    try:
        return frozenset((home / REGISTER).read_text(encoding="ascii", errors="replace").split())
    except FileNotFoundError:
        return frozenset()
    except OSError as error:
        raise BundleError(f"cannot read {home / REGISTER}: {error.strerror}. Check its permissions") from error
