"""Facts of real manuals in AsciiDoc, looked up by eye."""

import re
from pathlib import Path

import pytest

from knowledge_base.records import FindingKind, PassageKind, Reading
from tests.knowledge_base.readers.markup.reading import asciidoc, findings, searchable, steps

pytestmark = pytest.mark.data
NO_WORDS = re.compile(r"={1,6} .*|image::\S+\[.*\]", re.MULTILINE)


def reading_of(root: Path, name: str) -> Reading:
    return asciidoc((root / "linuxcnc_adoc" / name).read_bytes())


def left_over(reading: Reading) -> list[str]:
    """Lines with words that are in no passage and no title."""
    (text,) = reading.texts.values()
    rest = list(text)
    for passage in reading.passages:
        for place in range(passage.quote.citation.start, passage.quote.citation.end):
            rest[place] = rest[place] if rest[place] in "\r\n" else " "
    return [line for line in NO_WORDS.sub("", "".join(rest)).splitlines() if re.search(r"\w", line)]


def test_every_visible_word_is_in_exactly_one_passage(manuals_root: Path) -> None:
    files = sorted((manuals_root / "linuxcnc_adoc").glob("*.adoc"))
    assert len(files) == 11
    for file in files:
        reading = asciidoc(file.read_bytes())
        assert left_over(reading) == [], file.name
        assert "vim:" not in searchable(reading)
        assert ("vim: set syntax=asciidoc:" in findings(reading, FindingKind.QUARANTINED)[-1][1]) is True


def test_the_lathe_has_three_procedures(manuals_root: Path) -> None:
    reading = reading_of(manuals_root, "lathe-user.adoc")
    assert [(task.title, len(task.steps)) for task in reading.manual.tasks] == [
        ("X Touch Off", 6),
        ("Z Touch Off", 8),
        ("The Z Machine Offset", 4),
    ]
    first = reading.manual.tasks[0]
    assert steps(first)[0] == ("1", "Home each axis if not homed.")
    assert first.steps[0].quote.citation.section == ("Lathe User Information", "Tool Touch Off", "X Touch Off")


def test_the_others_have_none(manuals_root: Path) -> None:
    with_tasks = [
        file.name
        for file in sorted((manuals_root / "linuxcnc_adoc").glob("*.adoc"))
        if asciidoc(file.read_bytes()).manual.tasks
    ]
    assert with_tasks == ["lathe-user.adoc"]


def test_lists_that_are_no_steps_are_reported(manuals_root: Path) -> None:
    told = findings(reading_of(manuals_root, "plasma-cnc-primer.adoc"), FindingKind.NOT_UNDERSTOOD)
    assert [place for place, _ in told] == ["line 173", "line 194", "line 324", "line 606"]


def test_the_table_of_homing_has_five_rows(manuals_root: Path) -> None:
    reading = reading_of(manuals_root, "ini-homing.adoc")
    (table,) = [passage for passage in reading.passages if passage.kind is PassageKind.TABLE]
    assert len(table.quote.text.splitlines()) == 5
    assert table.quote.citation.section == ("Homing Configuration", "Configuration")


def test_parameters_of_homing_have_a_section_each(manuals_root: Path) -> None:
    reading = reading_of(manuals_root, "ini-homing.adoc")
    names = {passage.quote.citation.section[-1] for passage in reading.passages}
    assert {"HOME_SEARCH_VEL", "HOME_LATCH_VEL", "HOME_IGNORE_LIMITS", "VOLATILE_HOME"} <= names


def test_index_terms_of_the_glossary_are_in_no_passage(manuals_root: Path) -> None:
    reading = reading_of(manuals_root, "glossary.adoc")
    assert "(((" not in searchable(reading)
    assert "Backlash Compensation::" in searchable(reading)
