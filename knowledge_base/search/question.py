"""The words of a question → what is searched for: in which language, misspelt or not, by what other words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge_base.search import glossary
from knowledge_base.search.concepts import Concept, Form, Question, idf
from knowledge_base.search.words import is_small, stem, words

LONGEST = 2000
"""Characters of a question that are read."""
_MOST_WORDS = 64
_WORD = re.compile(r"[^\W_]+")
_LONGEST_TERM = 4
_SAME = 0.6
_MEANT = 0.7
_CORRECTED = 0.9
_TRANSLATED = 0.9
_UNTRANSLATED = 0.7
_SHORTEST_SLIP = 4


class Vocabulary(Protocol):
    """What a question has to know of the index that it is put to."""

    @property
    def section_count(self) -> int:
        """How many sections there are."""

    @property
    def languages(self) -> frozenset[str]:
        """The languages of the manuals."""

    def frequency(self, form: str) -> int:
        """In how many sections a stem occurs."""

    def corrections(self, word: str) -> tuple[str, ...]:
        """Words of the manuals that an unknown word may be a slip of."""


@dataclass(frozen=True)
class _Word:
    """A word of the question. plain: lower case, no accents."""

    plain: str
    span: tuple[int, int]


def read_question(text: str, known: Vocabulary) -> Question:
    """What a question asks for, in the terms of an index. Any text is a question; it may ask for nothing."""
    text = text[:LONGEST].encode(errors="replace").decode()
    asked = list(_words(text))[:_MOST_WORDS]
    language = language_of([word.plain for word in asked], known)
    telling = [word for word in asked if not is_small(word.plain, language)] or asked
    return _Reader(text, asked, telling, language, known).question()


def language_of(asked: Sequence[str], known: Vocabulary) -> str:
    """The language of a question, by its small words, the glossary and the manuals. English where nothing tells."""
    votes = dict.fromkeys(sorted({glossary.PIVOT, *glossary.TRANSLATED, *known.languages}), 0)
    for word in asked:
        for code in votes if word.isalpha() else ():
            listed = is_small(word, code) or glossary.knows(word, code)
            votes[code] += listed or (code in known.languages and known.frequency(stem(word, code)) > 0)
    return max(votes, key=lambda code: (votes[code], code == glossary.PIVOT))


def _words(text: str) -> Iterator[_Word]:
    for match in _WORD.finditer(text):
        yield from (_Word(plain, match.span()) for plain in words(match[0])[:1])


@dataclass(frozen=True)
class _Term:
    """Words of the question that are one thing. english: what the glossary has for it, best first."""

    words: tuple[_Word, ...]
    english: tuple[str, ...] = ()

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.words[0].span[0], self.words[-1].span[1]


class _Reader:
    """Makes the concepts of one question."""

    def __init__(self, text: str, asked: list[_Word], telling: list[_Word], language: str, known: Vocabulary) -> None:
        self._text, self._asked, self._telling, self._language, self._known = text, asked, telling, language, known
        self._said: dict[tuple[int, int], str] = {}
        """What stands for a span of the question in the text for the embedding model."""

    def question(self) -> Question:
        """All of it."""
        concepts = [self._concept(term) for term in self._terms()]
        meant = self._meant(concepts)
        return Question(self._text, self._language, self._meaning(), (*concepts, *meant))

    def _terms(self) -> Iterator[_Term]:
        """The telling words, taken together where the glossary has them together and apart where it has their parts."""
        if self._language == glossary.PIVOT:
            yield from (_Term((word,)) for word in self._telling)
            return
        position = 0
        while position < len(self._telling):
            length, english = self._longest_term(position)
            taken = tuple(self._telling[position : position + length])
            parts = () if english else glossary.parts(taken[0].plain, self._language)
            yield from [_Term(taken, part) for part in parts] or [_Term(taken, english)]
            said = english[:1] or tuple(part[0] for part in parts)
            if said:
                self._said[taken[0].span[0], taken[-1].span[1]] = " ".join(said)
            position += length

    def _longest_term(self, position: int) -> tuple[int, tuple[str, ...]]:
        for length in range(_LONGEST_TERM, 0, -1):
            term = [word.plain for word in self._telling[position : position + length]]
            english = glossary.translations(term, self._language) if len(term) == length else ()
            if english:
                return length, english
        return 1, ()

    def _concept(self, term: _Term) -> Concept:
        forms = dict(self._plain_forms(term))
        for english in term.english:
            forms.setdefault(_stemmed(english), _TRANSLATED)
        if len(term.words) == 1 and not any(map(self._known.frequency, forms)):
            forms |= dict(self._mended(term.words[0]))
        for form in [form for form, weight in forms.items() if weight >= _TRANSLATED]:
            for other in glossary.same_as(form):
                forms.setdefault(_stemmed(other), _SAME)
        if self._known.languages != {glossary.PIVOT}:
            forms = dict(self._back(term)) | forms
        return Concept(tuple(forms.items()), self._weight(forms), term.span)

    def _plain_forms(self, term: _Term) -> Iterator[Form]:
        """The words as they stand, by the stemmers of all languages of the manuals."""
        for code in sorted(self._known.languages | {glossary.PIVOT}):
            weight = 1.0 if code == self._language or not term.english else _UNTRANSLATED
            yield " ".join(stem(word.plain, code) for word in term.words), weight

    def _mended(self, word: _Word) -> Iterator[Form]:
        """What an unknown word may be: a slip, or two words written as one."""
        if not word.plain.isalpha() or len(word.plain) < _SHORTEST_SLIP:
            return
        corrections = self._known.corrections(word.plain)
        if corrections:
            self._said.setdefault(word.span, corrections[0])
        for correction in corrections:
            for code in sorted(self._known.languages):
                yield stem(correction, code), _CORRECTED

    def _back(self, term: _Term) -> Iterator[Form]:
        """The words of an English question in the other languages of the manuals."""
        english = term.english or ([" ".join(word.plain for word in term.words)] if self._english() else [])
        for code in self._known.languages - {glossary.PIVOT, self._language}:
            for one in english:
                for foreign in glossary.translated_back(words(one), code):
                    yield " ".join(stem(word, code) for word in words(foreign, code)), _TRANSLATED

    def _meant(self, concepts: list[Concept]) -> list[Concept]:
        """What the glossary says that is meant by what was said."""
        stems = {form for concept in concepts for form, weight in concept.forms if weight >= _TRANSLATED}
        small = {word.plain for word in self._asked} if self._language == glossary.PIVOT else set()
        meant = dict.fromkeys(_stemmed(term) for term in glossary.meant_by(stems | set(map(_stemmed, small))))
        return [Concept(((form, 1.0),), _MEANT * self._weight({form: 1.0})) for form in meant if form not in stems]

    def _weight(self, forms: dict[str, float]) -> float:
        """How rare it is, by its most frequent form."""
        count = self._known.section_count
        frequency = max((self._frequency(form) for form, weight in forms.items() if weight >= _SAME), default=0)
        return idf(count, frequency)

    def _frequency(self, form: str) -> int:
        return min(map(self._known.frequency, form.split()), default=0)

    def _english(self) -> bool:
        return self._language == glossary.PIVOT

    def _meaning(self) -> str:
        """The question with what is misspelt or in another language replaced."""
        pieces, end = [], 0
        for (start, stop), said in sorted(self._said.items()):
            if start >= end:
                pieces += [self._text[end:start], said]
                end = stop
        return "".join((*pieces, self._text[end:]))


def _stemmed(term: str) -> str:
    return " ".join(stem(word, glossary.PIVOT) for word in words(term))
