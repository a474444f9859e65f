"""`faultlens approve` puts a revision in force in the name of a person."""

from pathlib import Path

import pytest

from knowledge_base.approvals import FILE, approvals_of
from knowledge_base.catalog import load_plant
from tests.assistant.cli.program import error_of, faultlens_here


@pytest.fixture
def waiting(oven: Path) -> Path:
    """The plant, its manual not approved."""
    (oven / FILE).unlink()
    return oven


def test_an_approved_manual_is_in_force(waiting: Path, tmp_path: Path) -> None:
    outcome = faultlens_here("approve", waiting, "OV-M", "--by", "Ada Brand", home=tmp_path / "home")
    assert outcome.stdout.strip() == "OV-M, revision 1, approved by Ada Brand"
    assert load_plant(waiting).equipment[0].task("OV-T-200") is not None


def test_all_that_waits_can_be_approved_at_once(waiting: Path, tmp_path: Path) -> None:
    outcome = faultlens_here("approve", waiting, "--all", "--by", "Ada Brand", home=tmp_path / "home")
    assert outcome.returncode == 0
    assert [approval.manual for approval in approvals_of(waiting)] == ["OV-M"]


def test_what_is_in_force_is_not_approved_twice(oven: Path, tmp_path: Path) -> None:
    before = (oven / FILE).read_bytes()
    outcome = faultlens_here("approve", oven, "OV-M", "--by", "Bo Lind", home=tmp_path / "home")
    assert "Nothing to approve" in outcome.stdout
    assert (oven / FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["OV-M"], "needs the name of the engineer"),
        (["--by", "Ada Brand"], "name the manuals to approve, or --all. Waiting: OV-M"),
        (["OV-X", "--by", "Ada Brand"], "there is no manual 'OV-X' here. Waiting: OV-M"),
    ],
)
def test_without_a_name_or_a_manual_nothing_is_approved(
    waiting: Path, tmp_path: Path, words: list[str], said: str
) -> None:
    outcome = faultlens_here("approve", waiting, *words, home=tmp_path / "home")
    assert said in error_of(outcome)
    assert not (waiting / FILE).exists()
