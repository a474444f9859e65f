"""What may be done about a job, and what keeps it out of a window, told apart by its cause."""

import pytest

from assistant.errors import UsageError
from assistant.planning.options import Blocked, JobOptions
from assistant.planning.proposal import ObstacleKind, OptionKind
from assistant.planning.records import Job, Life, Planning
from tests.assistant.planning.small_plans import at, job, known, part, person, planning, priced, window


def options(wanted: Job, of: Planning) -> JobOptions:
    return known(wanted, of)[0]


def blocked(wanted: Job, of: Planning) -> Blocked:
    (only,) = options(wanted, of).blocked
    return only


def test_now_every_window_and_never_are_options() -> None:
    found = options(job(), planning(window("v", 5, 9), priced("w", 30, 34))).options
    assert [(o.kind, o.window.id if o.window else None) for o in found] == [
        (OptionKind.NOW, None),
        (OptionKind.NOW, None),
        (OptionKind.WINDOW, "v"),
        (OptionKind.WINDOW, "w"),
        (OptionKind.NEVER, None),
    ]


def test_without_anything_a_machine_can_still_be_stopped_or_left() -> None:
    kinds = [o.kind for o in options(job(parts={"p": 1}), planning(technicians=())).options]
    assert kinds == [OptionKind.NOW, OptionKind.NEVER]


def test_a_stop_now_stands_until_the_parts_come() -> None:
    of = planning(parts=(part("p", comes=((10, 1),), lead_hours=48),))
    now = [o for o in options(job(hours=2, parts={"p": 1}), of).options if o.kind is OptionKind.NOW]
    assert [(o.earliest, o.expected.production) for o in now] == [(600, 120_000), (2880, 500_000), (0, 2_020_000)]


def test_a_stop_now_does_not_wait_beyond_the_horizon() -> None:
    of = planning(parts=(part("p", lead_hours=500),))
    (standing,) = (o for o in options(job(parts={"p": 1}), of).options if o.kind is OptionKind.NOW)
    assert standing.minutes == 0
    assert not standing.takes_parts


def test_windows_that_are_over_or_too_late_are_no_options() -> None:
    of = planning(window("over", -9, -1), window("late", 200, 220), window("open", -1, 3))
    found = options(job(), of)
    assert [o.window.id for o in found.options if o.window] == ["open"]
    assert found.blocked == ()


def test_a_window_of_other_machines_is_blocked_by_the_machine() -> None:
    assert blocked(job(), planning(window("w", 5, 9, machines=("B",)))).kind is ObstacleKind.MACHINE


def test_a_window_that_is_too_short_is_blocked_by_its_length() -> None:
    assert blocked(job(hours=5), planning(window("w", 5, 9))).kind is ObstacleKind.WINDOW
    assert options(job(hours=4), planning(window("w", 5, 9))).blocked == ()


def test_the_part_of_a_window_that_is_gone_does_not_count() -> None:
    assert blocked(job(hours=4), planning(window("w", -1, 3))).kind is ObstacleKind.WINDOW


def test_a_part_that_comes_too_late_blocks_and_says_when_it_comes() -> None:
    found = blocked(job(parts={"p": 1}), planning(window("w", 5, 9), parts=(part("p", comes=((8, 1),)),)))
    assert (found.kind, found.subject, found.ready) == (ObstacleKind.PART, "p", 480)
    in_time = options(job(parts={"p": 1}), planning(window("w", 5, 9), parts=(part("p", comes=((7, 1),)),)))
    assert in_time.blocked == ()
    assert in_time.options[-2].earliest == 420


@pytest.mark.parametrize("parts", [(), (part("p", 1),)])
def test_a_part_that_is_nowhere_blocks_every_window(parts: tuple[object, ...]) -> None:
    found = blocked(job(parts={"p": 2}), planning(window("w", 5, 9), parts=parts))
    assert (found.kind, found.ready) == (ObstacleKind.PART, None)


def test_a_skill_that_nobody_has_blocks() -> None:
    of = planning(window("w", 5, 9), technicians=(person("ada", "fitter"), person("bo", "fitter")))
    assert blocked(job(skills={"welder": 1}), of).kind is ObstacleKind.SKILL
    found = blocked(job(persons=3, skills={"fitter": 3}), of)
    assert (found.kind, found.subject) == (ObstacleKind.SKILL, "fitter")


def test_people_who_are_not_at_work_together_block() -> None:
    shifts = (person("ada", at_work=((5, 7),)), person("bo", at_work=((7, 9),)))
    of = planning(window("w", 5, 9), technicians=shifts)
    assert blocked(job(persons=2), of).kind is ObstacleKind.PERSONS
    assert options(job(persons=1), of).blocked == ()


def test_the_cost_of_a_blocked_window_is_what_it_would_cost() -> None:
    there, away = person("ada", at_work=((0, 200),)), person("ada", at_work=((100, 200),))
    free = options(job(), planning(window("w", 5, 9), technicians=(there,))).options[-2]
    assert blocked(job(), planning(window("w", 5, 9), technicians=(away,))).cost == free.least


def test_the_least_cost_is_that_of_the_cheapest_crew_at_work() -> None:
    of = planning(window("w", 0, 9), technicians=(person("ada", per_hour=9000), person("bo", per_hour=5000)))
    option = options(job(hours=2), of).options[-2]
    assert option.least - option.cost == 10_000


def test_a_job_with_a_life_of_the_future_is_named() -> None:
    with pytest.raises(UsageError, match="job J"):
        options(job(life=Life(low=1, median=2, high=3, as_of=at(5))), planning())
