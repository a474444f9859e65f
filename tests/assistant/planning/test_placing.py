"""One job beside others: the cheapest free crew, the earliest start that fits, and never two things at once."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.planning.options import JobOptions
from assistant.planning.placing import Option, Placed, cheapest_crew, place
from assistant.planning.proposal import ObstacleKind, OptionKind
from assistant.planning.records import Job, Planning
from assistant.planning.roster import roster_of
from tests.assistant.planning.small_plans import job, known, part, person, planning, window


def in_first_window(options: JobOptions) -> Option:
    return next(option for option in options.options if option.kind is OptionKind.WINDOW)


def placed(wanted: Job, of: Planning, others: tuple[Placed, ...] = (), **given: object) -> Placed | None:
    options, roster = known(wanted, of)
    return place(wanted, in_first_window(options), others, roster, **given)  # type: ignore[arg-type]  # by name


def surely(found: Placed | None) -> Placed:
    assert found is not None
    return found


def test_a_job_alone_starts_when_the_window_opens() -> None:
    found = surely(placed(job(), planning(window("w", 5, 9))))
    assert (found.start, found.end, found.crew) == (300, 420, ("ada",))


def test_the_second_job_of_a_person_follows_the_first() -> None:
    of = planning(window("w", 5, 9))
    first = surely(placed(job("J1", "A"), of))
    second = surely(placed(job("J2", "B"), of, (first,)))
    assert second.start == first.end
    assert placed(job("J3", "C"), of, (first, second)) is None


def test_a_dearer_person_is_taken_only_when_the_cheaper_is_busy_all_the_time() -> None:
    both = (person("ada", per_hour=5000), person("bo", per_hour=9000))
    wide, narrow = planning(window("w", 5, 9), technicians=both), planning(window("w", 5, 8), technicians=both)
    for of, crew, start in ((wide, ("ada",), 420), (narrow, ("bo",), 300)):
        first = surely(placed(job("J1", "A"), of))
        found = surely(placed(job("J2", "B"), of, (first,)))
        assert (found.crew, found.start) == (crew, start)
    assert surely(placed(job("J1", "A"), wide)).crew == ("ada",)


def test_two_jobs_of_one_machine_follow_each_other() -> None:
    of = planning(window("w", 5, 9), technicians=(person("ada"), person("bo")))
    first = surely(placed(job("J1", "A"), of))
    assert surely(placed(job("J2", "A"), of, (first,))).start == first.end
    assert (
        surely(placed(job("J2", "A"), of, (first,), ignore=(ObstacleKind.MACHINE, ObstacleKind.PERSONS))).start == 300
    )


def test_a_full_window_takes_no_more_at_a_time() -> None:
    everyone = (person("ada"), person("bo"), person("cy"))
    of = planning(window("w", 5, 8, capacity=2), technicians=everyone)
    first = surely(placed(job("J1", "A"), of))
    second = surely(placed(job("J2", "B"), of, (first,)))
    assert first.start == second.start
    assert placed(job("J3", "C"), of, (first, second)) is None
    assert placed(job("J3", "C"), of, (first, second), ignore=(ObstacleKind.WINDOW,)) is not None


def test_a_part_is_waited_for_and_used_once() -> None:
    wanted = {"p": 1}
    of = planning(window("w", 5, 12), technicians=(person("ada"), person("bo")), parts=(part("p", 1, comes=((9, 1),)),))
    first = surely(placed(job("J1", "A", parts=wanted), of))
    second = surely(placed(job("J2", "B", parts=wanted), of, (first,)))
    assert (first.start, second.start) == (300, 540)
    assert placed(job("J3", "C", parts=wanted), of, (first, second)) is None
    assert placed(job("J3", "C", parts=wanted), of, (first, second), ignore=(ObstacleKind.PART,)) is not None


def test_a_part_that_a_later_job_needs_is_not_taken_from_it() -> None:
    of = planning(
        window("w", 5, 20), technicians=(person("ada"), person("bo")), parts=(part("p", 1, comes=((15, 1),)),)
    )
    first = surely(placed(job("J1", "A", parts={"p": 1}), of))
    later = Placed(first.job, first.option, 600, 720, first.crew, first.cost)
    assert surely(placed(job("J2", "B", parts={"p": 1}), of, (later,))).start == 900


def test_a_job_waits_for_the_shift_of_its_crew() -> None:
    of = planning(window("w", 5, 12), technicians=(person("ada", "f", at_work=((8, 20),)), person("bo", "e")))
    both = job(persons=2, skills={"f": 1, "e": 1})
    assert surely(placed(both, of)).start == 480


def test_to_stop_now_takes_nobody_from_the_plan() -> None:
    options, roster = known(job(), planning())
    now = next(option for option in options.options if option.kind is OptionKind.NOW)
    assert surely(place(options.job, now, (), roster)).crew == ()


@given(
    st.lists(st.tuples(st.integers(1, 9), st.sets(st.sampled_from("abc"))), max_size=6),
    st.integers(1, 4),
    st.dictionaries(st.sampled_from("abc"), st.integers(1, 4), max_size=3),
)
def test_the_crew_is_the_cheapest_of_all_that_fit(
    people: list[tuple[int, set[str]]], persons: int, wanted: dict[str, int]
) -> None:
    work = job(persons=persons, skills={skill: min(count, persons) for skill, count in wanted.items()})
    crew = tuple(person(f"t{i}", *sorted(skills)) for i, (_, skills) in enumerate(people))
    wages = {f"t{i}": wage for i, (wage, _) in enumerate(people)}
    fitting = [
        sum(wages[t.id] for t in some)
        for some in combinations(crew, persons)
        if all(sum(skill in t.skills for t in some) >= n for skill, n in work.skills.items())
    ]
    found = cheapest_crew(work, wages, roster_of(planning(technicians=crew)))
    assert (found and found[0]) == (min(fitting) if fitting else None)
    if found:
        assert sum(wages[name] for name in found[1]) == found[0]


def test_a_dearer_person_who_can_do_more_makes_a_cheaper_crew() -> None:
    crew = (person("t1"), person("t2", "a"), person("t3", "b"), person("t4", "a", "b"))
    wages = {"t1": 1, "t2": 5, "t3": 6, "t4": 7}
    found = cheapest_crew(job(persons=2, skills={"a": 1, "b": 1}), wages, roster_of(planning(technicians=crew)))
    assert found == (8, ("t1", "t4"))


def test_nobody_may_be_asked_for_more_than_there_are() -> None:
    assert cheapest_crew(job(persons=2), {"ada": 1}, roster_of(planning())) is None


@pytest.mark.parametrize("capacity", [1, 2])
def test_a_job_that_begins_later_counts_against_the_capacity_too(capacity: int) -> None:
    everyone = tuple(person(name) for name in ("ada", "bo", "cy"))
    of = planning(window("w", 5, 9, capacity=capacity), technicians=everyone)
    first = surely(placed(job("J1", "A", hours=1), of))
    later = Placed(first.job, first.option, 360, 420, ("bo",), first.cost)
    found = surely(placed(job("J2", "B", hours=2), of, (later,)))
    assert found.start == (420 if capacity == 1 else 300)
