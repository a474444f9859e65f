import pytest

from knowledge_base.readers.asciidoc.metadata import Metadata, above
from knowledge_base.records import NoticeKind


@pytest.mark.parametrize(
    ("words", "style", "anchor"),
    [
        ("source,ini", "source", None),
        ("NOTE", "note", None),
        ("#OV-T-1", "", "OV-T-1"),
        ("#OV-T-1.wide%header", "", "OV-T-1"),
        ("quote#q.role, Somebody", "quote", "q"),
        ('id="OV-T-1",role=wide', "", "OV-T-1"),
        ("%header,cols=2*", "", None),
        ('cols="1,2"', "", None),
        ("", "", None),
    ],
)
def test_attributes_give_style_and_id(words: str, style: str, anchor: str | None) -> None:
    found, _ = Metadata(0).with_attributes(words, None, (0, 9))
    assert (found.style, found.anchor) == (style, anchor)


def test_lines_of_attributes_add_up() -> None:
    found, _ = Metadata(0).with_attributes("source", None, (0, 9))
    found, _ = found.with_attributes("cols=2*", "OV-T-1", (10, 19))
    assert (found.style, found.anchor, found.attributes) == ("source", "OV-T-1", ",source,cols=2*")


def test_a_signal_word_is_seen_and_other_attributes_are_not() -> None:
    notice, is_mark = Metadata(0).with_attributes("WARNING", None, (5, 14))
    assert (notice.box, notice.signal, is_mark) == (NoticeKind.WARNING, 5, False)
    assert Metadata(0).with_attributes("source,ini", None, (5, 14))[1] is True


def test_who_is_quoted_is_seen() -> None:
    found, is_mark = Metadata(0).with_attributes("quote, Somebody", None, (5, 22))
    assert (found.source, is_mark) == ((5, 22), False)
    assert [part.span for part in above(found)] == [(5, 22)]


@pytest.mark.parametrize(
    ("style", "kind"),
    [
        ("IMPORTANT", NoticeKind.CAUTION),
        ("CAUTION", NoticeKind.CAUTION),
        ("TIP", NoticeKind.NOTE),
        ("NOTE", NoticeKind.NOTE),
        ("example", None),
    ],
)
def test_admonitions_have_the_kind_of_their_word(style: str, kind: NoticeKind | None) -> None:
    assert Metadata(0).with_attributes(style, None, (0, 9))[0].box is kind


def test_what_stands_above_is_in_order_and_a_replaced_title_is_not_lost() -> None:
    found = Metadata(0).with_title((0, 5)).with_entry((6, 12)).with_title((13, 18))
    assert [(part.kind.value, part.span, part.words) for part in above(found)] == [
        ("title", (0, 5), (1, 5)),
        ("text", (6, 12), (6, 12)),
        ("title", (13, 18), (14, 18)),
    ]
    assert [part.span for part in above(found, 13)] == [(0, 5), (6, 12)]
