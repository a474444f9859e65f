from collections.abc import Sequence

import pytest
import tantivy
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.records import Passage, PassageKind
from knowledge_base.search.documents import (
    SectionWords,
    documents_of,
    group_number,
    group_of,
    passage_of,
    place_of,
    row_of,
    rows_name,
    rows_of,
    section_words_of,
    vectors_name,
)
from tests.knowledge_base.search.small import passage

DIGEST = "ab" * 32
OVEN = (
    passage("Let the oven cool down.", "Care", "Cleaning"),
    passage("Faults are shown on the display.", "Faults"),
    passage("Wipe the racks.", "Care", "Cleaning"),
    passage("E-204: the fan is stuck.", "Faults", kind=PassageKind.CODE, codes=("E-204",)),
    passage("Den Ofen abkühlen lassen.", "Pflege", language="de", equipment="oven-2"),
)


def written(passages: Sequence[Passage], number: int = 7) -> dict[str, list[tantivy.Document]]:
    """The documents of a group, by their kind."""
    found: dict[str, list[tantivy.Document]] = {"passage": [], "section": [], "group": []}
    for document in documents_of("manual", number, passages, DIGEST):
        found[str(document.get_first("kind"))].append(document)
    return found


def sections(passages: Sequence[Passage], number: int = 7) -> list[SectionWords]:
    """The sections of a group, as they are read back."""
    rows = rows_of(passages)[len(passages) :]
    return [section_words_of(place_of(number, count), row) for count, row in enumerate(rows)]


@given(number=st.integers(0, 2**32 - 1), row=st.integers(0, 2**32 - 1))
def test_a_place_tells_group_and_row(number: int, row: int) -> None:
    place = place_of(number, row)
    assert (group_number(place), row_of(place)) == (number, row)
    assert 0 <= place < 2**64


def test_a_group_is_read_back_as_it_was_written() -> None:
    (document,) = written(OVEN)["group"]
    group = group_of(document)
    assert (group.name, group.number, group.digest) == ("manual", 7, DIGEST)
    assert group.languages == {"de", "en"}
    assert group.equipment == {"oven", "oven-2"}
    assert group.section_count == 4
    assert len(group.sections) == len(OVEN)
    assert group.sections[0] == group.sections[2]
    assert len(set(group.sections.tolist())) == 4


def test_a_passage_is_read_back_word_for_word() -> None:
    assert [passage_of(row) for row in rows_of(OVEN)[: len(OVEN)]] == list(OVEN)


def test_a_document_of_a_passage_or_section_tells_where_it_lies_in_the_rows() -> None:
    documents = written(OVEN)
    assert sorted(int(str(document.get_first("place"))) for document in documents["passage"]) == [
        place_of(7, row) for row in range(len(OVEN))
    ]
    assert [document.get_first("section") for document in documents["section"]] == [one.place for one in sections(OVEN)]


def test_rows_of_another_state_of_a_group_have_another_name() -> None:
    group = group_of(written(OVEN)["group"][0])
    assert group.rows == rows_name("manual", 7, DIGEST)
    others = {rows_name("manual", 8, DIGEST), rows_name("manual", 7, "cd" * 32), rows_name("other", 7, DIGEST)}
    assert len(others | {group.rows}) == 4


def test_a_section_is_read_back_with_the_words_of_its_passages() -> None:
    found = sections(OVEN)
    (cleaning,) = (one for one in found if "clean" in one.title)
    assert cleaning.path[:1] == ["care"]
    assert list(cleaning.passages) == [place_of(7, 0), place_of(7, 2)]
    assert "oven" in cleaning.passages[place_of(7, 0)]
    assert "rack" in cleaning.passages[place_of(7, 2)]
    assert sorted(place for one in found for place in one.passages) == [place_of(7, row) for row in range(5)]
    assert len({one.place for one in found}) == 4


def test_each_passage_belongs_to_the_section_that_holds_its_words() -> None:
    group = group_of(written(OVEN)["group"][0])
    for section in sections(OVEN):
        assert {int(group.sections[row_of(place)]) for place in section.passages} == {row_of(section.place)}


def test_a_group_without_passages_is_a_group() -> None:
    documents = written([])
    assert documents["passage"] == documents["section"] == []
    group = group_of(documents["group"][0])
    assert (group.section_count, len(group.sections), group.languages) == (0, 0, frozenset())


def test_a_code_is_defined_by_its_entry_and_only_mentioned_elsewhere() -> None:
    entry = passage("E-204: the fan is stuck, see E-310.", "Codes", kind=PassageKind.CODE, codes=("E-204", "E-310"))
    other = passage("After E-204, clean the fan.", "Fan", codes=("E-204",))
    table = passage("| 4711 | seal |\n| 4712 | hinge |", "Spare parts")
    first, second, third = (document.to_dict() for document in written([entry, other, table])["passage"])
    assert (first["defines"], first["number"], first["mentions"]) == (["E204"], ["204"], ["E310"])
    assert "defines" not in second
    assert second["mentions"] == ["E204"]
    assert set(third["lists"]) == {"4711", "4712"}


def test_vectors_of_other_passages_have_another_name() -> None:
    documents = group_of(written(OVEN)["group"][0])
    assert documents.vectors == vectors_name("manual", DIGEST)
    assert len({vectors_name("a", DIGEST), vectors_name("b", DIGEST), vectors_name("a", "cd" * 32)}) == 3


@pytest.mark.parametrize(
    "text", ["", "...", "\x00 \x1b[31m", "{{ not a template }}", '"}, {"kind": "group"}', "日本語"]
)
def test_any_words_are_only_words(text: str) -> None:
    passages = [passage(text, text or "Empty", language="xx")]
    documents = written(passages)
    assert passage_of(rows_of(passages)[0]).quote.text == text
    assert len(documents["group"]) == len(documents["section"]) == 1
    assert sections(passages)[0].passages.keys() == {place_of(7, 0)}
