"""A task topic → Task (DITA 1.3, 3.2.3 Task; 3.2.6 Machinery task, whose `prelreqs` say who, with what, how safe).

Called only for a task that may be followed. All of it is written, and carries the task's id; what is no field of a
Task is text of it.
"""

from dataclasses import dataclass, field

from lxml import etree

from knowledge_base.readers.dita.body import Body
from knowledge_base.readers.dita.elements import child_of, children, kind
from knowledge_base.readers.dita.steps import ORDERED, UNGUARDING, UNORDERED, Steps
from knowledge_base.records import Notice, NoticeKind, Quote, Task, TaskStep

_ITEMS = {"supequip": "tools", "supplies": "supplies", "spares": "parts"}


@dataclass
class _Fields:
    """What was found so far. purpose_at: its first block, and the block after it."""

    purpose: Quote | None = None
    purpose_at: tuple[int, int] = (0, 0)
    duration: Quote | None = None
    personnel: Quote | None = None
    preconditions: Quote | None = None
    acceptance: Quote | None = None
    items: dict[str, list[Quote]] = field(default_factory=dict)
    steps: tuple[TaskStep, ...] = ()
    unguarding: int = 0


def read_task(body: Body, topic: etree._Element, task_id: str, title: str) -> Task:
    """Write a task and return it. body.assumed gains what a person should know of it."""
    body.task_id = task_id
    found = _Fields()
    mark = len(body.notices)
    for part in children(topic):
        if kind(part) in {"shortdesc", "abstract"}:
            _purpose(body, part, found)
    for part in children(child_of(topic, "taskbody")):
        if kind(part) in ORDERED | UNORDERED:
            mark = _steps(body, part, found, body.notices[mark:])
        else:
            _field(body, part, found)
    if body.notices[mark:] or found.unguarding:
        body.assumed.append(UNGUARDING)
    body.task_id = None
    return Task(
        id=task_id,
        title=title,
        manual_id=body.text.manual_id,
        purpose=found.purpose,
        duration=found.duration,
        personnel=found.personnel,
        preconditions=found.preconditions,
        tools=tuple(found.items.get("tools", ())),
        parts=tuple(found.items.get("parts", ())),
        supplies=tuple(found.items.get("supplies", ())),
        steps=found.steps,
        acceptance=() if found.acceptance is None else (found.acceptance,),
    )


def _field(body: Body, part: etree._Element, found: _Fields) -> None:
    """One part of the task's body that is not its steps."""
    name = kind(part)
    mark = len(body.blocks)
    if name == "context":
        _purpose(body, part, found)
    elif name == "prelreqs":
        for group in children(part):
            _requirement(body, group, found)
    else:
        body.block(part)
        if name == "prereq" and found.preconditions is None:
            found.preconditions = body.since(mark)
        elif name == "result" and found.acceptance is None:
            found.acceptance = body.since(mark)


def _purpose(body: Body, part: etree._Element, found: _Fields) -> None:
    """The short description, and the context when it stands right after it: one slice."""
    mark = len(body.blocks)
    body.block(part)
    if found.purpose is None:
        found.purpose_at = mark, len(body.blocks)
    elif found.purpose_at[1] == mark:
        found.purpose_at = found.purpose_at[0], len(body.blocks)
    else:
        return
    found.purpose = body.since(found.purpose_at[0])


def _requirement(body: Body, group: etree._Element, found: _Fields) -> None:
    """One group of the preliminary requirements of a machinery task."""
    name = kind(group)
    mark = len(body.blocks)
    if name in _ITEMS:
        for item in [one for listed in children(group) for one in children(listed)]:
            mark = len(body.blocks)
            body.block(item)
            said = body.since(mark)
            if said is not None:
                found.items.setdefault(_ITEMS[name], []).append(said)
    elif name == "reqpers":
        _personnel(body, group, found)
    elif name == "safety":
        for condition in children(group):
            _safety(body, condition)
    else:
        body.block(group)
        if name == "reqconds" and found.preconditions is None:
            found.preconditions = body.since(mark)


def _personnel(body: Body, group: etree._Element, found: _Fields) -> None:
    """Who does it, and how long it takes. Several times are of several persons, and stay with them."""
    people = list(children(group))
    alone = sum(kind(one) == "esttime" for one in people) == 1 and kind(people[-1]) == "esttime"
    first = len(body.blocks)
    with body.lines():
        for one in people:
            mark = len(body.blocks)
            if alone and kind(one) == "esttime":
                found.personnel = body.since(first)
            body.block(one)
            if alone and kind(one) == "esttime":
                found.duration = body.since(mark)
    if not alone:
        found.personnel = body.since(first)


def _safety(body: Body, condition: etree._Element) -> None:
    """A safety condition is a warning, also where its author did not make a notice of it."""
    mark = len(body.blocks)
    notices = len(body.notices)
    body.block(condition)
    said = body.since(mark)
    if said is not None and len(body.notices) == notices:
        body.notices.append(Notice(kind=NoticeKind.WARNING, quote=said))
        body.assumed.append("a safety condition without @type is taken for a warning")


def _steps(body: Body, part: etree._Element, found: _Fields, general: list[Notice]) -> int:
    """Read the steps; returns how many notices were met until then."""
    reader = Steps(body, list(general))
    found.steps = reader.read(part)
    found.unguarding = len(reader.general)
    body.assumed += (f"step {label} is marked as optional; its words do not say so" for label in reader.optional)
    return len(body.notices)
