"""A plan in the terminal: each kind of choice has its words, and no name can change how it looks."""

from typing import Any

import pytest

from assistant.cli.plan_table import print_plan
from assistant.planning.proposal import Plan
from assistant.planning.records import Job, Life, Planning
from assistant.planning.solve import solve
from knowledge_base.records import Plant
from tests.assistant.planning.small_plans import job, part, person, planning, priced, window

DOOMED, SOUND = Life(low=0.5, median=1, high=2), Life(low=1e4, median=2e4, high=3e4)


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def open_job(name: str, asset: str = "P-101", **given: Any) -> Job:
    return job(name, asset, mode_id="cavitation", **given)


def printed(plan: Plan, of: Planning, plant: Plant, capsys: pytest.CaptureFixture[str]) -> str:
    print_plan(plan, of, plant)
    return capsys.readouterr().out


def test_every_kind_of_choice_has_its_words(plant: Plant, capsys: pytest.CaptureFixture[str]) -> None:
    of = planning(window("stop", 30, 34, machines=("P-102",)), parts=(part("p"),))
    jobs = [
        open_job("J-now", life=DOOMED),
        open_job("J-stop", "P-102"),
        open_job("J-left", "P-103", life=SOUND),
        open_job("J-stand", "P-103", life=DOOMED, parts={"p": 1}, downtime_per_hour=10),
    ]
    lines = printed(solve(jobs, of), of, plant, capsys).splitlines()
    row = {line.split()[0]: line for line in lines[3:8] if line}
    assert "stop now" in row["J-now"]
    assert "called out" in row["J-now"]
    assert "Tue 24 Nov 12:00" in row["J-stop"]
    assert "Ada" in row["J-stop"]
    assert "not in this plan" in row["J-left"]
    assert "stop now, leave standing" in row["J-stand"]


def test_the_work_is_listed_in_the_order_in_which_it_is_done(plant: Plant, capsys: pytest.CaptureFixture[str]) -> None:
    of = planning(window("w", 50, 54, machines=("P-101",)), window("v", 5, 9, machines=("P-102",)))
    said = printed(solve([open_job("J-1"), open_job("J-2", "P-102")], of), of, plant, capsys)
    assert said.index("J-2") < said.index("J-1")


def test_what_was_in_the_way_is_told_with_its_saving(plant: Plant, capsys: pytest.CaptureFixture[str]) -> None:
    away = person("ada", at_work=((60, 80),))
    of = planning(window("stop", 5, 9), priced("later", 60, 70), technicians=(away,))
    said = " ".join(printed(solve([open_job("J-1")], of), of, plant, capsys).split())
    assert "! stop (Monday 23 Nov 11:00): 1 person for 2 h together are not at work in it. It would save" in said
    assert "What would help: Have 1 person at work then; fit for it: Ada" in said


def test_a_plan_that_is_not_proved_says_how_far_it_may_be_off(plant: Plant, capsys: pytest.CaptureFixture[str]) -> None:
    of = planning(window("w", 5, 9))
    plan = solve([open_job("J-1")], of)
    open_end = plan.model_copy(update={"optimal": False, "bound": plan.total // 2, "gap": 0.5})
    assert "(50.0% below). Give it more --effort." in printed(open_end, of, plant, capsys)
    assert "proved" in printed(plan, of, plant, capsys)


def test_notes_and_names_are_shown_as_they_are(plant: Plant, capsys: pytest.CaptureFixture[str]) -> None:
    of = planning(window("w", 5, 9), technicians=(person("[red]"),), parts=(part("[bold]", comes=((-2, 1),)),))
    said = printed(solve([open_job("J-[/]")], of), of, plant, capsys)
    assert "J-[/]" in said
    assert "[Red]" in said
    assert "A delivery of part [bold] ([bold]) is overdue" in said


def test_what_is_to_be_ordered_is_told_with_the_last_day(plant: Plant, capsys: pytest.CaptureFixture[str]) -> None:
    of = planning(window("w", 30, 33), parts=(part("p", lead_hours=10),))
    said = printed(solve([open_job("J-1", parts={"p": 2})], of), of, plant, capsys)
    assert "To order\n   - 2 × part p (p) by Tuesday 24 Nov 02:00, for J-1" in said
    without = planning(window("w", 30, 33))
    assert "To order" not in printed(solve([open_job("J-1")], without), without, plant, capsys)


def test_times_and_amounts_stay_whole_in_a_narrow_terminal(
    plant: Plant, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    of = planning(window("w", 30, 34), window("v", 130, 134), technicians=(person("ada"), person("bo")))
    lines = printed(solve([open_job("J-1", persons=2, downtime_per_hour=900_000)], of), of, plant, capsys).splitlines()
    row = next(line for line in lines if line.startswith("J-1  P-101"))
    assert "Tue 24 Nov 12:00" in row
    assert row.rstrip().endswith("€")
    assert max(map(len, lines)) <= 80
