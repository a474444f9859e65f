"""Steps of a task (DITA 1.3, 3.2.3): `steps` → TaskSteps with the notices that guard them.

A step's words run from its command to the last of its information, choices and result, as one slice. Notices within
belong to the step; one that stands before the step belongs to it too. Substeps are steps of their own: 2.1, 2.2.
"""

from dataclasses import dataclass, field

from lxml import etree

from knowledge_base.readers.dita.body import Body
from knowledge_base.readers.dita.elements import child_of, children, kind
from knowledge_base.readers.passages import BlockKind
from knowledge_base.records import Notice, TaskStep

ORDERED = frozenset({"steps"})
UNORDERED = frozenset({"steps-unordered", "steps-informal"})
_ASIDE = frozenset({"stepxmp", "tutorialinfo", "steptroubleshooting"})
"""Examples, lessons and what to do when the step fails: beside the step, not part of it."""
_STEPS = frozenset({"step", "substep"})


def steps_in(element: etree._Element) -> etree._Element | None:
    """The steps that have an order: `steps`, or a list without order that holds a single one."""
    found = child_of(element, *ORDERED, *UNORDERED)
    if found is None or kind(found) == "steps-informal":
        return None
    alone = sum(kind(child) in _STEPS for child in children(found)) == 1
    return found if kind(found) in ORDERED or alone else None


@dataclass
class _Draft:
    """A step whose words may still grow. block: the place of its block; start, end: of its words."""

    label: str
    block: int
    start: int
    end: int
    notices: list[Notice]


UNGUARDING = "a notice that stands after the last step guards none"


@dataclass
class Steps:
    """Reads the steps of one task. general: notices of the whole task, which go before those of its first step.

    optional: labels of the steps that the manual marks as optional (@importance).
    """

    body: Body
    general: list[Notice] = field(default_factory=list)
    optional: list[str] = field(default_factory=list)
    _drafts: list[_Draft] = field(default_factory=list)

    def read(self, steps: etree._Element) -> tuple[TaskStep, ...]:
        """Write the steps and return them, numbered from 1 in reading order; each has a command with words."""
        number = 0
        for child in children(steps):
            if kind(child) in _STEPS:
                number += 1
                self._step(child, str(number))
            else:
                mark = len(self.body.notices)
                self.body.block(child)
                self.general += self.body.notices[mark:]
        return tuple(
            TaskStep(
                number=place,
                quote=self.body.quote(draft.start, draft.end),
                notices=tuple(draft.notices),
                label=draft.label,
            )
            for place, draft in enumerate(self._drafts, start=1)
        )

    def _step(self, element: etree._Element, label: str) -> None:
        if element.get("importance") == "optional":
            self.optional.append(label)
        parts = list(children(element))
        place = next(number for number, part in enumerate(parts) if kind(part) == "cmd")
        mark = len(self.body.notices)
        for part in parts[:place]:
            self.body.block(part)
        first = len(self.body.blocks)
        self.body.flow(parts[place])
        self.body.merge(first, len(self.body.blocks), BlockKind.STEP)
        guards = [*self.general, *self.body.notices[mark:]]
        self.general = []
        self._drafts.append(_Draft(label, first, *self.body.blocks[first].span, guards))
        with self.body.lines():
            for part in parts[place + 1 :]:
                if kind(part) == "substeps":
                    for number, substep in enumerate((s for s in children(part) if kind(s) in _STEPS), start=1):
                        self._step(substep, f"{label}.{number}")
                else:
                    self._add(part)

    def _add(self, part: etree._Element) -> None:
        """What stands after a command goes with it; what stands after substeps goes with the last of them."""
        draft = self._drafts[-1]
        first, mark = len(self.body.blocks), len(self.body.notices)
        self.body.block(part)
        draft.notices += self.body.notices[mark:]
        last = None
        for place in range(first, len(self.body.blocks)):
            block = self.body.blocks[place]
            if block.kind is BlockKind.NOTICE:
                last = place
            elif kind(part) not in _ASIDE:
                last = place
                draft.end = block.span[1]
        if last is not None:
            self.body.merge(draft.block, last + 1, BlockKind.STEP)
