"""The questions of `bench procedures`: well formed, apart from each other, and each gold passage stands in its manual.

The manuals are taken apart here with the plainest means, not with the reader that the bench measures.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

QUESTIONS = Path(__file__).parent / "procedures"
CONTENT = Path(__file__).parents[2] / "knowledge_base" / "content"
FILES = ("development", "held_out")
# How many questions of each kind the files have, and how many of all are German.
EACH_KIND = {"development": 50, "held_out": 100}
GERMAN = {"development": 5, "held_out": 10}
AT_LEAST_OF_A_PLANT = 15
AT_LEAST_OF_A_MANUAL = 5
RUN = 5
_WORD = re.compile(r"[\w$](?:[\w$.:/-]*\w)?")
_MARK = re.compile(r"^(?:> )?(?:\d+\. |- |\*\*(?:WARNING|CAUTION|NOTE|Preconditions):\*\* )?")
_NEXT_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")


class Manual(NamedTuple):
    """A bundled manual: the plant whose equipment it is of, and its text in Markdown."""

    plant: str
    text: str


def questions(name: str) -> list[dict[str, Any]]:
    """One file of questions."""
    return [json.loads(line) for line in (QUESTIONS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def every() -> list[dict[str, Any]]:
    """The questions of both files."""
    return [question for name in FILES for question in questions(name)]


def words(text: str) -> list[str]:
    """The words of a text, a code being one word."""
    return [match[0] for match in _WORD.finditer(text.casefold())]


def runs(text: str) -> set[tuple[str, ...]]:
    """Every five words that follow each other."""
    found = words(text)
    return {tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}


def pieces(text: str) -> Iterator[str]:
    """Each row, step, item and warning of a manual without its mark, and each sentence."""
    for line in text.splitlines():
        said = _MARK.sub("", line)
        yield said
        yield from _NEXT_SENTENCE.split(said)


@pytest.fixture(scope="module")
def manuals() -> dict[str, Manual]:
    """Every manual of the bundled plants, by the number in its heading."""
    found = {}
    for file in sorted(CONTENT.glob("*/equipment/*/manuals/*.md")):
        text = file.read_text(encoding="utf-8")
        number = next(line.removeprefix("manual: ") for line in text.splitlines() if line.startswith("manual: "))
        found[number] = Manual(file.relative_to(CONTENT).parts[0], text)
    return found


@pytest.mark.parametrize("name", FILES)
def test_a_question_has_its_fields_and_only_an_answerable_one_has_gold(name: str) -> None:
    for question in questions(name):
        assert set(question) == {"id", "kind", "language", "plant", "question", "gold"}, question["id"]
        assert question["id"].startswith(f"{name[0]}-{question['kind'][0]}-")
        assert question["kind"] in ("answerable", "unanswerable")
        assert question["language"] in ("en", "de")
        assert question["question"].strip() == question["question"] != ""
        assert bool(question["gold"]) == (question["kind"] == "answerable"), question["id"]
        assert all(set(gold) == {"manual", "text", "value"} for gold in question["gold"]), question["id"]


@pytest.mark.parametrize("name", FILES)
def test_there_are_as_many_of_each_kind_and_language_as_is_said(name: str) -> None:
    kinds = Counter(question["kind"] for question in questions(name))
    assert kinds == dict.fromkeys(("answerable", "unanswerable"), EACH_KIND[name])
    german = Counter(question["kind"] for question in questions(name) if question["language"] == "de")
    assert german.total() == GERMAN[name]
    assert len(german) == 2


@pytest.mark.parametrize("name", FILES)
def test_every_plant_and_every_manual_is_asked(name: str, manuals: dict[str, Manual]) -> None:
    plants = {manual.plant for manual in manuals.values()}
    for kind in ("answerable", "unanswerable"):
        asked = Counter(question["plant"] for question in questions(name) if question["kind"] == kind)
        assert set(asked) == plants
        assert min(asked.values()) >= AT_LEAST_OF_A_PLANT
    best = Counter(question["gold"][0]["manual"] for question in questions(name) if question["gold"])
    assert set(best) == set(manuals)
    assert min(best.values()) >= AT_LEAST_OF_A_MANUAL


def test_no_question_and_no_id_stands_twice_in_the_two_files() -> None:
    asked = Counter(" ".join(words(question["question"])) for question in every())
    assert [question for question, times in asked.items() if times > 1] == []
    ids = Counter(question["id"] for question in every())
    assert [name for name, times in ids.items() if times > 1] == []


def test_no_best_passage_of_one_file_is_the_best_of_the_other() -> None:
    first = [[question["gold"][0] for question in questions(name) if question["gold"]] for name in FILES]
    development, held_out = ({(gold["manual"], gold["text"]) for gold in golds} for golds in first)
    assert development & held_out == set()


@pytest.mark.parametrize("name", FILES)
def test_a_gold_passage_is_of_the_plant_and_listed_as_often_as_it_stands_there(
    name: str, manuals: dict[str, Manual]
) -> None:
    for question in questions(name):
        listed = Counter((gold["manual"], gold["text"]) for gold in question["gold"])
        for (manual, text), times in listed.items():
            assert manuals[manual].plant == question["plant"], question["id"]
            assert manuals[manual].text.count(text) == times, (question["id"], text)


@pytest.mark.parametrize("name", FILES)
def test_a_gold_passage_is_a_whole_row_step_item_or_sentence(name: str, manuals: dict[str, Manual]) -> None:
    whole = {number: set(pieces(manual.text)) for number, manual in manuals.items()}
    cut = [
        (question["id"], gold["text"])
        for question in questions(name)
        for gold in question["gold"]
        if gold["text"] not in whole[gold["manual"]]
    ]
    assert cut == []


@pytest.mark.parametrize("name", FILES)
def test_the_value_of_an_answer_stands_in_its_passage_and_most_answers_have_one(name: str) -> None:
    gold = [gold for question in questions(name) for gold in question["gold"]]
    assert [each for each in gold if each["value"] is not None and each["value"] not in each["text"]] == []
    assert all(each["value"] != "" for each in gold)
    best = [question["gold"][0]["value"] for question in questions(name) if question["gold"]]
    assert sum(value is not None for value in best) > len(best) / 2


@pytest.mark.parametrize("name", FILES)
def test_no_question_repeats_five_words_of_its_gold_or_in_vain_of_a_manual(
    name: str, manuals: dict[str, Manual]
) -> None:
    for question in questions(name):
        told = [gold["text"] for gold in question["gold"]]
        told = told or [manual.text for manual in manuals.values() if manual.plant == question["plant"]]
        assert all(runs(question["question"]) & runs(text) == set() for text in told), question["id"]
