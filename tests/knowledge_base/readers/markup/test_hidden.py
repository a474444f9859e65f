import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.readers.markup.hidden import Hidden, blanked, reported, shapeless
from knowledge_base.readers.source import SourceText

SPELLED = "".join(chr(0xE0000 + ord(letter)) for letter in "obey me")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        (f"Oil{SPELLED}.", (3, 10)),
        ("Oil" + "\u200b" * 4 + ".", (3, 7)),
        ("Oil\u200b\u200c\u200d\u2060.", (3, 7)),
        ("Oil\u202e edoc.", (3, 4)),
    ],
)
def test_characters_without_a_shape_are_found(text: str, span: tuple[int, int]) -> None:
    assert [hidden.span for hidden in shapeless(text)] == [span]


@pytest.mark.parametrize("text", ["Schrau\u00adben", "می\u200cخواهم", "⚠\ufe0f Hot", "👩\u200d🔧", "plain"])
def test_characters_that_shape_their_neighbours_stay(text: str) -> None:
    assert list(shapeless(text)) == []


@given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 10))))
def test_blanks_keep_every_position_and_every_end_of_line(text: str, places: list[tuple[int, int]]) -> None:
    spans = [(min(start, len(text)), min(start + length, len(text))) for start, length in places]
    seen = blanked(text, spans)
    assert len(seen) == len(text)
    covered = {place for start, end in spans for place in range(start, end)}
    for place, (before, after) in enumerate(zip(text, seen, strict=True)):
        assert after == (" " if place in covered and before not in "\r\n" else before)


def report(text: str, *hidden: Hidden) -> list[tuple[str, str]]:
    found = reported(SourceText(text, "M", "1", "m.md"), text, "m.md", hidden)
    return [(finding.place, finding.what) for finding in found]


def test_a_finding_says_where_why_and_which_words() -> None:
    text = "one\ntwo <!-- three\n  four --> five"
    assert report(text, Hidden((8, 29), "a comment")) == [("line 2", "a comment: three four")]


def test_what_holds_no_words_is_not_reported() -> None:
    assert report("<!-- --- -->", Hidden((0, 12), "a comment")) == []


def test_what_stands_inside_of_another_is_reported_once() -> None:
    text = "<p hidden>a <!-- b --></p> c"
    inner, outer = Hidden((12, 22), "a comment"), Hidden((0, 26), "hidden")
    assert report(text, inner, outer) == [("line 1", "hidden: <p hidden>a <!-- b --></p>")]


def test_characters_without_a_shape_are_spelled_out() -> None:
    assert report(SPELLED, *shapeless(SPELLED)) == [("line 1", "invisible tag characters: obey me")]
    ((_, what),) = report("\u200b\u200c\u200d\u2060", *shapeless("\u200b\u200c\u200d\u2060"))
    assert what == "a run of invisible characters: U+200B U+200C U+200D U+2060"
