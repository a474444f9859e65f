"""May these steps be done in this order? A pure check of a reply against the steps that were offered."""

from itertools import groupby, pairwise

from assistant.language.parse import OrderReply, read
from assistant.language.records import ChosenOrder, OfferedStep, OrderRequest, RefusalReason, Refused
from assistant.records import StepKind


def judge_order(request: OrderRequest, reply: str) -> ChosenOrder:
    """The chosen order. Raises Refused when a step is unknown, repeated, dropped or out of its order.

    Only whole tasks that are optional may be left out, and only tasks of one rank may change places; the steps of a
    task stay together and in their order. So a warning cannot leave its step, nor a repair come before lock-out.
    """
    chosen = read(reply, OrderReply).steps
    if not chosen:
        raise Refused(RefusalReason.DECLINED, "no step was chosen")
    offered = {step.id: step for step in request.steps}
    if len(offered) < len(request.steps):
        raise Refused(RefusalReason.REPEATED_STEP, "a step was offered more than once, so their order cannot be told")
    if any(step not in offered for step in chosen):
        raise Refused(RefusalReason.UNKNOWN_STEP, "a step was chosen that was not offered")
    if len(set(chosen)) < len(chosen):
        raise Refused(RefusalReason.REPEATED_STEP, "a step was chosen more than once")
    steps = [offered[step] for step in chosen]
    _refuse_dropped(request.steps, steps)
    _refuse_reordered(request.steps, steps)
    return ChosenOrder(steps=chosen)


def _refuse_dropped(offered: tuple[OfferedStep, ...], chosen: list[OfferedStep]) -> None:
    kept = {step.id for step in chosen}
    begun = {step.task_id for step in chosen}
    dropped = [step for step in offered if step.id not in kept and (not step.optional or step.task_id in begun)]
    for step in dropped:
        if step.kind is StepKind.MAKE_SAFE:
            raise Refused(RefusalReason.DROPPED_SAFETY_STEP, f"step {step.id}, which makes safe, was left out")
    for step in dropped:
        if step.guards:
            raise Refused(RefusalReason.DROPPED_WARNING, f"step {step.id} was left out, and its warning with it")
    for step in dropped:
        raise Refused(RefusalReason.DROPPED_STEP, f"step {step.id} was left out")


def _refuse_reordered(offered: tuple[OfferedStep, ...], chosen: list[OfferedStep]) -> None:
    place = {step.id: number for number, step in enumerate(offered)}
    safe = [place[step.id] for step in chosen if step.kind is StepKind.MAKE_SAFE]
    if safe != sorted(safe):
        raise Refused(RefusalReason.LOCKOUT_REORDERED, "the steps of the lock-out are out of their order")
    for before, after in pairwise(chosen):
        if after.rank < before.rank:
            raise Refused(RefusalReason.GATE_REORDERED, f"step {before.id} was put before step {after.id}")
    tasks = [(task, [place[step.id] for step in steps]) for task, steps in groupby(chosen, key=lambda s: s.task_id)]
    if len({task for task, _ in tasks}) < len(tasks) or any(places != sorted(places) for _, places in tasks):
        raise Refused(RefusalReason.STEP_REORDERED, "the steps of a task were torn apart or changed places")
