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

    def words(self, place: tuple[str, int]) -> str:
        """Our own copy of a sentence. A reply may write it with other marks of layout, to hide words from a check."""
        sentence = self.sentences[place[0]][place[1]]
        return self.span(place[0]).text[sentence.start : sentence.end]


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
        picked |= _found(sentence.text, [source.span(span) for span in sentence.spans], source, may_shorten=True)
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
        places = _found(quote.text, [span], source, may_shorten=False)
        if span.kind is not SpanKind.GUARD and not any(asked & _stems(source.words(place)) for place in places):
            raise Refused(RefusalReason.OFF_TOPIC, "a quote has no word of the question in it")
        picked |= places
    _refuse_dropped_guard(source, picked)
    return _cut_out(source, picked)


def _source(spans: tuple[Span, ...]) -> _Source:
    if len({span.id for span in spans}) < len(spans):
        raise Refused(RefusalReason.UNKNOWN_SPAN, "two spans were given under one id, so none of them can be cited")
    return _Source(spans, {span.id: sentences_of(span.text) for span in spans})


def _found(text: str, cited: list[Span], source: _Source, *, may_shorten: bool) -> Picked:
    """The sentences of the cited spans that it is: all, for what is said about the same words may differ."""
    _refuse_changed_quantity(text, cited)
    wanted = _key(text)
    places = [(span.id, number) for span in cited for number in range(len(source.sentences[span.id]))]
    found: Picked = {place: None for place in places if _key(source.words(place)) == wanted}
    if exact := {place: None for place in found if source.words(place) == text.strip()}:
        found = dict(exact)
    if not found and may_shorten:
        found = _found_shortened(text, cited, source)
    _refuse_words_to_a_model(text)
    if not found:
        raise Refused(RefusalReason.CHANGED_QUOTE, "a sentence does not stand so in the spans that it cites")
    return found


def _found_shortened(text: str, cited: list[Span], source: _Source) -> Picked:
    for span in cited:
        for number, sentence in enumerate(source.sentences[span.id]):
            if span.kind is SpanKind.TEXT and sentence.lead is None and not sentence.warns:
                left = shortened(source.words((span.id, number)), text, span.language)
                if left is not None:
                    return {(span.id, number): left}
    return {}


def _refuse_changed_quantity(text: str, cited: list[Span]) -> None:
    numbers = frozenset[str]().union(*(numbers_in(span.text) for span in cited))
    if not numbers_in(text) <= numbers:
        raise Refused(RefusalReason.CHANGED_NUMBER, "a sentence has a number that does not stand in its spans")
    quantities = frozenset[tuple[str, str]]().union(*(quantities_in(span.text) for span in cited))
    if not quantities_in(text) <= quantities:
        raise Refused(RefusalReason.CHANGED_UNIT, "a number has a unit that does not stand behind it in its spans")


def _refuse_words_to_a_model(text: str) -> None:
    if _TO_A_MODEL.search(text):
        raise Refused(RefusalReason.SPEAKS_TO_MODEL, "a sentence speaks to a language model or leads to an address")


def _refuse_dropped_guard(source: _Source, picked: Picked) -> None:
    for span in source.spans:
        places = {(span.id, number) for number in range(len(source.sentences[span.id]))}
        if span.kind is SpanKind.GUARD and not places <= picked.keys():
            raise Refused(RefusalReason.DROPPED_WARNING, f"the warning {span.id} was left out, or a part of it")


def _cut_out(source: _Source, picked: Picked) -> PickedSentences:
    """Our own copy of the picked sentences, in reading order, with all that none of them may stand without."""
    cut = []
    for span in source.spans:
        sentences = source.sentences[span.id]
        for number in _whole({number for span_id, number in picked if span_id == span.id}, sentences):
            sentence, left = sentences[number], picked.get((span.id, number))
            text = source.words((span.id, number)) if left is None else left
            _refuse_words_to_a_model(text)
            cut.append(
                CitedSentence(
                    span_id=span.id, start=sentence.start, end=sentence.end, text=text, shortened=left is not None
                )
            )
    return PickedSentences(sentences=tuple(cut))


def _whole(numbers: set[int], sentences: tuple[Sentence, ...]) -> list[int]:
    """These sentences with those that they hang on, those that limit them, and the warnings among all."""
    waiting = [*numbers, *(number for number, sentence in enumerate(sentences) if sentence.warns)] if numbers else []
    found = set[int]()
    while waiting:
        number = waiting.pop()
        found.add(number)
        near = [sentences[number].lead]
        near.append(number - 1 if sentences[number].limits else None)
        near.append(number + 1 if number + 1 < len(sentences) and sentences[number + 1].limits else None)
        waiting += [other for other in near if other is not None and other not in found]
    return sorted(found)


def _key(text: str) -> str:
    """The text without white space and marks of layout."""
    return _MARKS.sub("", text)


def _stems(text: str) -> frozenset[str]:
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(word[:_STEM] for word in words if len(word) >= _SHORTEST_WORD and word not in _ASKING)
