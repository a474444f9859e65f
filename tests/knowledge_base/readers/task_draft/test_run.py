from knowledge_base.readers.task_draft import Findings
from knowledge_base.readers.task_draft.run import Run


def paragraph(*pieces: tuple[str, bool]) -> tuple[str, int] | None:
    run = Run("line 1")
    for words, bold in pieces:
        run.add(words, bold=bold)
    found = run.paragraph(Findings("m"))
    return (found.words, found.lead) if found else None


def test_white_space_is_collapsed_and_no_break_spaces_are_kept() -> None:
    assert paragraph(("  Tighten\n\t to ", False), (" 25\u00a0N·m ", False)) == ("Tighten to 25\u00a0N·m", 0)


def test_a_bold_beginning_is_the_lead() -> None:
    assert paragraph((" Tools:", True), (" wrench", False), (" bold", True)) == ("Tools: wrench bold", 6)
    assert paragraph(("All bold", True)) == ("All bold", 8)


def test_no_words_are_no_paragraph() -> None:
    assert paragraph((" \n ", False)) is None
    assert paragraph(("\u00a0", False)) is None


def test_a_line_break_is_kept_without_the_space_around_it() -> None:
    run = Run("line 1")
    run.add("one ")
    run.break_line()
    run.add("  two")
    found = run.paragraph(Findings("m"))
    assert found is not None
    assert found.words == "one\ntwo"


def test_preformatted_words_keep_their_space() -> None:
    run = Run("line 1")
    run.add("a  b\r\n  c", keeps_space=True)
    found = run.paragraph(Findings("m"))
    assert found is not None
    assert found.words == "a  b\n  c"


def test_characters_that_reorder_over_several_pieces_are_found() -> None:
    run, findings = Run("line 7"), Findings("m")
    run.add("Use \u202e")
    run.add("m·N 52")
    found = run.paragraph(findings)
    assert found is not None
    assert found.words == "Use \ufffd"
    assert [finding.place for finding in findings.all()] == ["line 7"]
