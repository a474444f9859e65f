import logging
import shutil
import sys
from pathlib import Path

import pytest

from assistant import foreign
from assistant.foreign import REGISTER, load_known_or_tried, remember, try_apart
from explain.bundle import Bundle
from explain.bundle_files import save_bundle
from explain.errors import BundleError


@pytest.fixture
def folder(bundle: Bundle, tmp_path: Path) -> Path:
    save_bundle(bundle, tmp_path / "plant" / "pump")
    return tmp_path / "plant" / "pump"


def test_a_model_made_elsewhere_is_tried_once_said_so_and_then_known(
    folder: Path, tmp_path: Path, bundle: Bundle, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with caplog.at_level(logging.WARNING):
        assert load_known_or_tried(folder, tmp_path / "home").digest == bundle.digest
    assert "not trained here" in caplog.text
    assert (tmp_path / "home" / REGISTER).read_text().split() == [bundle.digest]
    monkeypatch.setattr(foreign, "try_apart", lambda folder: pytest.fail("tried again"))
    assert load_known_or_tried(folder, tmp_path / "home").digest == bundle.digest


def test_a_model_trained_here_is_not_tried(
    folder: Path, tmp_path: Path, bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember(bundle.digest, tmp_path / "home")
    remember(bundle.digest, tmp_path / "home")
    monkeypatch.setattr(foreign, "try_apart", lambda folder: pytest.fail("tried"))
    load_known_or_tried(folder, tmp_path / "home")
    assert len((tmp_path / "home" / REGISTER).read_text().split()) == 1


def test_a_child_that_refuses_is_an_error_with_its_reason_and_the_model_stays_unknown(
    folder: Path, tmp_path: Path
) -> None:
    shutil.rmtree(folder / "cavitation")
    with pytest.raises(BundleError, match=r"cavitation.*tried in a process of its own"):
        load_known_or_tried(folder, tmp_path / "home")
    assert not (tmp_path / "home" / REGISTER).exists()


@pytest.mark.parametrize(
    ("program", "said"),
    [("import os; os.abort()", "killed by signal 6"), ("while True: pass", "not loaded within 1 s")],
)
def test_a_child_that_dies_or_hangs_takes_nobody_with_it(
    program: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\nexec {sys.executable} -c '{program}'\n")
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    with pytest.raises(BundleError, match=said):
        try_apart(tmp_path, seconds=1.0)
