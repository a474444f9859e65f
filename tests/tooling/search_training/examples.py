"""Practice questions over the real manuals → what each has to find, and what it is easily taken for.

Practice questions are asked of nothing else: neither the ranker nor any figure is made with them.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.bench.retrieval_corpus import QUESTIONS, Gold, machine_in
from knowledge_base.records import Passage, Reading
from knowledge_base.search.answer import Limits, Weighed, weigh
from knowledge_base.search.candidates import asked_tokens
from knowledge_base.search.evidence import FloatArray
from knowledge_base.search.lexical import LexicalIndex
from knowledge_base.search.sections import place_of_passage, windows_of
from tests.tooling.search_training.indexed import Indexed

_AT_MACHINE, _ANYWHERE = 10, 6
"""How many sections that are found, but wrong, a question may be taken for: among its machine's, among all."""


@dataclass(frozen=True)
class Practice:
    """A question as the model reads it. weights: of its tokens. right, wrong: numbers of sections."""

    text: str
    machine: str
    weights: FloatArray
    right: frozenset[int]
    wrong: tuple[int, ...]


@dataclass(frozen=True)
class Sections:
    """All sections of the corpus. windows: of each, the texts that the model reads."""

    passages: list[list[Passage]]
    windows: list[list[str]]

    def numbered(self) -> dict[str, int]:
        """Passage id → number of its section."""
        return {passage.id: number for number, own in enumerate(self.passages) for passage in own}


def sections_of(corpus: Sequence[Reading]) -> Sections:
    """The sections of all manuals."""
    found: dict[tuple[str | int, ...], list[Passage]] = {}
    for reading in corpus:
        for row, passage in enumerate(reading.passages):
            found.setdefault((reading.manual.id, *place_of_passage(passage, row)), []).append(passage)
    passages = list(found.values())
    return Sections(passages, [[window for one in own for window in windows_of(one)] for own in passages])


def practice_questions(file: Path = QUESTIONS / "practice.jsonl") -> Iterator[tuple[tuple[Gold, ...], str]]:
    """Each practice question with the section that it was written for, and those that say the same."""
    for line in file.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        gold = tuple(Gold(place["source"], place["section"]) for place in one["gold"])
        for question in one["questions"]:
            yield gold, question


def examples(sections: Sections, indexed: Indexed) -> Iterator[Practice]:
    """Every practice question, with the sections that are found for it but are wrong."""
    words, meaning = indexed.words, indexed.meaning
    numbers = sections.numbered()
    right_ones: dict[tuple[Gold, ...], frozenset[int]] = {}
    for gold, asked in practice_questions():
        if gold not in right_ones:
            right_ones[gold] = _right(gold, sections)
        machine = machine_in(gold[0].source)
        anywhere = weigh(asked, words, meaning, Limits())
        if not right_ones[gold] or not anywhere.question.concepts:
            continue
        weights = asked_tokens(anywhere.question, meaning.read(anywhere.question.meaning), words).weights
        near = _found(weigh(asked, words, meaning, Limits(equipment=machine)), words, numbers)[:_AT_MACHINE]
        far = _found(anywhere, words, numbers)[:_ANYWHERE]
        wrong = tuple(one for one in dict.fromkeys([*near, *far]) if one not in right_ones[gold])
        if weights.any():
            yield Practice(anywhere.question.meaning, machine, weights, right_ones[gold], wrong)


def _found(weighed: Weighed, words: LexicalIndex, numbers: dict[str, int]) -> list[int]:
    """Sections, the one for which most speaks first."""
    totals = weighed.judged.features.sum(axis=1) if weighed.candidates.sections else []
    places = [next(iter(one.words.passages)) for one in weighed.candidates.sections]
    order = sorted(range(len(places)), key=lambda row: -totals[row])
    passages = words.passages(places)
    return [numbers[passages[places[row]].id] for row in order]


def _right(gold: tuple[Gold, ...], sections: Sections) -> frozenset[int]:
    right = (any(one.is_in(own[0]) for one in gold) for own in sections.passages)
    return frozenset(number for number, found in enumerate(right) if found)
