"""What becomes of an answer: the picture is written or the reason told, and machines get one JSON object."""

import json
import sys
from pathlib import Path

import pytest

from assistant.cli.answer import Answer, Asked, finish, method_words, refuse_picture
from assistant.errors import UsageError
from assistant.feeds.table import read_table
from explain.bundle import Bundle
from explain.errors import ExplainError
from explain.records import AttributionMethod
from knowledge_base.records import Plant
from tests.assistant.milling_files import milling_csv

ANSWER = Answer({"row": 3, "figure": 0.5}, ("Why it is so", "[bold]because[/bold]"), b"picture")


@pytest.fixture
def asked(milling: Plant, bundle: Bundle, tmp_path: Path) -> Asked:
    return Asked(milling, read_table(milling_csv(tmp_path)), 3, milling.assets[0], milling.equipment[0], bundle, None)


def test_the_picture_is_written_and_its_place_told(
    asked: Asked, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    finish(ANSWER, asked, "waterfall", tmp_path / "why.png", as_json=False)
    assert (tmp_path / "why.png").read_bytes() == b"picture"
    said = capsys.readouterr().out
    for words in ("MC-1", "Milling machine 1", "Why it is so", "because", "why.png"):
        assert words in said


def test_machines_get_one_object_that_names_the_picture(
    asked: Asked, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    finish(ANSWER, asked, "waterfall", tmp_path / "why.png", as_json=True)
    assert json.loads(capsys.readouterr().out) == {
        "kind": "waterfall",
        "asset_id": "MC-1",
        "plot": str(tmp_path / "why.png"),
        "row": 3,
        "figure": 0.5,
    }


def test_without_a_picture_nothing_is_written(asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    finish(Answer({}, (), None), asked, "heatmap", None, as_json=True)
    assert json.loads(capsys.readouterr().out)["plot"] is None


def test_a_picture_that_cannot_be_written_is_told_and_nothing_is_printed(
    asked: Asked, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "why.png").mkdir()
    with pytest.raises(UsageError, match=r"cannot write .*why\.png: Is a directory\. Give another file"):
        finish(ANSWER, asked, "waterfall", tmp_path / "why.png", as_json=False)
    assert capsys.readouterr().out == ""


def test_a_picture_is_refused_before_any_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_picture(tmp_path / "why.svg")
    with pytest.raises(ExplainError, match=r"\.png or \.svg"):
        refuse_picture(tmp_path / "why.pdf")
    with pytest.raises(UsageError, match="there is no folder"):
        refuse_picture(tmp_path / "nowhere" / "why.png")
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ExplainError, match=r"pip install matplotlib"):
        refuse_picture(tmp_path / "why.png")


@pytest.mark.parametrize("method", AttributionMethod)
def test_every_method_has_words_that_name_its_kind(method: AttributionMethod) -> None:
    words = method_words(method)
    assert ("path-dependent" in words) != ("interventional" in words)
    assert ("Exact" in words) != ("Sampled" in words)
