"""The one door to LangChain. A language model may choose and order steps that it is given, write a summary beside the
verbatim text, and pick the passages' own sentences that answer a question: nothing else.

It is never trusted. Its reply is read by `parse.py` and judged by `ordering.py` and `wording.py`, and what people see
is cut out of the manuals by our code: no character that a model wrote is shown. Where a reply is refused, and where no
model is set, the deterministic result stands. Start at `model.py`.
"""

from assistant.language.model import LanguageModel, Limits, open_model
from assistant.language.offers import arranged, offered
from assistant.language.records import (
    Attempt,
    ChosenOrder,
    CitedSentence,
    Exchange,
    OfferedStep,
    OrderRequest,
    Outcome,
    PickedSentences,
    QuestionRequest,
    Refusal,
    RefusalReason,
    Span,
    SpanKind,
    SummaryRequest,
)

__all__ = [
    "Attempt",
    "ChosenOrder",
    "CitedSentence",
    "Exchange",
    "LanguageModel",
    "Limits",
    "OfferedStep",
    "OrderRequest",
    "Outcome",
    "PickedSentences",
    "QuestionRequest",
    "Refusal",
    "RefusalReason",
    "Span",
    "SpanKind",
    "SummaryRequest",
    "arranged",
    "offered",
    "open_model",
]
