import pytest

from knowledge_base.readers.pdf.phrases import CAPTION, CONTENTS, STEP_WORD, field_in, is_safety_heading, notice_in
from knowledge_base.records import NoticeKind


@pytest.mark.parametrize(
    ("text", "kind", "rest"),
    [
        ("WARNING: Hot.", NoticeKind.WARNING, "Hot."),
        ("Warning: Hot.", NoticeKind.WARNING, "Hot."),
        ("WARNING Hot surfaces.", NoticeKind.WARNING, "Hot surfaces."),
        ("DANGER! Voltage.", NoticeKind.WARNING, "Voltage."),
        ("⚠ WARNING – Gas.", NoticeKind.WARNING, "Gas."),
        ("CAUTIONS: It tears.", NoticeKind.CAUTION, "It tears."),
        ("NOTICE: It tears.", NoticeKind.CAUTION, "It tears."),
        ("Note: It is blue.", NoticeKind.NOTE, "It is blue."),
        ("GEFAHR: Strom.", NoticeKind.WARNING, "Strom."),
        ("WARNUNG! Heiß.", NoticeKind.WARNING, "Heiß."),
        ("Vorsicht: Scharf.", NoticeKind.CAUTION, "Scharf."),
        ("HINWEIS: Blau.", NoticeKind.NOTE, "Blau."),
        ("AVERTISSEMENT : Chaud.", NoticeKind.WARNING, "Chaud."),
        ("Remarque : Bleu.", NoticeKind.NOTE, "Bleu."),
        ("ADVERTENCIA: Calor.", NoticeKind.WARNING, "Calor."),
        ("Precaución: Frágil.", NoticeKind.CAUTION, "Frágil."),
        ("Nota: Azul.", NoticeKind.NOTE, "Azul."),
    ],
)
def test_a_notice_begins_with_its_word(text: str, kind: NoticeKind, rest: str) -> None:
    found = notice_in(text)
    assert found is not None
    assert found.kind is kind
    assert text[found.end :] == rest
    assert not found.alone


def test_a_notice_word_may_stand_alone() -> None:
    found = notice_in("WARNING")
    assert found is not None
    assert found.alone


@pytest.mark.parametrize(
    "text",
    [
        "Warnings are shown in red.",
        "NOTE THAT IT IS HOT",
        "Attention to detail",
        "Danger zone",
        "A warning: hot",
        "",
        "note",
    ],
)
def test_a_sentence_about_warnings_is_none(text: str) -> None:
    assert notice_in(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tools: Spanner", "tools"),
        ("Required tools", "tools"),
        ("Spare parts:", "parts"),
        ("Consumables: Oil", "supplies"),
        ("Duration: 3 h", "duration"),
        ("Personnel: 2 persons", "personnel"),
        ("Preconditions: It is cold.", "preconditions"),
        ("Acceptance: It turns.", "acceptance"),
        ("Procedure", "procedure"),
        ("Werkzeuge: Zange", "tools"),
        ("Ersatzteile:", "parts"),
        ("Voraussetzungen: Kalt", "preconditions"),
        ("Outillage : Clé", "tools"),
        ("Pièces de rechange :", "parts"),
        ("Herramientas: Llave", "tools"),
        ("Repuestos:", "parts"),
    ],
)
def test_a_field_is_known_by_its_name(text: str, name: str) -> None:
    found = field_in(text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("text", ["Tools are kept in the box", "Parts of the oven", "The tools: all", "Time flies"])
def test_a_sentence_that_begins_with_such_a_word_is_no_field(text: str) -> None:
    assert field_in(text) is None


def test_bold_type_names_a_field_without_a_colon() -> None:
    found = field_in("Tools Spanner, lamp", bold_until=5)
    assert found is not None
    assert "Tools Spanner, lamp"[found.end :] == "Spanner, lamp"
    assert field_in("Tools are kept in the box", bold_until=25) is None


def test_headings_over_warnings_steps_captions_and_contents_are_known() -> None:
    assert is_safety_heading("Safety instructions")
    assert is_safety_heading("Sicherheitshinweise:")
    assert not is_safety_heading("Safety switch")
    assert STEP_WORD.match("Step 3: Stop")
    assert CAPTION.match("Figure 3.2: The drive")
    assert CAPTION.match("Abb. 4 – Antrieb")
    assert not CAPTION.match("Figure 3 shows the drive")
    assert CONTENTS.fullmatch("Inhaltsverzeichnis")
