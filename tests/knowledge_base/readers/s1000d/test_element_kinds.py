import pytest

from knowledge_base.readers.s1000d import element_kinds
from tests.knowledge_base.readers.s1000d.oven import element


@pytest.mark.parametrize(
    ("xml", "own"),
    [("<x>a</x>", True), ("<x><b/>a</x>", True), ("<x> <b>a</b>\n</x>", False), ("<x/>", False)],
)
def test_words_of_its_own_stand_between_the_tags(xml: str, own: bool) -> None:
    assert element_kinds.has_words_of_its_own(element(xml)) is own


@pytest.mark.parametrize(
    ("xml", "blocks", "line"),
    [
        ("<wire><wireNumber>1</wireNumber></wire>", False, True),
        ("<step><challenge><para>Door</para></challenge></step>", True, True),
        ("<step><para>Door<randomList/></para></step>", True, False),
        ("<step><warning/></step>", True, False),
        ("<table/>", False, True),
    ],
)
def test_an_entry_fits_a_line_without_tables_lists_pictures_and_notices(xml: str, blocks: bool, line: bool) -> None:
    assert element_kinds.has_blocks(element(xml)) is blocks
    assert element_kinds.fits_a_line(element(xml)) is line


def test_entries_of_a_list_are_known_by_their_names() -> None:
    assert element_kinds.holds_records(element("<wireGroup><wire/></wireGroup>"))
    assert not element_kinds.holds_records(element("<wire/>"))
