"""What a manual is called: the plant's word, the document's own, or what can be said without either."""

import datetime as dt

from knowledge_base.readers.contract import Facts, Source
from knowledge_base.readers.identity import Stated, as_id, identity, manual_of
from knowledge_base.records import FindingKind

STATED = Stated("OV-1", "Oven", "2.0", dt.date(2026, 1, 31), "de-DE")


def source(facts: Facts) -> Source:
    return Source("equipment/oven/manuals/the oven.pdf", {"equipment/oven/manuals/the oven.pdf": b"x"}, facts)


def test_the_plants_word_goes_before_the_documents() -> None:
    said = Facts("oven", "OV-9", "The oven", "3.0", dt.date(2026, 6, 1), "en")
    who = identity(source(said), STATED, "")
    assert (who.manual, who.title, who.revision, who.date, who.language) == (
        "OV-9",
        "The oven",
        "3.0",
        dt.date(2026, 6, 1),
        "en",
    )
    assert who.findings == ()


def test_the_document_is_believed_where_the_plant_is_silent() -> None:
    who = identity(source(Facts("oven")), STATED, "")
    assert (who.manual, who.title, who.revision, who.language) == ("OV-1", "Oven", "2.0", "de")
    assert who.findings == ()


def test_what_nobody_states_is_assumed_and_said() -> None:
    who = identity(source(Facts("oven")), Stated(), "Der Ofen ist nicht heiß und die Tür ist zu.")
    assert (who.manual, who.title, who.date, who.language) == ("the-oven", "the oven", None, "de")
    assert who.revision == f"unstated-{source(Facts('oven')).digest()[:8]}"
    assert {finding.kind for finding in who.findings} == {FindingKind.ASSUMED}
    assert len(who.findings) == 2


def test_an_unstated_revision_differs_when_the_bytes_do() -> None:
    one = identity(source(Facts("oven")), Stated(language="en"), "").revision
    other = Source("m.pdf", {"m.pdf": b"y"}, Facts("oven"))
    assert identity(other, Stated(language="en"), "").revision != one


def test_the_record_says_which_bytes_it_is_of() -> None:
    manual = manual_of(source(Facts("oven")), identity(source(Facts("oven")), STATED, ""), ())
    assert (manual.equipment, manual.file, manual.sha256) == (
        "oven",
        "equipment/oven/manuals/the oven.pdf",
        source(Facts("oven")).digest(),
    )


def test_words_become_ids_that_records_accept() -> None:
    assert as_id("Replace the bearing (drive end)") == "Replace-the-bearing-drive-end"
    assert as_id("  §§ ") == ""
    assert len(as_id("x" * 200)) == 80
