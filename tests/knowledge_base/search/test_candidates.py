from pathlib import Path

import numpy as np
import pytest

from knowledge_base.records import Passage, PassageKind
from knowledge_base.search.candidates import EXPLAINS, Candidates, Codes, asked_tokens, find_codes, gather
from knowledge_base.search.documents import group_number, vectors_name
from knowledge_base.search.late import AskedTokens
from knowledge_base.search.lexical import LexicalIndex
from knowledge_base.search.meaning import MeaningIndex
from knowledge_base.search.records import unwatched
from knowledge_base.search.sections import digest_of
from tests.knowledge_base.search.small import Small, SmallTokens, passage, put, question, texts

GROUPS: dict[str, tuple[Passage, ...]] = {
    "oven": (
        passage("Clean the fan of the oven.", "Fan"),
        passage("E-204: the fan is stuck.", "Codes", kind=PassageKind.CODE, codes=("E-204",)),
        passage("After E-204, wait a minute.", "Restart", codes=("E-204",)),
        passage("| E-204 | fan |\n| 4711 | seal |", "Tables"),
    ),
    "belt": (
        passage("Clean the fan of the drive.", "Drive", equipment="belt"),
        passage("E-310: the drive is hot.", "Codes", kind=PassageKind.CODE, codes=("E-310",), equipment="belt"),
    ),
    "ofen": (passage("Den Sensor reinigen.", "Sensor", language="de"),),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("index")


@pytest.fixture(scope="module")
def index(folder: Path) -> LexicalIndex:
    """The words of three manuals."""
    made = LexicalIndex(folder / "words")
    for name, passages in GROUPS.items():
        put(made, name, *passages)
    return made


@pytest.fixture(scope="module")
def meaning(folder: Path) -> MeaningIndex:
    """The same manuals as the small model reads them."""
    made = MeaningIndex(folder, SmallTokens())
    for name, passages in GROUPS.items():
        made.write(vectors_name(name, digest_of(passages)), passages, unwatched)
    return made


def gathered(
    index: LexicalIndex, text: str, meaning: MeaningIndex | None = None, groups: list[str] | None = None
) -> Candidates:
    within = index.within(groups, None, None)
    read = meaning.read(text) if meaning else None
    return gather(question(text), index, meaning, read, find_codes(text, index, within), within)


def groups_of(index: LexicalIndex, found: Candidates) -> set[str]:
    """The groups of all that was found, in whatever way."""
    places = [one.words.place for one in found.sections] + [*found.lexical, *found.dense]
    places += [place for one in found.sections for place in (*one.cosines, *one.details, *one.words.passages)]
    return {index.groups[group_number(place)].name for place in places}


def test_a_code_is_found_where_it_is_explained_listed_and_mentioned(index: LexicalIndex) -> None:
    codes = find_codes("what is E-204", index, None)
    ranked = sorted(codes.exactness, key=lambda place: -codes.exactness[place])
    assert texts(index, ranked) == [GROUPS["oven"][n].quote.text for n in (1, 3, 2)]
    assert sorted(codes.exactness.values()) == [1, 2, EXPLAINS]
    assert codes.first
    assert codes.unknown == ()
    assert codes.of(ranked) == (EXPLAINS, ranked[0])
    assert codes.of(ranked[1:]) == (2, ranked[1])


def test_places_without_a_code_have_none() -> None:
    codes = Codes({7: 2}, first=True, unknown=())
    assert codes.of([]) == codes.of([1, 2]) == (0, None)
    assert codes.of([1, 7]) == (2, 7)


def test_a_code_that_no_manual_has_is_unknown(index: LexicalIndex) -> None:
    codes = find_codes("what is E-999", index, None)
    assert [code.normal for code in codes.unknown] == ["E999"]
    assert codes.exactness == {}
    assert not codes.first


def test_a_number_by_itself_finds_the_codes_that_end_with_it(index: LexicalIndex) -> None:
    assert texts(index, list(find_codes("310", index, None).exactness)) == ["E-310: the drive is hot."]
    assert texts(index, list(find_codes("4711", index, None).exactness)) == [GROUPS["oven"][3].quote.text]
    assert not find_codes("99", index, None).first


def test_a_question_without_a_code_asks_for_none(index: LexicalIndex) -> None:
    codes = find_codes("how do I clean the fan", index, None)
    assert (dict(codes.exactness), codes.first, codes.unknown) == ({}, False, ())


def test_what_no_code_looks_like_is_found_as_it_is_written(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path / "words")
    put(index, "mill", passage("It says Hold:1 and waits.", "States"), passage("Hold 1 key.", "Keys"))
    written = find_codes("Hold:1", index, None)
    assert texts(index, list(written.exactness)) == ["It says Hold:1 and waits."]
    assert (set(written.exactness.values()), written.first, written.certain) == ({1}, True, False)
    assert not find_codes("Hold:2", index, None).first


def test_a_number_that_stands_somewhere_is_no_answer_to_a_code_that_stands_nowhere(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path / "words")
    put(index, "mill", passage("The spindle turns at 2950 rpm.", "Speed"))
    found = find_codes("alarm 77 2950", index, None)
    assert (found.first, [code.normal for code in found.unknown]) == (False, ["ALARM77"])


def test_a_code_outside_the_limits_is_not_found(index: LexicalIndex) -> None:
    codes = find_codes("E-204", index, index.within(["belt"], None, None))
    assert codes.exactness == {}
    assert [code.normal for code in codes.unknown] == ["E204"]


def test_what_is_found_by_words_is_told_so(index: LexicalIndex) -> None:
    found = gathered(index, "clean fan")
    held = {place for one in found.sections for place in one.words.passages}
    assert {"Clean the fan of the oven.", "Clean the fan of the drive."} <= set(texts(index, list(held)))
    assert {one.words.place for one in found.sections} == found.lexical
    assert found.dense == frozenset()
    assert all(not one.cosines and not one.details for one in found.sections)


def test_each_section_comes_once(index: LexicalIndex, meaning: MeaningIndex) -> None:
    found = gathered(index, "E-204 fan stuck", meaning)
    places = [one.words.place for one in found.sections]
    assert len(places) == len(set(places)) > 1


def test_what_no_word_finds_is_found_by_meaning(index: LexicalIndex, meaning: MeaningIndex) -> None:
    found = gathered(index, "zzz", meaning)
    assert found.lexical == frozenset()
    assert found.dense == {one.words.place for one in found.sections}
    assert groups_of(index, found) == set(GROUPS)


def test_the_likeliest_passages_are_looked_at_closer(index: LexicalIndex, meaning: MeaningIndex) -> None:
    for one in gathered(index, "clean fan", meaning).sections:
        assert one.details.keys() == one.words.passages.keys()
        assert one.cosines.keys() <= one.words.passages.keys()
        assert all(-1.01 <= cosine <= 1.01 for cosine in one.cosines.values())


def test_the_most_promising_section_comes_first(index: LexicalIndex, meaning: MeaningIndex) -> None:
    for read in (None, meaning):
        best = gathered(index, "clean fan of the drive", read).sections[0]
        assert texts(index, list(best.words.passages)) == ["Clean the fan of the drive."]


def test_a_section_with_the_code_is_among_those_that_are_judged(index: LexicalIndex) -> None:
    exact = {one.exactness: one for one in gathered(index, "E-204").sections}
    assert {1, 2, EXPLAINS} <= exact.keys()
    assert texts(index, list(exact[EXPLAINS].words.passages)) == ["E-204: the fan is stuck."]


@pytest.mark.parametrize("text", ["clean fan", "E-204", "E-310 drive", "204", "zzz", "sensor reinigen", ""])
@pytest.mark.parametrize("groups", [["belt"], ["oven", "ofen"], ["ofen"], [], ["nobody"]])
@pytest.mark.parametrize("by_meaning", [False, True])
def test_nothing_of_other_groups_comes(
    index: LexicalIndex, meaning: MeaningIndex, text: str, groups: list[str], by_meaning: bool
) -> None:
    found = gathered(index, text, meaning if by_meaning else None, groups)
    assert groups_of(index, found) <= set(groups)
    if by_meaning and set(groups) & set(GROUPS):
        assert found.dense


def test_limits_by_machine_and_language_hold_for_meaning_too(index: LexicalIndex, meaning: MeaningIndex) -> None:
    for equipment, language, expected in (("belt", None, {"belt"}), (None, "de", {"ofen"}), ("belt", "de", set())):
        within = index.within(None, equipment, language)
        text = "clean fan"
        read = meaning.read(text)
        found = gather(question(text), index, meaning, read, find_codes(text, index, within), within)
        assert groups_of(index, found) == expected


def test_vectors_of_passages_that_were_replaced_are_not_found(tmp_path: Path) -> None:
    words, meaning = LexicalIndex(tmp_path / "words"), MeaningIndex(tmp_path, SmallTokens())
    old, new = (passage("Clean the fan.", "Fan"),), (passage("Oil the hinge.", "Door"),)
    meaning.write(vectors_name("oven", digest_of(old)), old, unwatched)
    put(words, "oven", *new)
    assert gathered(words, "clean fan", meaning).sections == []
    meaning.write(vectors_name("oven", digest_of(new)), new, unwatched)
    (found,) = gathered(words, "clean fan", meaning).sections
    assert texts(words, list(found.cosines)) == ["Oil the hinge."]


def test_tokens_of_rare_words_weigh_most_and_all_add_up_to_one(index: LexicalIndex, meaning: MeaningIndex) -> None:
    asked = asked_tokens(question("fan seal?"), meaning.read("fan seal?"), index)
    assert asked.weights.sum() == pytest.approx(1)
    fan, seal, mark = asked.weights
    assert seal > fan > mark == 0
    assert len(asked.states) == len(asked.weights)


def test_a_question_of_marks_alone_weighs_nothing(index: LexicalIndex, meaning: MeaningIndex) -> None:
    asked = asked_tokens(question("?!"), meaning.read("?!"), index)
    assert asked.weights.tolist() == [0, 0]
    assert np.isfinite(asked.states).all()


def test_without_tokens_of_a_model_there_are_none(index: LexicalIndex, tmp_path: Path) -> None:
    for read in (None, MeaningIndex(tmp_path, Small()).read("fan")):
        found = asked_tokens(question("fan"), read, index)
        assert isinstance(found, AskedTokens)
        assert len(found.weights) == 0
