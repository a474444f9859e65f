"""The bundled glossary: words of one meaning, a technician's words, and maintenance terms in other languages.

`glossary/en.yaml` holds `same` (terms that mean the same) and `said` (what people say → what manuals call it).
`glossary/de.yaml` and the like hold terms of that language → English. Keys and values may be several words.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.search.words import is_small, stem, words

PIVOT = "en"
"""The language that all others are translated to and from."""
TRANSLATED = ("de", "es", "fr")

_FOLDER = Path(__file__).parent / "glossary"
# Text values only, so that "no" and "on" stay words; the loader in C is ten times as fast, where it is there.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_GERMAN_ENDING = re.compile(r"(?:ern|est|end|e[nrms]?|n|s|t)$")
_LINKS = ("", "s", "n", "en", "er", "es", "e")
_SHORTEST = 3

Key = tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """What a person says, by the stems that must all be there, and what manuals call it."""

    stems: frozenset[str]
    meant: tuple[str, ...]


def same_as(form: str) -> tuple[str, ...]:
    """Other English terms of the same meaning. form: stems parted by blanks."""
    return _english()[0].get(tuple(form.split()), ())


def meant_by(stems: Collection[str]) -> Iterator[str]:
    """What manuals call that which a person says with all these words."""
    for word in sorted(stems):
        for entry in _english()[1].get(word, ()):
            if entry.stems.issubset(stems):
                yield from entry.meant


def knows(word: str, language: str) -> bool:
    """Whether a word of that language is in the glossary, by itself or as parts."""
    return bool(translations([word], language) or parts(word, language))


def translations(term: Sequence[str], language: str) -> tuple[str, ...]:
    """English terms for a word or words in a row, as `words` gives them; empty when the glossary has none."""
    plain = tuple(words(" ".join(term), language))
    known = _terms(language)
    return known.get(plain) or known.get(tuple(_key(word, language) for word in plain), ())


def parts(word: str, language: str) -> tuple[tuple[str, ...], ...]:
    """English terms for each part of a German compound of known parts: Lagergehäuse → (bearing), (housing, casing)."""
    if language != "de":
        return ()
    return tuple(translations([part], "de") for part in _split("".join(words(word, "de"))))


def translated_back(term: Sequence[str], language: str) -> tuple[str, ...]:
    """Terms of that language for an English word or words in a row."""
    return _back(language).get(tuple(stem(word, PIVOT) for word in term), ())


def longest(language: str) -> int:
    """Words of the longest term of a language."""
    return max(map(len, _terms(language)), default=1)


@lru_cache(maxsize=4096)
def _split(word: str) -> tuple[str, ...]:
    """The known words that a compound is made of, the longest first; empty when it is not made of known words."""
    for cut in range(len(word) - _SHORTEST, _SHORTEST - 1, -1):
        head, tail = word[:cut], word[cut:]
        heads = (head.removesuffix(link) for link in _LINKS if head.endswith(link))
        first = next((one for one in heads if len(one) >= _SHORTEST and translations([one], "de")), None)
        if first is not None:
            rest = (tail,) if translations([tail], "de") else _split(tail)
            if rest:
                return first, *rest
    return ()


def _key(word: str, language: str) -> str:
    """What inflected forms share. The German stemmer leaves too many of them apart for looking words up."""
    if language != "de":
        return stem(word, language)
    word = "".join(words(word, "de"))
    while len(word) > _SHORTEST + 1:
        shorter = _GERMAN_ENDING.sub("", word)
        if shorter == word or len(shorter) < _SHORTEST:
            break
        word = shorter
    return word


@lru_cache
def _terms(language: str) -> Mapping[Key, tuple[str, ...]]:
    if language not in TRANSLATED:
        return {}
    exact: dict[Key, tuple[str, ...]] = {}
    inflected: dict[Key, tuple[str, ...]] = {}
    for line, english in _read(language).items():
        for term in (_telling(term, language) for term in _listed(line)):
            for found, key in ((exact, tuple(term)), (inflected, tuple(_key(word, language) for word in term))):
                found[key] = tuple(dict.fromkeys((*found.get(key, ()), *_listed(english))))
    return inflected | exact


@lru_cache
def _back(language: str) -> Mapping[Key, tuple[str, ...]]:
    found: dict[Key, tuple[str, ...]] = {}
    for line, english in _read(language).items() if language in TRANSLATED else ():
        for one in _listed(english):
            key = tuple(stem(word, PIVOT) for word in words(one))
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), *_listed(line))))
    return found


@lru_cache
def _english() -> tuple[Mapping[Key, tuple[str, ...]], Mapping[str, tuple[Said, ...]]]:
    content = _read(PIVOT)
    same: dict[Key, tuple[str, ...]] = {}
    for line in content["same"]:
        terms = _listed(line)
        for term in terms:
            key = tuple(stem(word, PIVOT) for word in words(term))
            others = (other for other in terms if other != term)
            same[key] = tuple(dict.fromkeys((*same.get(key, ()), *others)))
    by_stem: dict[str, list[Said]] = {}
    for line, meant in content["said"].items():
        for phrase in _listed(line):
            # "No heat" is not "heat": where one word tells, the small ones beside it belong to it.
            told = _telling(phrase, PIVOT)
            spoken = [stem(word, PIVOT) for word in (told if len(told) > 1 else words(phrase))]
            by_stem.setdefault(stem(told[0], PIVOT), []).append(Said(frozenset(spoken), tuple(_listed(meant))))
    return same, {word: tuple(entries) for word, entries in by_stem.items()}


def _telling(term: str, language: str) -> list[str]:
    """The words of a term without the small ones between them, which a question loses too."""
    plain = words(term, language)
    return [word for word in plain if not is_small(word, language)] or plain


def _listed(line: str) -> list[str]:
    return [term.strip() for term in line.split(",")]


def _read(language: str) -> Any:
    return yaml.load((_FOLDER / f"{language}.yaml").read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  # a safe loader
