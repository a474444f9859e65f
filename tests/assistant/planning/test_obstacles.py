"""What was in the way of something cheaper: the right cause, the right remedy, and a saving that is true."""

import pytest

from assistant.planning.proposal import Choice, Obstacle, ObstacleKind, OptionKind
from assistant.planning.records import Job, Life, Part, Planning, Technician, Window
from assistant.planning.solve import solve
from tests.assistant.planning.small_plans import job, part, person, planning, priced, window

LATER = priced("later", 60, 70)
STOP = window("stop", 5, 9)


def choice_of(wanted: Job, of: Planning) -> Choice:
    (choice,) = solve([wanted], of).choices
    return choice


def obstacle(wanted: Job, of: Planning) -> Obstacle:
    (only,) = choice_of(wanted, of).obstacles
    return only


def of(stop: Window = STOP, parts: tuple[Part, ...] = (), people: tuple[Technician, ...] | None = None) -> Planning:
    return planning(stop, LATER, parts=parts, technicians=people or (person("ada", "fitter"),))


def test_a_late_part_says_when_it_comes_and_by_when_it_would_have_to() -> None:
    found = obstacle(job(parts={"p": 1}), of(parts=(part("p", comes=((30, 1),)),)))
    assert found.kind is ObstacleKind.PART
    assert "stop (Monday 23 Nov 11:00): part p (p) is there from Tuesday 24 Nov 12:00" in found.text
    assert found.remedy == "Have it delivered by Monday 23 Nov 13:00"


def test_a_part_that_cannot_be_had_is_named_with_what_there_is() -> None:
    found = obstacle(job(parts={"p": 2}), planning(STOP, parts=(part("p", 1),)))
    assert found.kind is ObstacleKind.PART
    assert "2 of part p (p) are needed, 1 in stock" in found.text
    assert "no list" in obstacle(job(parts={"x": 1}), planning(STOP)).text


def test_a_missing_skill_says_how_many_have_it() -> None:
    found = obstacle(job(persons=2, skills={"fitter": 2}), of())
    assert found.kind is ObstacleKind.SKILL
    assert "takes 2 with the skill fitter, and 1 has it" in found.text
    assert found.remedy == "Hire 1 with it for that time"
    assert "and nobody has it" in obstacle(job(skills={"welder": 1}), of()).text


def test_people_who_are_away_are_named() -> None:
    people = (person("ada", "fitter", at_work=((60, 70),)), person("bo", "electrician"))
    found = obstacle(job(skills={"fitter": 1}), of(people=people))
    assert found.kind is ObstacleKind.PERSONS
    assert found.remedy == "Have 1 person (fitter) at work then; fit for it: Ada"


def test_a_short_window_says_how_much_is_missing() -> None:
    found = obstacle(job(hours=5), of())
    assert found.kind is ObstacleKind.WINDOW
    assert "4 h are open and the work takes 5 h" in found.text
    assert found.remedy == "Make it 1 h longer, or split the work"


def test_a_machine_that_runs_through_every_window_is_named_only_then() -> None:
    elsewhere = window("stop", 5, 9, machines=("B",))
    assert choice_of(job(), of(elsewhere)).obstacles == ()
    found = obstacle(job(), planning(elsewhere))
    assert found.kind is ObstacleKind.MACHINE
    assert found.remedy == "Stop A then too"


@pytest.mark.parametrize(
    ("wanted", "hindered", "helped"),
    [
        (job(parts={"p": 1}), of(parts=(part("p", comes=((30, 1),)),)), of(parts=(part("p", comes=((7, 1),)),))),
        (job(hours=5), of(), of(window("stop", 5, 10))),
        (job(skills={"welder": 1}), of(), of(people=(person("ada", "welder"),))),
        (job(), of(people=(person("ada", at_work=((60, 70),)),)), of(people=(person("ada"),))),
    ],
)
def test_the_remedy_saves_what_was_said(wanted: Job, hindered: Planning, helped: Planning) -> None:
    before, after = choice_of(wanted, hindered), choice_of(wanted, helped)
    if before.obstacles[0].kind is not ObstacleKind.SKILL:
        assert before.obstacles[0].saving == before.cost.total - after.cost.total
    assert before.obstacles[0].saving > 0
    assert (after.kind, after.window_id) == (OptionKind.WINDOW, "stop")


def test_what_saves_next_to_nothing_is_not_told() -> None:
    near = planning(window("short", 5, 6), window("stop", 5.1, 9))
    assert choice_of(job(life=Life(low=900, median=1800, high=9000)), near).obstacles == ()


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("the people are on J1 then", {"people": (person("ada"),)}),
        ("J1 takes the parts", {"parts": (part("p", 1),), "wants": {"p": 1}}),
        ("J1 is done on the machine then", {"machine": "A"}),
        ("J1 fills the window", {"capacity": 1}),
    ],
)
def test_what_other_jobs_take_is_told_apart(words: str, given: dict[str, object]) -> None:
    stop = window("stop", 5, 8, capacity=given.get("capacity"))
    wants, dear = given.get("wants", {}), 90_000
    jobs = [
        job("J1", "A", downtime_per_hour=dear, parts=wants, life=Life(low=9, median=30, high=60)),
        job("J2", str(given.get("machine", "B")), parts=wants),
    ]
    people = given.get("people", (person("ada"), person("bo")))
    plan = solve(jobs, planning(stop, technicians=people, parts=given.get("parts", ())))
    (found,) = plan.choices[1].obstacles
    assert found.kind is ObstacleKind.OTHER_JOBS
    assert words in found.text
    assert found.saving > 0


def test_the_window_that_was_chosen_is_no_obstacle_though_another_has_the_cheaper_person() -> None:
    jobs = [job("J1", "A"), job("J2", "B")]
    people = (person("ada", per_hour=9_000), person("bo", per_hour=1_000))
    plan = solve(jobs, planning(window("stop", 5, 7), technicians=people))
    assert [choice.window_id for choice in plan.choices] == ["stop", "stop"]
    assert [choice.obstacles for choice in plan.choices] == [(), ()]
