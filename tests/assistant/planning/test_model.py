"""The model and the search by hand mean the same: what one allows, the other does not refuse."""

import pytest
from hypothesis import given, settings
from ortools.sat.python import cp_model

from assistant.planning.model import PlanModel, model_of
from assistant.planning.moving import first_plan
from assistant.planning.options import JobOptions, options_of
from assistant.planning.proposal import OptionKind
from assistant.planning.records import Job, Planning
from assistant.planning.roster import Roster, roster_of
from tests.assistant.planning.random_plans import small_questions
from tests.assistant.planning.small_plans import job, part, person, planning, window


def modelled(jobs: list[Job], of: Planning) -> tuple[PlanModel, list[JobOptions], Roster]:
    roster = roster_of(of)
    known = [options_of(one, of, roster) for one in jobs]
    return model_of(known, roster), known, roster


def solved(model: PlanModel) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model.cp) == cp_model.OPTIMAL
    return solver


@settings(max_examples=40)
@given(small_questions())
def test_a_plan_made_by_hand_is_a_solution_of_the_model_at_the_same_cost(question: tuple[list[Job], Planning]) -> None:
    model, known, roster = modelled(*question)
    plan = first_plan(known, roster)
    model.then_earliest(plan)
    for one, place in zip(model.jobs, plan, strict=True):
        model.cp.add(one.starts[one.of.options.index(place.option)] == place.start)
    again = model.placed(solved(model))
    assert [(p.option, p.start, p.crew, p.cost) for p in again] == [(p.option, p.start, p.crew, p.cost) for p in plan]


def test_the_cost_that_is_minimised_is_the_cost_of_the_places() -> None:
    of = planning(window("w", 5, 9), window("v", 30, 40), technicians=(person("ada", per_hour=4321), person("bo")))
    model, _, _ = modelled([job("J1", "A"), job("J2", "B", persons=2)], of)
    solver = solved(model)
    assert solver.objective_value == sum(place.cost for place in model.placed(solver))


def test_the_start_moves_forward_while_everything_else_stays() -> None:
    of = planning(window("w", 5, 20))
    model, _, _ = modelled([job("J1", "A"), job("J2", "B")], of)
    plan = model.placed(solved(model))
    model.then_earliest(plan)
    early = model.placed(solved(model))
    assert sorted(place.start for place in early) == [300, 420]
    assert [(p.option, p.crew, p.cost) for p in early] == [(p.option, p.crew, p.cost) for p in plan]


def test_one_part_serves_one_job_until_more_come() -> None:
    of = planning(
        window("w", 5, 9), window("v", 30, 40), technicians=(person("ada"), person("bo")), parts=(part("p", 1),)
    )
    kinds = []
    for count in (1, 2):
        model, _, _ = modelled([job(f"J{i}", f"A{i}", parts={"p": 1}) for i in range(count)], of)
        kinds.append([place.option.kind for place in model.placed(solved(model))].count(OptionKind.WINDOW))
    assert kinds == [1, 1]


def windows_used(jobs: list[Job], of: Planning) -> int:
    """How many of the jobs are done in the only window, of which each would want to be."""
    model, _, _ = modelled(jobs, of)
    return [place.option.kind for place in model.placed(solved(model))].count(OptionKind.WINDOW)


TWO = (person("ada"), person("bo"))


@pytest.mark.parametrize(
    ("jobs", "of", "fit"),
    [
        ([job("J1", "A"), job("J2", "B")], planning(window("w", 5, 7), technicians=TWO), 2),
        ([job("J1", "A"), job("J2", "A")], planning(window("w", 5, 7), technicians=TWO), 1),
        ([job("J1", "A"), job("J2", "A")], planning(window("w", 5, 9), technicians=TWO), 2),
        ([job("J1", "A"), job("J2", "B")], planning(window("w", 5, 7, capacity=1), technicians=TWO), 1),
        ([job("J1", "A"), job("J2", "B")], planning(window("w", 5, 7, capacity=2), technicians=TWO), 2),
        ([job("J1", "A"), job("J2", "B")], planning(window("w", 5, 8)), 1),
        ([job("J1", "A", persons=2), job("J2", "B")], planning(window("w", 5, 8), technicians=TWO), 1),
        ([job("J1", "A", persons=2), job("J2", "B")], planning(window("w", 5, 9), technicians=TWO), 2),
    ],
    ids=["beside", "machine", "machine-later", "full", "not-full", "person", "crew", "crew-later"],
)
def test_no_more_jobs_fit_into_a_window_than_can_be_done(jobs: list[Job], of: Planning, fit: int) -> None:
    assert windows_used(jobs, of) == fit


def test_two_jobs_cannot_share_the_only_one_with_a_skill() -> None:
    people = (person("ada", "fitter"), *(person(name, "electrician") for name in ("bo", "cy", "di")))
    both = {"fitter": 1, "electrician": 1}
    jobs = [job("J1", "A", persons=2, skills=both), job("J2", "B", persons=2, skills=both)]
    assert windows_used(jobs, planning(window("w", 5, 7), technicians=people)) == 1
    assert windows_used(jobs, planning(window("w", 5, 9), technicians=people)) == 2


def test_a_job_ends_before_its_people_go_home() -> None:
    early = (person("ada", at_work=((0, 8),)),)
    jobs = [job("J1", "A"), job("J2", "B")]
    assert windows_used(jobs, planning(window("w", 5, 20), technicians=early)) == 1
    assert windows_used(jobs, planning(window("w", 5, 20), technicians=(person("ada", at_work=((0, 9),)),))) == 2


def test_within_a_window_the_second_job_waits_for_the_delivery() -> None:
    supply = part("p", 1, comes=((10, 1),))
    jobs = [job("J1", "A", parts={"p": 1}), job("J2", "B", parts={"p": 1})]
    model, _, _ = modelled(jobs, planning(window("w", 5, 12), technicians=TWO, parts=(supply,)))
    starts = sorted(place.start for place in model.placed(solved(model)))
    assert starts[0] < 600 <= starts[1]
    assert windows_used(jobs, planning(window("w", 5, 11), technicians=TWO, parts=(supply,))) == 1
