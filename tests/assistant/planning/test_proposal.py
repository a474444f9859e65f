"""A plan is a record: its amounts add up, and it survives being written and read."""

from assistant.planning.proposal import ExpectedCost, Plan
from assistant.planning.solve import solve
from tests.assistant.planning.small_plans import job, planning, window


def test_the_total_is_the_sum_of_the_parts_but_not_of_waiting() -> None:
    cost = ExpectedCost(risk=0.1, production=1, people=20, parts=300, breakdown=4000, running=50_000, waiting=9)
    assert cost.total == 54_321


def test_a_plan_is_the_same_after_being_written_and_read() -> None:
    plan = solve([job()], planning(window("w", 5, 9)))
    again = Plan.model_validate_json(plan.model_dump_json())
    assert again == plan
    assert again.canonical == plan.canonical
