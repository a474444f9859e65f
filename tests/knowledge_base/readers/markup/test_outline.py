from knowledge_base.readers.markup.outline import (
    Item,
    Outline,
    Part,
    PartKind,
    Section,
    leaves,
    pruned,
    unnumbered,
)
from knowledge_base.readers.passages import BlockKind
from knowledge_base.readers.source import SourceText, Span
from knowledge_base.records import NoticeKind

TEXT = "# A\nTools\n- one\n- two\n# B\n1. IC\\_7\n"
ONE, TWO, STEP = (12, 15), (18, 21), (29, 34)


def part(kind: PartKind, start: int, end: int, words: int | None = None) -> Part:
    return Part(kind, (start, end), (start if words is None else words, end))


def outline() -> Outline:
    one, two = part(PartKind.TEXT, *ONE), part(PartKind.TEXT, *TWO)
    bullets = Part(PartKind.BULLETS, (10, 21), (10, 21), (Item(10, (one,)), Item(16, (two,))))
    step = Part(PartKind.NUMBERED, (26, 34), (26, 34), (Item(26, (part(PartKind.TEXT, *STEP),), 1),))
    first = Section("A", ("A",), 1, 0, None, (part(PartKind.TITLE, 4, 9), bullets))
    return Outline(SourceText(TEXT, "OV-M", "1", "oven.md"), (first, Section("B", ("B",), 1, 22, None, (step,))))


def test_words_are_cited_with_the_section_in_which_they_stand() -> None:
    assert outline().quote(TWO).citation.section == ("A",)
    quote = outline().quote(STEP)
    assert (quote.text, quote.citation.section) == ("IC\\_7", ("B",))


def test_a_leaf_begins_with_its_marker_and_with_the_title_above_it() -> None:
    spans = [TEXT[slice(*span)] for section in outline().sections for span, _ in leaves(section.parts)]
    assert spans == ["Tools\n- one", "- two", "1. IC\\_7"]


def test_a_title_with_nothing_below_is_a_leaf_itself() -> None:
    assert list(leaves([part(PartKind.TITLE, 4, 9)])) == [((4, 9), BlockKind.TEXT)]


def test_blocks_know_their_task_and_which_of_them_are_steps() -> None:
    blocks = outline().blocks({1: "T-1"}, [STEP])
    assert [(block.kind, block.task_id, block.section) for block in blocks] == [
        (BlockKind.TEXT, None, ("A",)),
        (BlockKind.TEXT, None, ("A",)),
        (BlockKind.STEP, "T-1", ("B",)),
    ]


def test_codes_that_are_written_with_escapes_are_given_to_the_block() -> None:
    blocks = outline().blocks({}, [])
    assert [block.codes for block in blocks] == [(), (), ("IC_7",)]


def test_parts_without_words_are_left_out_and_numbered_items_are_not() -> None:
    one, none = part(PartKind.TEXT, 0, 1), part(PartKind.TEXT, 5, 6)
    items = (Item(0, (one,), 1), Item(5, (none,), 2))

    def said(span: Span) -> bool:
        return span[0] < 5

    bullets = Part(PartKind.BULLETS, (0, 6), (0, 6), items)
    numbered = Part(PartKind.NUMBERED, (0, 6), (0, 6), items)
    assert [len(found.items) for found in pruned((bullets, numbered, none), said)] == [1, 2]
    assert pruned((Part(PartKind.BULLETS, (5, 6), (5, 6), (Item(5, (none,)),)),), said) == ()


def test_a_bare_signal_word_takes_in_the_paragraph_after_it() -> None:
    bare = Part(PartKind.NOTICE, (0, 8), (8, 8), notice=NoticeKind.WARNING)
    (notice,) = pruned((bare, part(PartKind.TEXT, 10, 20)), lambda span: span[1] > span[0])
    assert (notice.kind, notice.span, notice.words) == (PartKind.NOTICE, (0, 20), (10, 20))


def test_a_signal_word_before_a_list_of_steps_takes_in_nothing() -> None:
    bare = Part(PartKind.NOTICE, (0, 8), (8, 8), notice=NoticeKind.WARNING)
    step = Part(PartKind.NUMBERED, (10, 20), (10, 20), (Item(10, (part(PartKind.TEXT, 13, 20),), 1),))
    assert [found.kind for found in pruned((bare, step), lambda span: span[1] > span[0])] == [
        PartKind.NOTICE,
        PartKind.NUMBERED,
    ]


def test_inside_of_a_box_a_numbered_list_is_a_plain_one() -> None:
    numbered = Part(PartKind.NUMBERED, (0, 6), (0, 6), (Item(0, (), 1),))
    assert [found.kind for found in unnumbered((numbered, part(PartKind.TEXT, 7, 8)))] == [
        PartKind.BULLETS,
        PartKind.TEXT,
    ]
