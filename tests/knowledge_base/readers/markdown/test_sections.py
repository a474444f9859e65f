import pytest

from knowledge_base.records import FindingKind, Reading
from tests.knowledge_base.readers.markup.reading import findings, markdown, one_line, searchable


def passages(reading: Reading) -> list[tuple[str, str]]:
    return [(passage.kind.value, one_line(passage.quote.text)) for passage in reading.passages]


def paths(text: str) -> list[tuple[str, ...]]:
    return [passage.quote.citation.section for passage in markdown(text).passages]


def test_sections_follow_both_kinds_of_headings() -> None:
    text = "before\n\n# A\na\n\nB\n---\nb\n\n### C\nc\n\n## D #\nd\n\nE\n===\ne\n"
    assert paths(text) == [(), ("A",), ("A", "B"), ("A", "B", "C"), ("A", "D"), ("E",)]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("# **Waist** and `leg` *cables*", "Waist and leg cables"),
        ("# \t<u>RING:</u> [see](x.md) ![icon](i.png) &amp; more", "RING: see & more"),
        ("# Öl wechseln <!-- secret --> {#O-1}", "Öl wechseln"),
        ("# C# and F# #", "C# and F#"),
        ("# Clean {: #clean .wide }", "Clean"),
        ("Two\nlines\n===", "Two lines"),
        ("##Tight", "Tight"),
        ("# $x=val - Save", "$x=val - Save"),
    ],
)
def test_a_heading_is_read_without_its_markup(heading: str, title: str) -> None:
    assert paths(f"{heading}\n\nwords\n") == [(title,)]


def test_the_title_is_that_of_the_front_matter_or_the_first_heading_or_the_file() -> None:
    def title(text: str) -> str:
        from knowledge_base.readers.contract import Facts

        return markdown(text, Facts("oven")).manual.title

    assert title("---\ntitle: Kiln\n---\n# Oven\n") == "Kiln"
    assert title("words\n\n## Oven\n# Other\n") == "Oven"
    assert title("words\n") == "oven"


def test_a_table_is_read_row_by_row_with_its_header() -> None:
    reading = markdown("# A\n| IITCODE | Alias |\n|---|---|\n| 1001 | U0778110 |\n| ![](x.png) | |\n\nafter\n")
    table, after = reading.passages
    assert (table.kind.value, table.quote.text.splitlines()[0]) == ("table", "| IITCODE | Alias |")
    assert table.quote.text.endswith("| 1001 | U0778110 |")
    assert after.quote.text == "after"


def test_a_table_in_html_is_read_row_by_row() -> None:
    reading = markdown("<table>\n<tr><td>one</td></tr>\n\n<tr><td>two</td>\n\n</tr></table>\n")
    assert passages(reading) == [("table", "<tr><td>one</td></tr> <tr><td>two</td> </tr>")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("> quoted\n> words\n>\n>\n", ["quoted > words"]),
        ("- a\n  - b\n\n  c\n1. d\n", ["- a - b c 1. d"]),
        ("```sh\nls\n```\n", ["ls"]),
        ("~~~\nnever closed\n", ["never closed"]),
        ("    indented\n", ["indented"]),
        ("a\n\n***\n\nb\n", ["a *** b"]),
        ("![picture](x.png)\n", []),
        ("<center>![x](y.png)</center>\nwords\n", ["words"]),
        ("<center>shown</center>\nwords\n", ["<center>shown</center> words"]),
        ("<https://x.example>\n", ["<https://x.example>"]),
    ],
)
def test_every_visible_word_is_in_a_passage_and_pictures_are_no_words(text: str, said: list[str]) -> None:
    assert [words for _, words in passages(markdown(text))] == said


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("> **Warning:** Hot oil.\n> Wait.", "warning", "Hot oil. > Wait."),
        ("> **Warning**\n> Hot oil.", "warning", "> Hot oil."),
        ("> [!CAUTION]\n> Hot oil.", "caution", "Hot oil."),
        ("> [!TIP]\n> Hot oil.", "note", "Hot oil."),
        ("> [!IMPORTANT]\n> Hot oil.", "caution", "Hot oil."),
        ("!!! danger\n    Hot oil.", "warning", "Hot oil."),
        ('!!! warning "Hot oil"\n    Wait.', "warning", '"Hot oil" Wait.'),
        ('!!! danger "WATCH OUT"\n\n    Hot oil.', "warning", '"WATCH OUT" Hot oil.'),
        (":::warning Hot oil\nWait.\n:::", "warning", "Hot oil Wait."),
        ("**WARNING** Hot oil.", "warning", "Hot oil."),
        ("WARNING: Hot oil.", "warning", "Hot oil."),
        ("**NOTE: Hot oil.**", "note", "Hot oil.**"),
        ("CAUTION!\n\nHot oil.", "caution", "Hot oil."),
        ("**ACHTUNG:**\n\n- Hot oil.\n- Wait.", "caution", "- Hot oil. - Wait."),
        ("Hinweis: Hot oil.", "note", "Hot oil."),
        ("Attention : Hot oil.", "caution", "Hot oil."),
    ],
)
def test_a_notice_in_any_spelling_guards_the_next_step(text: str, kind: str, words: str) -> None:
    (task,) = markdown(f"# Drain\n\n{text}\n\n1. Open it.\n2. Close it.\n").manual.tasks
    ((notice,), ()) = (step.notices for step in task.steps)
    assert (notice.kind.value, one_line(notice.quote.text)) == (kind, words)


@pytest.mark.parametrize("text", ["Note that oil is hot.", "Warnings are red.", "> As the founder said.", "Noted: no."])
def test_other_words_are_no_notice(text: str) -> None:
    (task,) = markdown(f"# Drain\n\n{text}\n\n1. Open it.\n2. Close it.\n").manual.tasks
    assert [step.notices for step in task.steps] == [(), ()]


def test_a_quotation_with_two_notices_holds_two() -> None:
    text = "# Drain\n\n> **WARNING:** Hot.\n> **NOTE:** Heavy.\n\n1. Open it.\n2. Close it.\n"
    (task,) = markdown(text).manual.tasks
    assert [(n.kind.value, n.quote.text) for n in task.steps[0].notices] == [("warning", "Hot."), ("note", "Heavy.")]


def test_a_box_of_an_unknown_kind_is_taken_for_a_caution_and_said_so() -> None:
    reading = markdown("# A\n\n!!! pumpkin\n    Hot.\n\n1. Open it.\n2. Close it.\n")
    assert reading.manual.tasks[0].steps[0].notices[0].kind.value == "caution"
    assert findings(reading, FindingKind.ASSUMED) == [
        ("line 3", "a box of the unknown kind 'pumpkin' is taken for a caution")
    ]


def test_part_numbers_that_are_written_with_escapes_are_found_exactly() -> None:
    (passage,) = markdown("| IC\\_008\\_A\\_001 | U0778110 |\n|---|---|\n| FT45 | x |\n").passages
    assert "IC_008_A_001" in passage.codes
    assert "U0778110" in passage.codes


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_whatever_ends_a_line_the_words_are_the_same(end: str) -> None:
    text = "# Größe\n\n> [!NOTE]\n> Über 80 °C\n\n1. Öffnen.\n2. Schließen.\n\n| a |\n|---|\n| ½ |\n"
    expected = [one_line(passage.quote.text) for passage in markdown(text).passages]
    assert [one_line(passage.quote.text) for passage in markdown(text.replace("\n", end)).passages] == expected


def test_a_byte_order_mark_is_no_word_and_moves_nothing() -> None:
    plain, marked = markdown("# A\n\nwords\n"), markdown(b"\xef\xbb\xbf# A\n\nwords\n")
    assert marked.passages[0].quote.citation.section == ("A",)
    assert marked.passages[0].quote.citation.start == plain.passages[0].quote.citation.start + 1


def test_hidden_words_are_in_no_passage_and_parted_words_stay_whole() -> None:
    reading = markdown("# A\n\none\n\n<!-- secret -->\n\ntwo\n")
    assert "secret" not in searchable(reading)
    assert "secret" not in reading.texts["manuals/oven.md"]
    assert searchable(reading) == "one two"
