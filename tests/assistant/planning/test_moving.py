"""The starting plan: it always fits, and moving jobs about never makes it dearer."""

from hypothesis import HealthCheck, given, settings

from assistant.planning.moving import cheapest, first_plan, improved, one_by_one
from assistant.planning.options import options_of
from assistant.planning.placing import Placed
from assistant.planning.proposal import OptionKind
from assistant.planning.records import Job, Planning, Technician
from assistant.planning.roster import roster_of
from tests.assistant.planning.brute_force import Way, fits
from tests.assistant.planning.random_plans import plant_sized, small_questions
from tests.assistant.planning.small_plans import job, planning, window


def total(plan: tuple[Placed, ...]) -> int:
    return sum(place.cost for place in plan)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(small_questions())
def test_every_plan_on_the_way_fits_and_is_cheaper_than_the_one_before(question: tuple[list[Job], Planning]) -> None:
    jobs, of = question
    roster = roster_of(of)
    known = [options_of(one, of, roster) for one in jobs]
    plans = [one_by_one(known, roster)]
    plans.append(improved(plans[0], known, roster))
    plans.append(first_plan(known, roster))
    assert total(plans[0]) >= total(plans[1]) >= total(plans[2])
    people = {person.id: person for person in of.technicians}
    for plan in plans:
        assert fits([way_of(place, people) for place in plan], of)


def way_of(place: Placed, people: dict[str, Technician]) -> Way:
    crew = tuple(people[name] for name in place.crew)
    start, end = (place.start // 60, place.end // 60) if place.option.minutes else (None, None)
    return Way(place.job, place.cost, start, end, place.option.window, crew)


def test_making_way_for_a_wish_saves_what_single_moves_cannot() -> None:
    jobs, of = plant_sized(jobs=20, windows=15, people=4)
    roster = roster_of(of)
    known = [options_of(one, of, roster) for one in jobs]
    assert total(first_plan(known, roster)) < total(improved(one_by_one(known, roster), known, roster))


def test_the_same_question_gets_the_same_plan() -> None:
    jobs, of = plant_sized(jobs=10, windows=8, people=3)
    roster = roster_of(of)
    known = [options_of(one, of, roster) for one in jobs]
    assert first_plan(known, roster) == first_plan(known, roster)


def test_the_job_that_loses_most_by_waiting_chooses_first() -> None:
    of = planning(window("w", 5, 8))
    cheap, dear = job("J1", "A", downtime_per_hour=100), job("J2", "B", downtime_per_hour=90_000)
    roster = roster_of(of)
    first, second = one_by_one([options_of(one, of, roster) for one in (cheap, dear)], roster)
    assert first.option.kind is not OptionKind.WINDOW
    assert second.option.kind is OptionKind.WINDOW


def test_the_cheapest_of_the_options_is_the_cheapest_that_is_free() -> None:
    of = planning(window("v", 5, 8), window("w", 10, 12))
    roster = roster_of(of)
    known = options_of(job("J1", "A"), of, roster)
    first = cheapest(known, known.options, (), roster)
    other = cheapest(options_of(job("J2", "B"), of, roster), known.options, (first,), roster)
    assert first.option.window is not None
    assert other.option.window is not None
    assert (first.option.window.id, other.option.window.id) == ("v", "w")
