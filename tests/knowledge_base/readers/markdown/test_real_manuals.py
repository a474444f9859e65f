"""Facts of real manuals in Markdown, looked up by eye."""

import re
from pathlib import Path

import pytest

from knowledge_base.records import FindingKind, PassageKind, Reading
from tests.knowledge_base.readers.markup.reading import findings, markdown, searchable

pytestmark = pytest.mark.data
ICUB = "icub_md"
HEADING = re.compile(r"[ \t]*#{1,6}")
MARKUP = re.compile(r"<[^<>]*>|!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|^[ \t]*```.*", re.MULTILINE)


def sections(reading: Reading) -> set[tuple[str, ...]]:
    return {passage.quote.citation.section for passage in reading.passages}


def left_over(reading: Reading) -> list[str]:
    """Lines with words that are in no passage and no heading."""
    (text,) = reading.texts.values()
    rest = list(text)
    for passage in reading.passages:
        for place in range(passage.quote.citation.start, passage.quote.citation.end):
            rest[place] = rest[place] if rest[place] in "\r\n" else " "
    lines = MARKUP.sub("", "".join(rest)).splitlines()
    return [line for line in lines if re.search(r"\w", line) and not HEADING.match(line)]


def every_file(root: Path) -> list[Path]:
    found = [*sorted((root / ICUB).glob("*.md")), *sorted((root / "grbl").glob("*.md"))]
    assert len(found) == 14
    return found


def test_every_visible_word_is_in_exactly_one_passage(manuals_root: Path) -> None:
    for file in every_file(manuals_root):
        reading = markdown(file.read_bytes())
        assert left_over(reading) == [], file.name
        assert "<!--" not in searchable(reading)


def test_none_of_them_has_a_numbered_list_that_is_a_whole_procedure(manuals_root: Path) -> None:
    assert [file.name for file in every_file(manuals_root) if markdown(file.read_bytes()).manual.tasks] == []


def test_sections_of_the_waist(manuals_root: Path) -> None:
    reading = markdown((manuals_root / ICUB / "icub_tendons_waist_legs.md").read_bytes())
    waist = "Waist, Stand Locker and Legs Cabling Manual"
    assert (waist, "2 WAIST", "2.2 WAIST BACK - Cable 11") in sections(reading)
    assert reading.manual.title == waist
    assert findings(reading, FindingKind.ASSUMED) == [
        ("line 98", "a box of the unknown kind 'WATCH OUT' is taken for a caution")
    ]


def test_part_numbers_of_the_head_stand_in_rows_of_its_table(manuals_root: Path) -> None:
    reading = markdown((manuals_root / ICUB / "upgrade_kits_head_4k_support.md").read_bytes())
    (passage,) = [passage for passage in reading.passages if "RC_IIT_023_P_027" in passage.codes]
    assert passage.kind is PassageKind.TABLE
    assert passage.quote.citation.section[-1] == "Content material MKIT_009"


def test_a_part_number_that_is_written_with_escapes_is_found(manuals_root: Path) -> None:
    reading = markdown((manuals_root / ICUB / "ft_sensors_ft_sensors.md").read_bytes())
    found = [passage.quote.citation.section[-1] for passage in reading.passages if "IC_008_A_001" in passage.codes]
    assert "FT45 Mechanical variants" in found


def test_the_comments_of_the_shoulder_are_quarantined_and_nowhere_else(manuals_root: Path) -> None:
    reading = markdown((manuals_root / ICUB / "icub_tendons_shoulder_elbow.md").read_bytes())
    told = findings(reading, FindingKind.QUARANTINED)
    assert [place for place, _ in told] == [f"line {line}" for line in (5, 27, 47, 64, 125, 157, 248, 301, 338)]
    assert "puleggia" in " ".join(what for _, what in told).lower()
    assert "puleggia" not in searchable(reading).lower()


def test_steps_in_the_tables_of_the_wrist_are_reported(manuals_root: Path) -> None:
    reading = markdown((manuals_root / ICUB / "icub_tendons_wrist_hand_cabling_V2.md").read_bytes())
    told = findings(reading, FindingKind.NOT_UNDERSTOOD)
    assert [what for _, what in told] == ["steps written as rows of a table are not read as a task"] * 3


def test_settings_of_grbl_have_a_section_each(manuals_root: Path) -> None:
    reading = markdown((manuals_root / "grbl" / "settings.md").read_bytes())
    settings = "Grbl's $x=val settings and what they mean"
    assert (settings, "$32 - Laser mode, boolean") in sections(reading)
    assert ("Grbl Settings", "$$ - View Grbl settings") in sections(reading)
    assert len([path for path in sections(reading) if path[0] == settings]) == 27
