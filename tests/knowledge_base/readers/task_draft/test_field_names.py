import pytest

from knowledge_base.readers.task_draft.field_names import field_of, fields_in, holds_no_procedure


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Tools", "tools"),
        ("4.1.2 Spare parts:", "parts"),
        ("Materials and supplies", "supplies"),
        ("TIME REQUIRED", "duration"),
        ("Before you start", "preconditions"),
        ("Benötigte Werkzeuge", "tools"),
        ("Critères d’acceptation", "acceptance"),
        ("Herramientas", "tools"),
        ("Safety instructions", "safety"),
        ("Procedure", "steps"),
        ("Tools of the trade", None),
        ("Replace the burner", None),
    ],
)
def test_a_heading_may_name_a_part_of_a_procedure(heading: str, field: str | None) -> None:
    assert field_of(heading) == field


def cut(words: str, lead: int = 0) -> list[tuple[str | None, str]]:
    return [(name, words[start:end].strip()) for name, start, end in fields_in(words, lead)]


def test_a_paragraph_is_cut_at_each_line_that_begins_a_field() -> None:
    assert cut("Duration: 3 h\nTools: wrench\nand gauge") == [("duration", "3 h"), ("tools", "wrench\nand gauge")]


def test_words_before_the_first_field_belong_to_none() -> None:
    assert cut("Makes it new.\nDuration: 3 h") == [(None, "Makes it new."), ("duration", "3 h")]


def test_a_bold_name_needs_no_colon_and_a_plain_one_does() -> None:
    assert cut("Tools wrench", lead=5) == [("tools", "wrench")]
    assert cut("Tools wrench") == [(None, "Tools wrench")]


def test_a_word_with_a_colon_that_names_no_field_begins_none() -> None:
    assert cut("Torque: 25 N·m") == [(None, "Torque: 25 N·m")]


def test_sections_of_contents_and_legends_hold_no_procedures() -> None:
    assert holds_no_procedure("Table of contents")
    assert holds_no_procedure("2.3 Legende")
    assert not holds_no_procedure("Replace the burner")
