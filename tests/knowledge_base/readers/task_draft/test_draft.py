import pytest

from knowledge_base.readers.source import WrittenText
from knowledge_base.readers.task_draft.draft import Draft, DraftStep, OpenField, free_id, task_of, title_and_id
from knowledge_base.records import Notice, NoticeKind


@pytest.mark.parametrize(
    ("heading", "ident", "title", "task_id"),
    [
        ("Replace the burner", "ov-200", "Replace the burner", "ov-200"),
        ("Replace the burner {#OV-T-200}", None, "Replace the burner", "OV-T-200"),
        ("4.1 Replace the burner (OV-T-200)", None, "4.1 Replace the burner (OV-T-200)", "OV-T-200"),
        ("PS-T-210 Replace the seal", None, "PS-T-210 Replace the seal", "PS-T-210"),
        ("Repair after fault E-204", None, "Repair after fault E-204", None),
        ("Replace the burner", " über ", "Replace the burner", "ber"),
    ],
)
def test_the_id_comes_from_the_element_its_mark_or_a_code(
    heading: str, ident: str | None, title: str, task_id: str | None
) -> None:
    assert title_and_id(heading, ident) == (title, task_id, "-T-2" in heading)


def test_an_id_that_is_taken_gets_a_number() -> None:
    taken: set[str] = set()
    assert [free_id("OV-Clean the lamp", taken) for _ in range(3)] == [
        "OV-Clean-the-lamp",
        "OV-Clean-the-lamp-2",
        "OV-Clean-the-lamp-3",
    ]
    long = [free_id("x" * 200, taken) for _ in range(2)]
    assert [len(one) for one in long] == [80, 80]
    assert free_id("…", taken) == "task"


def test_a_field_of_a_lead_in_takes_one_paragraph_or_list_or_rows_in_a_row() -> None:
    lead_in = OpenField("tools", by_heading=False)
    assert lead_in.takes("words")
    lead_in.taken = "words"
    assert not lead_in.takes("words")
    lead_in.taken = "row"
    assert lead_in.takes("row")
    assert OpenField("tools", by_heading=True, taken="words").takes("words")


def quoted(text: WrittenText, words: str, kind: NoticeKind) -> Notice:
    return Notice(kind=kind, quote=text.quote(*text.write(words)))


def test_general_notices_go_before_those_of_the_first_step() -> None:
    text = WrittenText("OV", "1", "ov.html")
    draft = Draft("Clean", None, "line 1")
    draft.inherited = [quoted(text, "chapter", NoticeKind.WARNING)]
    own = quoted(text, "own", NoticeKind.CAUTION)
    draft.steps = [DraftStep("1", text.quote(*text.write("Wipe it.")), [own])]
    draft.general = [quoted(text, "general", NoticeKind.WARNING)]
    (step,) = task_of(draft, text, "T").steps
    assert [notice.quote.text for notice in step.notices] == ["chapter", "general", "own"]


def test_warnings_above_subsections_are_handed_down_and_notes_are_not() -> None:
    text = WrittenText("OV", "1", "ov.html")
    draft = Draft("Repair", None, "line 1")
    draft.waiting = [quoted(text, "Hot.", NoticeKind.WARNING), quoted(text, "Left.", NoticeKind.NOTE)]
    assert [notice.quote.text for notice in draft.handed_down()] == ["Hot."]
    draft.steps = [DraftStep("1", text.quote(*text.write("Wipe it.")), [])]
    assert draft.handed_down() == []


@pytest.mark.parametrize(
    ("said", "language", "plain", "named"),
    [
        (["Close the valve.", "Lift the cover."], "en", True, True),
        (["Ventil schließen.", "Deckel abheben."], "de", True, True),
        (["Fermer la vanne.", "Enlever le couvercle."], "fr", True, True),
        (["Motor", "Pump"], "en", False, True),
        (["The valve is closed.", "The cover is off."], "en", False, False),
        (["Zamknij zawór."], "pl", False, True),
    ],
)
def test_a_list_of_steps_tells_what_to_do_and_one_in_a_procedure_states_no_facts(
    said: list[str], language: str, plain: bool, named: bool
) -> None:
    text = WrittenText("OV", "1", "ov.html")
    draft = Draft("Clean", None, "line 1", steps=[DraftStep("1", text.quote(*text.write(one)), []) for one in said])
    assert draft.reads_as_instructions(language) is plain
    draft.is_procedure = True
    assert draft.reads_as_instructions(language) is named


def test_several_values_of_one_field_are_one_quote_in_their_own_section() -> None:
    text = WrittenText("OV", "1", "ov.html")
    draft = Draft("Clean", None, "line 1")
    text.section = ("Clean", "Before you start")
    draft.fields["preconditions"] = [text.quote(*text.write("Cold.")), text.quote(*text.write("Locked."))]
    text.section = ("Clean",)
    draft.steps = [DraftStep("1", text.quote(*text.write("Wipe it.")), [])]
    conditions = task_of(draft, text, "T").preconditions
    assert conditions is not None
    assert conditions.text == "Cold.\n\nLocked."
    assert conditions.citation.section == ("Clean", "Before you start")
    assert text.section == ("Clean",)
