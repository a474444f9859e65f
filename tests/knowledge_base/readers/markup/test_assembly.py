from knowledge_base.records import FindingKind, Reading
from tests.knowledge_base.readers.markup.reading import findings, markdown

TEXT = "# Oven\n\nwords\n\n## Clean\n\n1. Wipe.\n2. Dry.\n\n| a |\n|---|\n| b |\n"


def test_a_reading_holds_manual_text_passages_and_findings() -> None:
    reading = markdown(TEXT)
    assert (reading.reader, reading.manual.file, list(reading.texts)) == (
        "markdown",
        "manuals/oven.md",
        ["manuals/oven.md"],
    )
    assert [(passage.kind.value, passage.task_id) for passage in reading.passages] == [
        ("text", None),
        ("task", "OV-M-Clean"),
        ("task", "OV-M-Clean"),
    ]
    assert [passage.id for passage in reading.passages] == ["OV-M@1:1", "OV-M@1:2", "OV-M@1:3"]


def test_it_is_the_same_when_read_again_and_survives_the_disk() -> None:
    assert markdown(TEXT) == markdown(TEXT)
    assert Reading.model_validate_json(markdown(TEXT).model_dump_json()) == markdown(TEXT)


def test_of_many_findings_a_hundred_of_a_kind_are_listed() -> None:
    reading = markdown("<!-- one -->\n\n" * 250)
    told = findings(reading, FindingKind.QUARANTINED)
    assert len(told) == 101
    assert told[-1] == ("document", "150 more are not listed")
