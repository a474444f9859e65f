"""Which manual this is: the plant's word first, then the document's own, then what can be said without either."""

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from knowledge_base.readers.contract import Source
from knowledge_base.readers.language import language_of
from knowledge_base.records import Finding, FindingKind, Manual, Task

_NOT_AN_ID = re.compile(r"[^A-Za-z0-9_.-]+")
_MAX_ID = 80


@dataclass(frozen=True)
class Stated:
    """What a document says of itself."""

    manual: str | None = None
    title: str | None = None
    revision: str | None = None
    date: dt.date | None = None
    language: str | None = None


@dataclass(frozen=True)
class Identity:
    """What the manual is called from now on, and the findings that say what had to be assumed."""

    manual: str
    title: str
    revision: str
    date: dt.date | None
    language: str
    findings: tuple[Finding, ...]


def identity(source: Source, stated: Stated, sample: str) -> Identity:
    """The identity of a manual. sample: some of its words, to tell the language by where nobody states it."""
    facts, findings = source.facts, []

    def assumed(what: str) -> None:
        findings.append(Finding(kind=FindingKind.ASSUMED, file=source.main, place="document", what=what))

    manual = facts.manual or as_id(stated.manual or "") or as_id(PurePosixPath(source.main).stem) or "manual"
    revision = facts.revision or stated.revision
    if not revision:
        revision = f"unstated-{source.digest()[:8]}"
        assumed(f"states no revision: called {revision}, after its digest")
    language = facts.language or stated.language
    if not language:
        language = language_of(sample)
        assumed(f"states no language: taken for {language!r} by its words")
    return Identity(
        manual=manual,
        title=facts.title or stated.title or PurePosixPath(source.main).stem,
        revision=revision,
        date=facts.date or stated.date,
        language=language.replace("_", "-").split("-")[0].lower(),
        findings=tuple(findings),
    )


def manual_of(source: Source, who: Identity, tasks: tuple[Task, ...]) -> Manual:
    """The manual record of a source."""
    return Manual(
        id=who.manual,
        title=who.title,
        revision=who.revision,
        date=who.date,
        language=who.language,
        equipment=source.facts.equipment,
        file=source.main,
        sha256=source.digest(),
        tasks=tasks,
    )


def as_id(words: str) -> str:
    """The words as an id: letters, digits, _ . and -, at most 80 characters; empty when nothing is left."""
    return _NOT_AN_ID.sub("-", words.strip()).strip("-_.")[:_MAX_ID].rstrip("-_.")
