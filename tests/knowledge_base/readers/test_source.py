import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.readers.source import SourceText, WrittenText


def source_of(text: str) -> SourceText:
    return SourceText(text, "M-1", "2.1", "manuals/m.md")


def test_a_quote_is_a_slice_of_the_text_with_its_digest_and_its_place() -> None:
    source = source_of("one\n  two words \nthree")
    source.section = ("Chapter", "Part")
    quote = source.quote(4, 17)
    assert quote.text == "two words"
    assert (quote.citation.start, quote.citation.end) == (6, 15)
    assert quote.citation.sha256 == hashlib.sha256(b"two words").hexdigest()
    assert (quote.citation.manual_id, quote.citation.revision, quote.citation.file) == ("M-1", "2.1", "manuals/m.md")
    assert quote.citation.section == ("Chapter", "Part")


def test_positions_are_characters_not_bytes() -> None:
    text = "Spülen bei 80 °C\nZweite Zeile"
    quote = source_of(text).quote(*source_of(text).span((1, 2)))
    assert (quote.text, quote.citation.start) == ("Zweite Zeile", 17)
    assert quote.citation.sha256 == hashlib.sha256(b"Zweite Zeile").hexdigest()


@pytest.mark.parametrize("end_of_line", ["\n", "\r\n", "\r"])
def test_a_span_is_whole_lines_without_the_white_space_at_their_end(end_of_line: str) -> None:
    text = end_of_line.join(["one  ", "", "two", "three", ""])
    source = source_of(text)
    start, end = source.span((0, 2))
    assert text[start:end] == "one"
    start, end = source.span((2, 4))
    assert text[start:end] == f"two{end_of_line}three"
    start, end = source.span((3, 9))
    assert text[start:end] == "three"


def test_the_line_of_a_character_is_found_again() -> None:
    text = "ab\ncd\r\n\rx"
    source = source_of(text)
    assert [source.line_of(place) for place in range(len(text))] == [0, 0, 0, 1, 1, 1, 1, 2, 3]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("- Torque wrench", "Torque wrench"),
        ("* a", "a"),
        ("12. Turn it.", "Turn it."),
        ("3) Turn it.", "Turn it."),
        ("  -   deep", "deep"),
        ("-5 °C is cold", "-5 °C is cold"),
    ],
)
def test_an_item_is_quoted_without_its_marker(line: str, words: str) -> None:
    assert source_of(line).quote_item(0, 1).text == words


def test_a_paragraph_is_cut_before_each_line_that_begins_a_field() -> None:
    text = "Purpose of\nthe task.\n**Duration:** 3 h\n**Tools:** a\nb\n"
    source = source_of(text)
    parts = [text[start:end] for start, end in source.split_fields((0, 5), re.compile(r"\*\*[A-Z]"))]
    assert parts == ["Purpose of\nthe task.", "**Duration:** 3 h", "**Tools:** a\nb"]


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_every_quote_stands_where_it_says(text: str, start: int, length: int) -> None:
    quote = source_of(text).quote(min(start, len(text)), min(start + length, len(text)))
    assert text[quote.citation.start : quote.citation.end] == quote.text
    assert quote.text == quote.text.strip()


@given(st.lists(st.text(max_size=20), max_size=12), st.data())
def test_written_text_gives_back_what_was_written_from_any_place_to_any_other(
    words: list[str], data: st.DataObject
) -> None:
    text = WrittenText("M-1", "1", "m.pdf")
    spans = [text.write(one) for one in words]
    whole = text.text
    assert [whole[start:end] for start, end in spans] == words
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    assert text.slice(start, end) == whole[start:end]
