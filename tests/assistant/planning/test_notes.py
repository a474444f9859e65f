"""A plan says what it leaves out of account, and only then."""

from assistant.planning.proposal import OptionKind
from assistant.planning.records import Job, Life, Planning
from assistant.planning.solve import solve
from tests.assistant.planning.small_plans import job, part, planning, priced, window

DOOMED = Life(low=0.1, median=0.2, high=0.3)


def notes(jobs: list[Job], of: Planning) -> tuple[str, ...]:
    return solve(jobs, of).notes


def test_an_overdue_delivery_is_noted_and_one_on_its_way_is_not() -> None:
    (said,) = notes([], planning(parts=(part("p", comes=((-3, 1),)), part("q", comes=((3, 1),)))))
    assert said.startswith("A delivery of part p (p) is overdue")


def test_two_stops_at_once_of_one_machine_are_noted() -> None:
    doomed = [job(f"J{i}", "A", life=DOOMED) for i in (1, 2)]
    (said,) = notes(doomed, planning())
    assert said.startswith("A is stopped at once, and J1 and J2 are planned on it while it stands. Do them one after")


def test_work_in_a_window_while_the_machine_is_stopped_is_noted() -> None:
    of = planning(priced("w", 1, 4))
    stopped, cheap = job("J1", "A", hours=5, life=DOOMED), job("J2", "A")
    plan = solve([stopped, cheap], of)
    assert [choice.kind for choice in plan.choices] == [OptionKind.NOW, OptionKind.WINDOW]
    assert "J1 and J2" in plan.notes[0]


def test_one_stop_or_stops_of_two_machines_or_work_long_after_are_not() -> None:
    assert notes([job("J1", "A", life=DOOMED)], planning()) == ()
    assert notes([job("J1", "A", life=DOOMED), job("J2", "B", life=DOOMED)], planning()) == ()
    later = [job("J1", "A", life=DOOMED), job("J2", "A")]
    plan = solve(later, planning(window("w", 30, 33)))
    assert [choice.kind for choice in plan.choices] == [OptionKind.NOW, OptionKind.WINDOW]
    assert plan.notes == ()


def test_work_on_a_machine_that_is_left_standing_is_noted() -> None:
    of = planning(priced("w", 1, 4), parts=(part("p"),))
    stands = job("J1", "A", life=DOOMED, parts={"p": 1}, downtime_per_hour=10)
    plan = solve([stands, job("J2", "A", downtime_per_hour=10)], of)
    assert [(c.kind, c.start is None) for c in plan.choices] == [(OptionKind.NOW, True), (OptionKind.WINDOW, False)]
    assert "J1 and J2" in plan.notes[0]
