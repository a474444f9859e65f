"""What a language model is asked, what may come of it, and what is logged about it."""

from enum import StrEnum
from typing import Generic, Literal, TypeVar

from assistant.records import StepKind
from explain.records import Digest, Record


class RefusalReason(StrEnum):
    """Why a reply is not used. The first that fits is named."""

    NOTHING_GIVEN = "nothing-given"
    PROMPT_TOO_LONG = "prompt-too-long"
    NO_REPLY = "no-reply"
    TOO_SLOW = "too-slow"
    REPLY_TOO_LONG = "reply-too-long"
    UNREADABLE = "unreadable"
    TOOL_USE = "tool-use"
    PROMPT_LEAKED = "prompt-leaked"
    DECLINED = "declined"
    UNKNOWN_STEP = "unknown-step"
    REPEATED_STEP = "repeated-step"
    DROPPED_SAFETY_STEP = "dropped-safety-step"
    DROPPED_WARNING = "dropped-warning"
    DROPPED_STEP = "dropped-step"
    LOCKOUT_REORDERED = "lockout-reordered"
    GATE_REORDERED = "gate-reordered"
    STEP_REORDERED = "step-reordered"
    UNCITED = "uncited"
    UNKNOWN_SPAN = "unknown-span"
    CHANGED_NUMBER = "changed-number"
    CHANGED_UNIT = "changed-unit"
    CHANGED_QUOTE = "changed-quote"
    SPEAKS_TO_MODEL = "speaks-to-model"
    OFF_TOPIC = "off-topic"


class Refusal(Record):
    """Why a reply is not used, in our own words: nothing of the reply is repeated in `what`."""

    reason: RefusalReason
    what: str


class OfferedStep(Record):
    """A step that a model may put in order, with others of its task or not at all.

    rank: steps of a lower rank come first, always; tasks of one rank may change places. optional: its task may be left
    out, as a whole. text and guards: the step and its warnings and cautions, verbatim.
    """

    id: str
    task_id: str
    kind: StepKind
    rank: int
    optional: bool
    text: str
    guards: tuple[str, ...]


class SpanKind(StrEnum):
    """What a span is. A guard is a warning or caution: it is never left out, and never shortened."""

    TEXT = "text"
    STEP = "step"
    TABLE = "table"
    GUARD = "guard"


class Span(Record):
    """A stretch of a manual, verbatim, that a model may refer to by its id. language: ISO 639-1."""

    id: str
    kind: SpanKind
    language: str
    text: str


class OrderRequest(Record):
    """Choose and order steps. about: the failure mode by its name."""

    kind: Literal["order"] = "order"
    about: str
    steps: tuple[OfferedStep, ...]


class SummaryRequest(Record):
    """Say in short what stands in the spans, which are in reading order."""

    kind: Literal["summary"] = "summary"
    spans: tuple[Span, ...]


class QuestionRequest(Record):
    """Answer a question with sentences of the spans. Guards among them belong to every answer."""

    kind: Literal["question"] = "question"
    question: str
    spans: tuple[Span, ...]


Request = OrderRequest | SummaryRequest | QuestionRequest


class ChosenOrder(Record):
    """Ids of offered steps, in an order that keeps every gate."""

    steps: tuple[str, ...]


class CitedSentence(Record):
    """A sentence of a span: characters [start, end) of its text.

    shortened: words were left out of `text`; otherwise it is verbatim.
    """

    span_id: str
    start: int
    end: int
    text: str
    shortened: bool


class PickedSentences(Record):
    """Sentences of the given spans, in the order in which they stand there."""

    sentences: tuple[CitedSentence, ...]


class Attempt(Record):
    """One time that the model was asked: what it said, as far as it was read, and why that is not used, if so."""

    reply: str
    seconds: float
    refusal: Refusal | None


class Exchange(Record):
    """All that was said to a model and by it, for the log. refusal: None when the last reply is used.

    prompt: every message, empty when the model was not asked.
    """

    kind: Literal["language-model"] = "language-model"
    model: str
    use: Literal["order", "summary", "question"]
    request_digest: Digest
    prompt: tuple[str, ...]
    attempts: tuple[Attempt, ...]
    refusal: Refusal | None


Result = TypeVar("Result", bound=Record)
Default = TypeVar("Default")


class Outcome(Record, Generic[Result]):
    """What came of asking: a result that passed every check, or None; and the exchange, to be logged either way."""

    result: Result | None
    exchange: Exchange

    def result_or(self, deterministic: Default) -> Result | Default:
        """The model's result where it passed, else the deterministic one."""
        return deterministic if self.result is None else self.result


class Refused(Exception):
    """A reply that is not used; `model.py` turns it into a record."""

    def __init__(self, reason: RefusalReason, what: str) -> None:
        self.refusal = Refusal(reason=reason, what=what)
        super().__init__(f"{reason}: {what}")
