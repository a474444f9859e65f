"""Requests about a small gearbox, in words of our own, and the replies of a model that does as it is told."""

from assistant.language.records import OfferedStep, OrderRequest, QuestionRequest, Span, SpanKind, SummaryRequest
from assistant.records import StepKind

TORQUE = "Tighten the coupling bolts to 45 N·m and the cover bolts to 12 N·m."
WARNING = Span(
    id="w1",
    kind=SpanKind.GUARD,
    language="en",
    text="Hot oil under pressure can burn you. Do not open the drain while the gearbox is warm.",
)
PROSE = Span(
    id="p1",
    kind=SpanKind.TEXT,
    language="en",
    text="The gearbox drives the slow roller through a flexible rubber coupling. Its oil lasts 4 000 h.",
)
BOLTS = Span(
    id="s1", kind=SpanKind.STEP, language="en", text=f"{TORQUE} Turn the coupling bolts crosswise, never in a circle."
)
TABLE = Span(
    id="t1",
    kind=SpanKind.TABLE,
    language="en",
    text="| Bolt | Torque |\n|---|---|\n| Coupling bolts | 45 N·m |\n| Cover bolts | 12 N·m |",
)
QUESTION = QuestionRequest(question="What torque for the coupling bolts?", spans=(PROSE, BOLTS, TABLE))
GUARDED = QuestionRequest(question="How do I open the drain?", spans=(WARNING, BOLTS))
SUMMARY = SummaryRequest(spans=(PROSE, WARNING, BOLTS))

GOOD_ANSWER = {"quotes": [{"span": "s1", "text": TORQUE}]}
GOOD_SUMMARY = {
    "sentences": [
        {"text": "The gearbox drives the roller through a rubber coupling.", "spans": ["p1"]},
        {"text": "Hot oil under pressure can burn you.", "spans": ["w1"]},
        {"text": "Do not open the drain while the gearbox is warm.", "spans": ["w1"]},
        {"text": TORQUE, "spans": ["s1"]},
    ]
}


def _steps(task: str, kind: StepKind, rank: int, count: int, *, optional: bool = False) -> tuple[OfferedStep, ...]:
    return tuple(
        OfferedStep(
            id=f"{task}.{number}",
            task_id=task,
            kind=kind,
            rank=rank,
            optional=optional,
            text=f"Do step {number} of {task}.",
            guards=("Mind your hands.",) if number == 2 else (),
        )
        for number in range(1, count + 1)
    )


LISTEN = _steps("listen", StepKind.CONFIRM, 1, 2, optional=True)
LOOK = _steps("look", StepKind.CONFIRM, 1, 1, optional=True)
LOCK = _steps("lock", StepKind.MAKE_SAFE, 2, 3)
VERIFY = _steps("verify", StepKind.MAKE_SAFE, 3, 1)
SWAP = _steps("swap", StepKind.REPAIR, 4, 3)
RUN = _steps("run", StepKind.RESTORE, 5, 1)
ORDER = OrderRequest(about="Bearing wear", steps=(*LISTEN, *LOOK, *LOCK, *VERIFY, *SWAP, *RUN))
GOOD_ORDER = tuple(step.id for step in (*LOOK, *LISTEN, *LOCK, *VERIFY, *SWAP, *RUN))
