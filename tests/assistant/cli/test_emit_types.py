"""`faultlens emit-types` writes the generated files, or says which of them are out of date."""

from pathlib import Path

import pytest

from assistant.emit_types import generated_files
from tests.assistant.cli.program import error_of, faultlens_here


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project's folder, in which the command runs."""
    (tmp_path / "ar_client" / "web").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_writes_every_file_and_names_it(project: Path) -> None:
    outcome = faultlens_here("emit-types", home=project)
    assert outcome.returncode == 0
    assert outcome.stdout.split() == list(generated_files())
    assert all((project / name).read_text(encoding="utf-8") == text for name, text in generated_files().items())


def test_check_is_content_with_fresh_files_and_changes_nothing(project: Path) -> None:
    faultlens_here("emit-types", home=project)
    outcome = faultlens_here("emit-types", "--check", home=project)
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, "", "")


def test_check_names_what_is_out_of_date_and_leaves_it(project: Path) -> None:
    faultlens_here("emit-types", home=project)
    stale = project / "ar_client" / "web" / "src" / "wire.gen.ts"
    stale.write_text("old")
    outcome = faultlens_here("emit-types", "--check", home=project)
    assert outcome.returncode == 1
    assert outcome.stderr == "ar_client/web/src/wire.gen.ts is out of date. Run: faultlens emit-types\n"
    assert stale.read_text() == "old"


def test_elsewhere_it_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "project's folder" in error_of(faultlens_here("emit-types", home=tmp_path))
    assert list(tmp_path.iterdir()) == []
