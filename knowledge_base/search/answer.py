"""A question and an index → its sections in order, and how probable it is that they answer."""

from dataclasses import dataclass

from knowledge_base.search.candidates import Candidates, Codes, asked_tokens, find_codes, gather
from knowledge_base.search.concepts import Question
from knowledge_base.search.confidence import THRESHOLD, probability_of_answer
from knowledge_base.search.evidence import Judged, judge
from knowledge_base.search.fusion import Ranked, rank
from knowledge_base.search.lexical import LexicalIndex
from knowledge_base.search.meaning import MeaningIndex
from knowledge_base.search.question import read_question


@dataclass(frozen=True)
class Limits:
    """What a search is limited to; None for all."""

    equipment: str | None = None
    language: str | None = None
    groups: frozenset[str] | None = None


@dataclass(frozen=True)
class Weighed:
    """A question, what was found, and what speaks for it."""

    question: Question
    codes: Codes
    candidates: Candidates
    judged: Judged


@dataclass(frozen=True)
class Answer:
    """ranked: sections, best first. probability: that one of the first five answers."""

    ranked: tuple[Ranked, ...]
    probability: float
    answered: bool


def answer_to(text: str, words: LexicalIndex, meaning: MeaningIndex | None, limits: Limits) -> Answer:
    """Find, judge and rank the sections that answer a question. Raises EmbeddingError when the model fails."""
    weighed = weigh(text, words, meaning, limits)
    ranked = rank(weighed.codes, weighed.candidates, weighed.judged)
    if not ranked:
        return Answer((), 0.0, answered=False)
    probability = probability_of_answer(weighed.question, weighed.codes, weighed.judged, ranked, words.occurs)
    return Answer(ranked, probability, probability >= THRESHOLD)


def weigh(text: str, words: LexicalIndex, meaning: MeaningIndex | None, limits: Limits) -> Weighed:
    """All that may answer a question, with what speaks for it."""
    question = read_question(text, words)
    within = words.within(limits.groups, limits.equipment, limits.language)
    codes = find_codes(question.text, words, within)
    read = meaning.read(question.meaning) if meaning is not None and question.concepts else None
    candidates = gather(question, words, meaning, read, codes, within)
    asked = asked_tokens(question, read, words)
    judged = judge(candidates.sections, question.concepts, None if read is None else read.vector, asked)
    return Weighed(question, codes, candidates, judged)
