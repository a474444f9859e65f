from knowledge_base.readers.markup.outline import Part
from knowledge_base.readers.markup.paragraphs import after_marks, item_parts, paragraph_parts


def told(text: str, parts: list[Part]) -> list[tuple[str, str]]:
    return [(part.kind.value, text[slice(*part.words)]) for part in parts]


def cut(text: str) -> list[tuple[str, str]]:
    starts = [place + 1 for place, character in enumerate(text) if character == "\n"]
    return told(text, list(paragraph_parts(text, (0, len(text)), starts)))


def test_a_paragraph_is_one_part() -> None:
    assert cut("one\ntwo") == [("text", "one\ntwo")]


def test_it_is_cut_before_a_line_that_names_a_field_or_a_notice_in_bold() -> None:
    assert cut("one\n**Tools:** a\nb\n*Warning:* c") == [
        ("text", "one"),
        ("text", "**Tools:** a\nb"),
        ("notice", " c"),
    ]


def test_a_line_that_only_looks_like_one_does_not_cut_it() -> None:
    assert cut("one\nNote: two\n**Interval:** 3\n*bold* words") == [
        ("text", "one\nNote: two\n**Interval:** 3\n*bold* words")
    ]


def test_a_signal_word_makes_it_a_notice_without_that_word() -> None:
    assert cut("WARNING: hot\noil") == [("notice", " hot\noil")]


def test_the_name_of_a_field_alone_is_a_title() -> None:
    assert cut("**Tools:**") == [("title", "**Tools:**")]
    assert cut("**Tools:** a") == [("text", "**Tools:** a")]


def test_the_first_paragraph_of_an_item_keeps_its_marker_outside_of_its_words() -> None:
    text = "1. Open it.\n   *Note:* slowly"
    parts = list(item_parts(text, (0, len(text)), 3, [12]))
    assert told(text, parts) == [("text", "Open it."), ("notice", " slowly")]
    assert parts[0].span == (0, 11)


def test_an_item_may_be_a_notice() -> None:
    text = "1. WARNING: hot"
    (part,) = item_parts(text, (0, len(text)), 3, [])
    assert (part.kind.value, text[slice(*part.words)], part.span) == ("notice", " hot", (0, 15))


def test_marks_of_a_quotation_are_no_words() -> None:
    assert after_marks("  > > words", 0, 11) == 6
    assert after_marks("   ", 0, 3) == 3
