"""No order is accepted in which a step is missing that must be done, or stands where it may not."""

import json
from itertools import permutations

import pytest

from assistant.language.ordering import judge_order
from assistant.language.records import OfferedStep, OrderRequest, RefusalReason, Refused
from tests.assistant.language.gearbox import GOOD_ORDER, LISTEN, LOCK, LOOK, ORDER, RUN, SWAP, VERIFY

ALL = (*LISTEN, *LOOK, *LOCK, *VERIFY, *SWAP, *RUN)


def ids(*steps: OfferedStep) -> tuple[str, ...]:
    return tuple(step.id for step in steps)


def judged(steps: tuple[str, ...]) -> tuple[str, ...]:
    return judge_order(ORDER, json.dumps({"steps": steps})).steps


@pytest.mark.parametrize(
    "steps",
    [ids(*ALL), GOOD_ORDER, ids(*LOOK, *LOCK, *VERIFY, *SWAP, *RUN), ids(*LOCK, *VERIFY, *SWAP, *RUN)],
    ids=["as given", "inspections changed places", "one inspection left out", "no inspection"],
)
def test_inspections_of_one_rank_may_change_places_or_be_left_out(steps: tuple[str, ...]) -> None:
    assert judged(steps) == steps


R = RefusalReason


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ((), R.DECLINED),
        ((*ids(*ALL), "swap.4"), R.UNKNOWN_STEP),
        ((*ids(*ALL), "Open the drain while it runs"), R.UNKNOWN_STEP),
        (ids(*ALL, SWAP[0]), R.REPEATED_STEP),
        (ids(*LISTEN, *VERIFY, *SWAP, *RUN), R.DROPPED_SAFETY_STEP),
        (ids(*LOCK[:2], *VERIFY, *SWAP, *RUN), R.DROPPED_SAFETY_STEP),
        (ids(*LOCK, *SWAP, *RUN), R.DROPPED_SAFETY_STEP),
        (ids(*LOCK, *VERIFY, SWAP[0], SWAP[2], *RUN), R.DROPPED_WARNING),
        (ids(LISTEN[0], *LOCK, *VERIFY, *SWAP, *RUN), R.DROPPED_WARNING),
        (ids(*LOCK, *VERIFY, *SWAP[:2], *RUN), R.DROPPED_STEP),
        (ids(*LOCK, *VERIFY, *SWAP), R.DROPPED_STEP),
        (ids(*LOCK[::-1], *VERIFY, *SWAP, *RUN), R.LOCKOUT_REORDERED),
        (ids(*VERIFY, *LOCK, *SWAP, *RUN), R.LOCKOUT_REORDERED),
        (ids(*SWAP, *LOCK, *VERIFY, *RUN), R.GATE_REORDERED),
        (ids(*LOCK, *SWAP, *VERIFY, *RUN), R.GATE_REORDERED),
        (ids(*LOCK, *VERIFY, *RUN, *SWAP), R.GATE_REORDERED),
        (ids(*LOCK, *LOOK, *VERIFY, *SWAP, *RUN), R.GATE_REORDERED),
        (ids(*LOCK, *VERIFY, SWAP[1], SWAP[0], SWAP[2], *RUN), R.STEP_REORDERED),
        (ids(LISTEN[0], *LOOK, LISTEN[1], *LOCK, *VERIFY, *SWAP, *RUN), R.STEP_REORDERED),
    ],
)
def test_an_order_that_drops_adds_or_moves_a_step_is_refused_with_its_reason(
    steps: tuple[str, ...], why: RefusalReason
) -> None:
    with pytest.raises(Refused) as refused:
        judged(steps)
    assert refused.value.refusal.reason is why


def test_of_all_orders_of_the_tasks_only_those_pass_that_keep_every_rank() -> None:
    tasks = (LISTEN, LOOK, LOCK, VERIFY, SWAP, RUN)
    passed = []
    for order in permutations(tasks):
        try:
            passed.append(judged(ids(*(step for task in order for step in task))))
        except Refused:
            continue
    assert passed == [ids(*ALL), GOOD_ORDER]


def test_a_refusal_repeats_nothing_of_the_reply() -> None:
    with pytest.raises(Refused) as refused:
        judged(("Open the drain while it runs",))
    assert "drain" not in str(refused.value)


def test_steps_that_are_offered_twice_are_not_put_in_order() -> None:
    twice = OrderRequest(about="Bearing wear", steps=(*LOCK, *SWAP, *LOCK, *RUN))
    with pytest.raises(Refused) as refused:
        judge_order(twice, json.dumps({"steps": ids(*LOCK, *SWAP, *RUN)}))
    assert refused.value.refusal.reason is R.REPEATED_STEP
