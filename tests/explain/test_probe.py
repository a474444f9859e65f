import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from explain.bundle import Bundle
from explain.bundle_files import make_bundle, save_bundle
from explain.errors import BundleError
from explain.probe import probe


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "explain.probe", str(folder)], capture_output=True, text=True)


def test_a_whole_bundle_is_named_by_its_digest(small_bundle: Bundle, tmp_path: Path) -> None:
    save_bundle(small_bundle, tmp_path / "coil")
    outcome = run(tmp_path / "coil")
    assert (outcome.returncode, outcome.stdout.strip(), outcome.stderr) == (0, small_bundle.digest, "")


def test_a_damaged_bundle_ends_with_one_line_that_says_why(small_bundle: Bundle, tmp_path: Path) -> None:
    save_bundle(small_bundle, tmp_path / "coil")
    (tmp_path / "coil" / "hot" / "model.txt").write_text("tree")
    outcome = run(tmp_path / "coil")
    assert outcome.returncode == 1
    assert "was changed after training" in outcome.stderr
    assert len(outcome.stderr.splitlines()) == 1


def test_a_detector_that_does_not_score_to_numbers_is_refused(
    small_bundle: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_bundle(
        make_bundle(small_bundle.plan, small_bundle.learned, small_bundle.modes, small_bundle.card), tmp_path / "c"
    )
    kind = type(small_bundle.modes[0].detector)
    monkeypatch.setattr(kind, "raw", lambda self, x: np.full(len(x), np.inf))
    with pytest.raises(BundleError, match="does not give a number for every row"):
        probe(tmp_path / "c")
