import pytest

from knowledge_base.readers.task_draft.signal_words import kind_named, signal_of
from knowledge_base.records import NoticeKind


@pytest.mark.parametrize(
    ("words", "kind", "rest"),
    [
        ("WARNING: Hot.", "warning", "Hot."),
        ("Danger! High voltage.", "warning", "High voltage."),
        ("Note 2: Crosswise.", "note", "Crosswise."),
        ("⚠ CAUTION – The gasket tears.", "caution", "The gasket tears."),
        ("NOTICE\nThe lens scratches.", "caution", "The lens scratches."),
        ("GEFAHR: Strom.", "warning", "Strom."),
        ("WARNUNG: Heiß.", "warning", "Heiß."),
        ("Vorsicht: Glas.", "caution", "Glas."),
        ("HINWEIS: Links.", "note", "Links."),
        ("AVERTISSEMENT : Chaud.", "warning", "Chaud."),
        ("ATTENTION : Verre.", "caution", "Verre."),
        ("REMARQUE: À gauche.", "note", "À gauche."),
        ("ADVERTENCIA: Calor.", "warning", "Calor."),
        ("PRECAUCIÓN: Vidrio.", "caution", "Vidrio."),
        ("NOTA: A la izquierda.", "note", "A la izquierda."),
        ("Warning", "warning", ""),
    ],
)
def test_a_signal_word_with_a_sign_after_it_begins_a_notice(words: str, kind: str, rest: str) -> None:
    found = signal_of(words)
    assert found is not None
    assert (found[0].value, words[found[1] :]) == (kind, rest)


@pytest.mark.parametrize(
    "words",
    [
        "Note the position of the cam.",
        "Warning lights come on.",
        "CAUTION must be taken.",
        "Dangerous: no.",
        "Notes: 3",
    ],
)
def test_a_signal_word_within_a_sentence_begins_none(words: str) -> None:
    assert signal_of(words) is None


def test_a_bold_signal_word_needs_no_colon() -> None:
    assert signal_of("Warning Hot.", lead=7) == (NoticeKind.WARNING, 8)
    assert signal_of("Warning lights come on.", lead=14) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("warning", "warning"),
        ("alert-danger", "warning"),
        ("admonition-caution", "caution"),
        ("Warning Text", "warning"),
        ("NoteBox", "note"),
        ("alert-info", "note"),
        ("admonition", "note"),
        ("Warnung", "warning"),
        ("alert-important", "caution"),
    ],
)
def test_class_and_style_names_say_what_a_notice_is(name: str, kind: str) -> None:
    found = kind_named([name])
    assert found is not None
    assert found.value == kind


@pytest.mark.parametrize(
    "name", ["footnote", "info", "warning-codes", "Note Heading", "notebook", "error", "release-note-list"]
)
def test_other_names_say_nothing(name: str) -> None:
    assert kind_named([name]) is None


def test_the_strongest_of_several_names_counts() -> None:
    found = kind_named(["admonition", "note", "warning"])
    assert found is not None
    assert found.value == "warning"
