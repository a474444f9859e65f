import pytest

from knowledge_base.readers.markup.labels import (
    box_kind,
    field_at,
    field_named,
    holds_a_step,
    holds_no_procedure,
    is_labelled,
    names_a_procedure,
    names_a_step,
    notice_at,
    task_code,
)
from knowledge_base.records import NoticeKind


@pytest.mark.parametrize(
    ("words", "kind", "rest"),
    [
        ("WARNING: Hot.", NoticeKind.WARNING, " Hot."),
        ("**Warning:** Hot.", NoticeKind.WARNING, " Hot."),
        ("**Warning**: Hot.", NoticeKind.WARNING, " Hot."),
        ("**CAUTION** Hot.", NoticeKind.CAUTION, " Hot."),
        ("*Gefahr:* Heiß.", NoticeKind.WARNING, " Heiß."),
        ("Attention : chaud.", NoticeKind.CAUTION, " chaud."),
        ("Mise en garde : chaud.", NoticeKind.WARNING, " chaud."),
        ("DANGER!!! Hot.", NoticeKind.WARNING, " Hot."),
        ("Note - hot.", NoticeKind.NOTE, " hot."),
        ("NOTE:\nHot.", NoticeKind.NOTE, "\nHot."),
        ("**NOTE: Hot.**", NoticeKind.NOTE, " Hot.**"),
        ("TIP:", NoticeKind.NOTE, ""),
        ("IMPORTANT: Hot.", NoticeKind.CAUTION, " Hot."),
        ("Nota: caliente.", NoticeKind.NOTE, " caliente."),
    ],
)
def test_a_signal_word_makes_a_notice(words: str, kind: NoticeKind, rest: str) -> None:
    found = notice_at(words)
    assert found is not None
    assert (found[0], words[found[1] :]) == (kind, rest)


@pytest.mark.parametrize(
    "words", ["Note that it is hot.", "Warning lamps: red", "Warnings", "Hot: WARNING:", "notes: a", "Danger zone", ""]
)
def test_other_words_make_none(words: str) -> None:
    assert notice_at(words) is None


@pytest.mark.parametrize(
    ("words", "name", "rest"),
    [
        ("**Tools:** wrench", "tools", " wrench"),
        ("Parts:\n", "parts", "\n"),
        ("**Required tools**", "tools", ""),
        ("*Werkzeuge:*", "tools", ""),
        ("__Before you begin__: lock it", "preconditions", " lock it"),
        ("Pièces de rechange : joint", "parts", " joint"),
        ("**Duration:** 3 h", "duration", " 3 h"),
    ],
)
def test_a_field_is_named_in_bold_or_with_a_colon(words: str, name: str, rest: str) -> None:
    found = field_at(words)
    assert found is not None
    assert (found.name, words[found.length :]) == (name, rest)


@pytest.mark.parametrize("words", ["Tools are in the box.", "Tools", "The tools: a", "**Interval:** 2 years"])
def test_other_words_name_no_field(words: str) -> None:
    assert field_at(words) is None


def test_a_name_in_bold_is_a_label_whatever_it_names() -> None:
    assert is_labelled("**Interval:** 2 years")
    assert not is_labelled("Interval: 2 years")
    assert not is_labelled("**Bold** words begin this.") or field_at("**Bold** words begin this.") is None


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("WARNING", NoticeKind.WARNING),
        ("danger highlight", NoticeKind.WARNING),
        ("error", NoticeKind.WARNING),
        ("Tip", NoticeKind.NOTE),
        ("important", NoticeKind.CAUTION),
        ("example", NoticeKind.NOTE),
        ("pumpkin", None),
        ("", None),
    ],
)
def test_a_box_has_the_kind_that_it_is_called(word: str, kind: NoticeKind | None) -> None:
    assert box_kind(word) is kind


def test_a_heading_may_name_a_field_with_a_number_and_a_colon() -> None:
    assert field_named("2.1 Required tools:") == "tools"
    assert field_named("Sicherheitshinweise") == "safety"
    assert field_named("Tool changer") is None


def test_a_heading_may_say_no_more_than_that_steps_follow() -> None:
    assert names_a_procedure("3 Procedure")
    assert names_a_procedure("Vorgehen")
    assert not names_a_procedure("Procedure of the oven")


def test_a_heading_may_be_a_step_itself() -> None:
    assert names_a_step("Step 1: open it")
    assert names_a_step("Schritt 2")
    assert not names_a_step("Steps")
    assert not names_a_step("Stepper 1")


@pytest.mark.parametrize(
    "row", ["| pic | STEP 3: open |", "| <u>Step 1:</u> a |", "| x | 2. Push it |", "|**STEP 4.** a"]
)
def test_a_row_may_hold_a_step(row: str) -> None:
    assert holds_a_step(row)


@pytest.mark.parametrize("row", ["| 2.5 mm | 3 |", "| step motor | 1 |", "| 1 | 2 |"])
def test_other_rows_hold_none(row: str) -> None:
    assert not holds_a_step(row)


def test_a_glossary_holds_no_procedure() -> None:
    assert holds_no_procedure("7 Glossary")
    assert not holds_no_procedure("Replace the glossary")


def test_the_id_of_a_task_may_stand_in_its_heading() -> None:
    assert task_code("4.2 Replace the burner (OV-T-210)") == "OV-T-210"
    assert task_code("Replace M8 bolts 2026-01-31") is None
