"""The forms of a model's reply (its structured output), and reading one strictly."""

import json
from typing import Any, TypeVar

from pydantic import Field, ValidationError

from assistant.language.records import RefusalReason, Refused
from explain.records import Record


class OrderReply(Record):
    """The chosen steps, first to do first."""

    steps: tuple[str, ...] = Field(description="Ids of given steps, in the order in which to do them.")


class SummarySentence(Record):
    """One sentence of a summary."""

    text: str = Field(description="A sentence of one span: whole, or a TEXT span's with words left out.")
    spans: tuple[str, ...] = Field(description="Ids of the spans that it stands in.")


class SummaryReply(Record):
    """A summary, every sentence with its spans."""

    sentences: tuple[SummarySentence, ...]


class Quoted(Record):
    """One sentence of a span."""

    span: str = Field(description="Id of the span.")
    text: str = Field(description="A whole sentence of that span, copied.")


class QuestionReply(Record):
    """The sentences that answer the question; none when nothing does."""

    quotes: tuple[Quoted, ...]


Form = TypeVar("Form", bound=Record)


def read(reply: str, form: type[Form]) -> Form:
    """The reply in its form. Raises Refused when it is anything but one JSON object with just these fields, each once.

    Of a field that stands twice, programs read either: what is judged could be another than what the log is read as.
    """
    try:
        found = form.model_validate_json(reply)
        json.loads(reply, object_pairs_hook=_once_each)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        raise _unreadable(first["type"]) from None
    except ValueError:
        raise _unreadable("repeated_field") from None
    return found


def _unreadable(what: str) -> Refused:
    return Refused(RefusalReason.UNREADABLE, f"the reply has not the form that was asked for ({what})")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found
