"""planning.yaml: what is wrong in it is told by line, with what to write instead."""

from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.planning.shape import PlanningFile, read_planning
from knowledge_base.catalog import PLANNING, find_plant
from knowledge_base.errors import CatalogError
from knowledge_base.records import Plant

GOOD = """\
time_zone: Europe/Berlin
assets:
  - {id: P-101, downtime_per_hour: 240}
work:
  - failure_mode: cavitation
    hours: 4
    skills: {fitter: 1}
    parts: {gasket: 1}
    breakdown: {fixed: 900, hours: 12}
windows:
  - id: stop
    name: Stop
    kind: planned-stop
    machines: [P-101]
    every: [sat]
    start: "06:00"
    end: 22:00
  - id: once
    name: Once
    kind: at-a-price
    start: 2026-11-28 06:00
    end: 2026-11-28 14:00
technicians:
  - id: ada
    name: Ada Brand
    skills: [fitter]
    per_hour: 60
    shifts: [{days: [mon], start: "06:00", end: "14:00"}]
    absent: [{start: 2026-11-30, end: 2026-12-01}]
parts:
  - number: gasket
    name: Gasket
    in_stock: 2
    deliveries: [{arrives: 2026-11-30 09:00, quantity: 1}]
"""


def read(folder: Path, text: str, plant: Plant) -> PlanningFile:
    (folder / PLANNING).write_text(text, encoding="utf-8")
    return read_planning(folder, plant)


def test_a_good_file_is_read_as_it_stands(tmp_path: Path, plant: Plant) -> None:
    shape = read(tmp_path, GOOD, plant).shape
    assert shape.horizon_days == 28
    assert shape.windows[0].start == 360
    assert shape.windows[0].end == 1320  # YAML reads 22:00 as a number of base sixty
    assert str(shape.windows[1].start) == "2026-11-28 06:00:00"
    assert shape.parts[0].lead_days is None


def test_the_bundled_example_holds_together(plant: Plant) -> None:
    known = read_planning(find_plant("pump-skid"), plant)
    modes = {mode.id for mode in plant.equipment[0].failure_modes}
    assert {work.failure_mode for work in known.shape.work} == modes
    assert {asset.id for asset in known.shape.assets} == {asset.id for asset in plant.assets}
    held = {skill for person in known.shape.technicians for skill in person.skills}
    assert {skill for work in known.shape.work for skill in work.skills} <= held


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("Europe/Berlin", "Europe/Berlln", 1, "unknown time zone 'Europe/Berlln'"),
        ("Europe/Berlin", "../etc/passwd", 1, "unknown time zone"),
        ("Europe/Berlin", "Europe", 1, "unknown time zone 'Europe'"),
        ("id: P-101", "id: P-1O1", 3, "unknown asset 'P-1O1'. Did you mean 'P-101'?"),
        ("machines: [P-101]", "machines: [P-9]", 14, "unknown asset 'P-9'"),
        ("cavitation", "cavitatoin", 5, "Did you mean 'cavitation'?"),
        ("{gasket: 1}", "{gaskets: 1}", 8, "unknown part 'gaskets'. Did you mean 'gasket'?"),
        ("{fitter: 1}", "{fitter: 2}", 7, "2 persons with the skill fitter are wanted, and 1 in all"),
        ("{fixed: 900, hours: 12}", "{fixed: -1, hours: 12}", 9, "greater than or equal to 0"),
        ("every: [sat]", "every: [samstag]", 15, "every"),
        ('start: "06:00"\n    end: 22', "start: 2026-11-28 06:00\n    end: 22", 16, "times without a day"),
        ("end: 22:00", 'end: "25:00"', 17, "00:00 to 24:00"),
        ("end: 22:00", "end: noon", 17, "must be a time"),
        ("end: 22:00", "end: 6", 17, "must be a time"),  # six o'clock, or six past midnight?
        ("start: 2026-11-28 06:00", "start: 06:00", 21, "a single time needs its day"),
        ("end: 2026-11-28 14:00", "end: 2026-11-27 14:00", 22, "ends before it starts"),
        ("end: 2026-11-28 14:00", "end: 2026-11-30 14:00", 22, "a day long at most"),
        ("end: 2026-11-28 14:00", "end: 2026-11-28T14:00+01:00", 22, "only one of the two times has an offset"),
        ("kind: planned-stop", "kind: planned-stop\n    downtime_share: 0.5", 14, "loses no production"),
        ("id: once", "id: stop", 18, "'stop' is there twice"),
        ("absent: [{start: 2026-11-30", "absent: [{start: 06:00", 29, "needs its day"),
        ("arrives: 2026-11-30 09:00", "arrives: 09:00", 34, "a delivery needs its day"),
        ("in_stock: 2", "in_stok: 2", 33, "Did you mean `in_stock`?"),
        ("per_hour: 60", "per_hour: .nan", 27, "finite"),
    ],
)
def test_a_mistake_is_told_by_line(tmp_path: Path, plant: Plant, old: str, new: str, line: int, said: str) -> None:
    assert GOOD.count(old) == 1, old
    with pytest.raises(CatalogError) as caught:
        read(tmp_path, GOOD.replace(old, new), plant)
    assert f"{PLANNING}:{line}: " in str(caught.value)
    assert said in str(caught.value)


def test_every_mistake_is_told_at_once(tmp_path: Path, plant: Plant) -> None:
    text = GOOD.replace("id: P-101", "id: P-X").replace("id: once", "id: stop").replace("cavitation", "ageing")
    with pytest.raises(CatalogError) as caught:
        read(tmp_path, text, plant)
    assert [problem.line for problem in caught.value.problems] == [3, 5, 18]


def test_a_plant_without_the_file_is_told_what_to_do(tmp_path: Path, plant: Plant) -> None:
    with pytest.raises(UsageError, match=r"has no planning\.yaml\. Write one"):
        read_planning(tmp_path, plant)


def test_a_word_in_place_of_a_list_is_no_crash(tmp_path: Path, plant: Plant) -> None:
    for text in ("just words", "- 1\n", "time_zone: [1]\n", "time_zone: UTC\nwindows: 3\n", ""):
        with pytest.raises(CatalogError, match=PLANNING):
            read(tmp_path, text, plant)
