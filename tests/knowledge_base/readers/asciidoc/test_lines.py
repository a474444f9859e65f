import pytest

from knowledge_base.readers.asciidoc.lines import Lines


def lines_of(text: str) -> Lines:
    return Lines(text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_and_spans_are_without_what_ends_them(end: str) -> None:
    text = end.join(["one  ", "", "three", "four "])
    lines = lines_of(text)
    assert [lines.at(number) for number in range(len(lines))] == ["one", "", "three", "four"]
    assert text[slice(*lines.span(0, 2))] == "one"
    assert text[slice(*lines.span(2, 4))] == f"three{end}four"
    assert lines.span(2, 2)[0] == lines.span(2, 2)[1] == lines.starts[2]
    assert lines.after_blanks(1, 4) == 2


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("= Oven", ("Oven", 1, 1)),
        ("=== The oven ===", ("The oven", 3, 1)),
        ("== C== and more", ("C== and more", 2, 1)),
        ("## Oven", ("Oven", 2, 1)),
        ("Oven\n====", ("Oven", 1, 2)),
        ("Oven\n-----", ("Oven", 2, 2)),
        ("Öfen\n~~~", ("Öfen", 3, 2)),
        ("Oven\n^^^^", ("Oven", 4, 2)),
        ("Oven\n++++", ("Oven", 5, 2)),
        ("Oven\n======", None),
        ("Oven\n--", None),
        ("==Oven", None),
        ("....\n----", None),
        (".Oven\n-----", None),
        ("\tOven\n-----", None),
        ("Oven", None),
    ],
)
def test_section_titles_have_one_line_or_two(text: str, section: tuple[str, int, int] | None) -> None:
    assert lines_of(text).section(0, len(lines_of(text))) == section


@pytest.mark.parametrize(
    ("line", "fence"),
    [
        ("----", "----"),
        ("======", "======"),
        ("--", "--"),
        ("|===", "|==="),
        (",===", ",==="),
        ("```ruby", "```"),
        ("////", "////"),
        ("---", None),
        ("---- x", None),
        ("****x", None),
    ],
)
def test_delimiters_open_blocks(line: str, fence: str | None) -> None:
    assert lines_of(line).delimiter(0) == fence


@pytest.mark.parametrize(
    ("line", "kind", "key", "number", "words"),
    [
        (". one", "dots", ".", None, "one"),
        ("  ... one", "dots", "...", None, "one"),
        ("12. one", "number", "number", 12, "one"),
        ("a. one", "letter", "letter", None, "one"),
        ("iv) one", "roman", "roman", None, "one"),
        ("* one", "bullet", "*", None, "one"),
        ("*** one", "bullet", "***", None, "one"),
        ("- one", "bullet", "-", None, "one"),
        ("<1> one", "callout", "callout", None, "one"),
        ("The oven:: one", "term", "::", None, "one"),
        ("The oven::", "term", "::", None, ""),
        ("Oven;; one", "term", ";;", None, "one"),
    ],
)
def test_markers_begin_items(line: str, kind: str, key: str, number: int | None, words: str) -> None:
    marker = lines_of(line).marker(0)
    assert marker is not None
    assert (marker.kind, marker.key, marker.number, line[marker.end :]) == (kind, key, number, words)
    assert marker.ordered is (kind in {"dots", "number", "letter", "roman"})


@pytest.mark.parametrize("line", [".one", "*one*", "-5 °C", "1.5 mm", "a::b c", "// x:: y", "one. two", "", "'''"])
def test_other_lines_begin_none(line: str) -> None:
    assert lines_of(line).marker(0) is None


def test_lines_that_say_something_of_others_are_known() -> None:
    text = "[source,ini]\n[[id]]\n.Title\n:lang: de\ninclude::a.adoc[]\n// remark\nimage::a.png[]\n'''\n"
    lines = lines_of(text)
    assert lines.attributes(0)
    assert lines.attributes(1)
    assert lines.is_title(2)
    assert lines.entry(3)
    assert lines.directive(4)
    assert lines.is_comment(5)
    assert lines.has_no_words(6)
    assert lines.has_no_words(7)


@pytest.mark.parametrize(
    "line", ["[JOINT_0]HOME = 1", "(a)", "..", "....", ". item", "::", "include ::a[]", "///", "words"]
)
def test_and_other_lines_are_not(line: str) -> None:
    lines = lines_of(line)
    assert not lines.attributes(0)
    assert not lines.is_title(0)
    assert not lines.entry(0)
    assert not lines.directive(0)
    assert not lines.is_comment(0)
    assert not lines.has_no_words(0)
