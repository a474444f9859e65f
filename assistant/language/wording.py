"""Do these words stand in the manuals, there where the reply says? A pure check, which answers with our own copy."""

import re
from dataclasses import dataclass

from assistant.language.parse import QuestionReply, SummaryReply, read
from assistant.language.quantities import numbers_in, quantities_in
from assistant.language.records import (
    CitedSentence,
    PickedSentences,
    QuestionRequest,
    RefusalReason,
    Refused,
    Span,
    SpanKind,
    SummaryRequest,
)
from assistant.language.sentences import Sentence, sentences_of
from assistant.language.shortening import shortened

_MARKS = re.compile(r"[\s*_`|#>]+")
_TO_A_MODEL = re.compile(
    r"\byour\s+(?:\w+\s+){0,2}(?:response|answer|reply|message|output|words|prompt|instructions)\b"
    r"|\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instruction|prompt|above|previous|prior|rule)"
    r"|\b(?:system|developer)\s+(?:prompt|message)\b|\blanguage\s+model\b|\bas\s+an?\s+(?:ai|assistant|chatbot)\b"
    r"|\byou\s+are\s+(?:now\s+)?(?:an?\s+)?(?:ai|assistant|chatbot|language)\b|\b(?:https?://|www\.)\S|\S@\w+\.\w",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_STEM = 5
_SHORTEST_WORD = 4
_ASKING_WORDS = "what which when where does with from that this have should must much many long often"
_ASKING = frozenset(_ASKING_WORDS.split())


@dataclass(frozen=True)
class _Source:
    """The spans in their order, with the sentences of each."""

    spans: tuple[Span, ...]
    sentences: dict[str, tuple[Sentence, ...]]

    def span(self, span_id: str) -> Span:
        """Raises Refused for an id that was not given."""
        for span in self.spans:
            if span.id == span_id:
                return span
        raise Refused(RefusalReason.UNKNOWN_SPAN, "a span was cited that was not given")


Picked = dict[tuple[str, int], str | None]
"""Span and number of the sentence in it → the words that are left of it, None for all."""


def judge_summary(request: SummaryRequest, reply: str) -> PickedSentences:
    """The summary. Raises Refused when a sentence is uncited or not the spans' own, or a guard is left out."""
    said = read(reply, SummaryReply).sentences
    if not said:
        raise Refused(RefusalReason.DECLINED, "no sentence was written")
    source = _source(request.spans)
    picked: Picked = {}
    for sentence in said:
        if not sentence.spans:
            raise Refused(RefusalReason.UNCITED, "a sentence cites nothing")
        place, left = _found(sentence.text, [source.span(span) for span in sentence.spans], source, may_shorten=True)
        picked[place] = left
    _refuse_dropped_guard(source, picked)
    return _cut_out(source, picked)


def judge_answer(request: QuestionRequest, reply: str) -> PickedSentences:
    """The answer. Raises Refused when a quote is not a whole sentence of its span, has no word of the question in it,
    or a guard is left out.
    """
    quotes = read(reply, QuestionReply).quotes
    if not quotes:
        raise Refused(RefusalReason.DECLINED, "no sentence was quoted")
    source = _source(request.spans)
    asked = _stems(request.question)
    picked: Picked = {}
    for quote in quotes:
        if not quote.span:
            raise Refused(RefusalReason.UNCITED, "a quote cites nothing")
        span = source.span(quote.span)
        place, _ = _found(quote.text, [span], source, may_shorten=False)
        if span.kind is not SpanKind.GUARD and not asked & _stems(quote.text):
            raise Refused(RefusalReason.OFF_TOPIC, "a quote has no word of the question in it")
        picked[place] = None
    _refuse_dropped_guard(source, picked)
    return _cut_out(source, picked)


def _source(spans: tuple[Span, ...]) -> _Source:
    return _Source(spans, {span.id: sentences_of(span.text) for span in spans})


def _found(text: str, cited: list[Span], source: _Source, *, may_shorten: bool) -> tuple[tuple[str, int], str | None]:
    """Which sentence of the cited spans it is, and the words that are left of it, None for all."""
    _refuse_changed_quantity(text, cited)
    wanted = _key(text)
    if _TO_A_MODEL.search(text):
        raise Refused(RefusalReason.SPEAKS_TO_MODEL, "a sentence speaks to a language model or leads to an address")
    for span in cited:
        for number, sentence in enumerate(source.sentences[span.id]):
            if wanted == _key(span.text[sentence.start : sentence.end]):
                return (span.id, number), None
    for span in cited:
        if may_shorten and span.kind is SpanKind.TEXT:
            for number, sentence in enumerate(source.sentences[span.id]):
                left = shortened(span.text[sentence.start : sentence.end], text, span.language)
                if left is not None and sentence.lead is None:
                    return (span.id, number), left
    raise Refused(RefusalReason.CHANGED_QUOTE, "a sentence does not stand so in the spans that it cites")


def _refuse_changed_quantity(text: str, cited: list[Span]) -> None:
    numbers = frozenset[str]().union(*(numbers_in(span.text) for span in cited))
    if not numbers_in(text) <= numbers:
        raise Refused(RefusalReason.CHANGED_NUMBER, "a sentence has a number that does not stand in its spans")
    quantities = frozenset[tuple[str, str]]().union(*(quantities_in(span.text) for span in cited))
    if not quantities_in(text) <= quantities:
        raise Refused(RefusalReason.CHANGED_UNIT, "a number has a unit that does not stand behind it in its spans")


def _refuse_dropped_guard(source: _Source, picked: Picked) -> None:
    for span in source.spans:
        places = {(span.id, number) for number in range(len(source.sentences[span.id]))}
        if span.kind is SpanKind.GUARD and not places <= picked.keys():
            raise Refused(RefusalReason.DROPPED_WARNING, f"the warning {span.id} was left out, or a part of it")


def _cut_out(source: _Source, picked: Picked) -> PickedSentences:
    """Our own copy of the picked sentences, in reading order, each after the one that it hangs on."""
    cut = []
    for span in source.spans:
        sentences = source.sentences[span.id]
        for number in _with_leads({number for span_id, number in picked if span_id == span.id}, sentences):
            sentence, left = sentences[number], picked.get((span.id, number))
            text = span.text[sentence.start : sentence.end] if left is None else left
            cut.append(
                CitedSentence(
                    span_id=span.id, start=sentence.start, end=sentence.end, text=text, shortened=left is not None
                )
            )
    return PickedSentences(sentences=tuple(cut))


def _with_leads(numbers: set[int], sentences: tuple[Sentence, ...]) -> list[int]:
    waiting, found = list(numbers), set[int]()
    while waiting:
        number = waiting.pop()
        lead = sentences[number].lead
        found.add(number)
        if lead is not None and lead not in found:
            waiting.append(lead)
    return sorted(found)


def _key(text: str) -> str:
    """The text without white space and marks of layout."""
    return _MARKS.sub("", text)


def _stems(text: str) -> frozenset[str]:
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(word[:_STEM] for word in words if len(word) >= _SHORTEST_WORD and word not in _ASKING)
