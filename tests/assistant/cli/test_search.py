"""`faultlens search` quotes what stands in the manuals, says where, and says when nothing does."""

import json
from pathlib import Path

import pytest

from knowledge_base.approvals import FILE
from tests.assistant.cli.program import faultlens_here


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose search index is made once."""
    return tmp_path_factory.mktemp("home")


def test_the_passage_is_quoted_with_its_source(home: Path) -> None:
    outcome = faultlens_here("search", "pump-skid", "replace the drive-end bearing", "--lexical", home=home)
    assert outcome.returncode == 0, outcome.stderr
    assert "PS-T-210" in outcome.stdout
    assert "PS-MM-3" in outcome.stdout
    assert "search: lexical," in outcome.stdout


def test_machines_get_the_whole_record(home: Path) -> None:
    outcome = faultlens_here("search", "pump-skid", "suction strainer blocked", "-k", "2", "--json", home=home)
    said = json.loads(outcome.stdout)
    assert said["mode"] in ("lexical", "lexical+dense")
    assert len(said["hits"]) == 2
    quote = said["hits"][0]["passage"]["quote"]
    text = (Path(find("pump-skid")) / quote["citation"]["file"]).read_text(encoding="utf-8")
    assert text[quote["citation"]["start"] : quote["citation"]["end"]] == quote["text"]


def find(name: str) -> Path:
    from knowledge_base.catalog import find_plant

    return find_plant(name)


def test_a_part_number_leads_to_its_entry(home: Path) -> None:
    outcome = faultlens_here("search", "pump-skid", "PS-80-9006", "--lexical", "--json", home=home)
    (first, *_) = json.loads(outcome.stdout)["hits"]
    assert "PS-80-9006" in first["passage"]["quote"]["text"]
    assert "exact" in first["because"]


def test_where_nothing_answers_that_is_said_first(home: Path) -> None:
    outcome = faultlens_here("search", "pump-skid", "how do I file my holiday request", "--lexical", home=home)
    assert outcome.stdout.startswith("No passage surely answers this.")


def test_words_of_an_unapproved_manual_are_kept_back(oven: Path, tmp_path: Path) -> None:
    (oven / FILE).unlink()
    outcome = faultlens_here("search", oven, "clean the burner", "--lexical", home=tmp_path / "home")
    assert "Clean the burner." not in outcome.stdout
    assert "--pending" in outcome.stderr


def test_who_asks_for_what_waits_sees_that_it_waits(oven: Path, tmp_path: Path) -> None:
    (oven / FILE).unlink()
    outcome = faultlens_here("search", oven, "clean the burner", "--pending", "--lexical", home=tmp_path / "home")
    assert "Clean the burner." in outcome.stdout
    assert "(not approved)" in outcome.stdout


@pytest.mark.parametrize("query", ["", "   ", "???", "'; DROP TABLE--", "title:burner AND (", "\x00", "🔥"])
def test_any_query_is_only_words(oven: Path, tmp_path: Path, query: str) -> None:
    outcome = faultlens_here("search", oven, query, "--lexical", home=tmp_path / "home")
    assert outcome.returncode == 0, outcome.stderr
