"""The order of the modules, and what the publication modules say of the whole."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from knowledge_base.readers.identity import Stated
from knowledge_base.readers.s1000d.csdb import Csdb, DataModule, Publication
from knowledge_base.readers.s1000d.findings import Findings
from knowledge_base.readers.s1000d.module_code import dm_code, issue_of
from knowledge_base.readers.s1000d.words import raw_words
from knowledge_base.records import FindingKind

_NAMED = 3


@dataclass(frozen=True)
class Entry:
    """A module in its place. section: the titles of the entries of the publication above it."""

    module: DataModule
    section: tuple[str, ...]


def in_order(csdb: Csdb, findings: Findings) -> list[Entry]:
    """Each module once: as the main publication lists them, then the other ones, then what none lists, by code."""
    found: dict[str, Entry] = {}
    for publication in by_rank(csdb):
        missing = []
        for code, issue, section in _listed(publication):
            if code not in csdb.modules:
                missing.append(code)
                continue
            module = csdb.modules[code]
            found.setdefault(code, Entry(module, section))
            if issue not in (None, module.issue):
                what = f"lists issue {issue} of {code}; issue {module.issue} is read"
                findings.add(FindingKind.MISSING, publication.file, code, what)
        if missing:
            named = ", ".join(missing[:_NAMED]) + (", …" if len(missing) > _NAMED else "")
            what = f"lists {len(missing)} modules that are not in the folder: {named}"
            findings.add(FindingKind.MISSING, publication.file, "document", what)
    for code in sorted(csdb.modules.keys() - found.keys()):
        found[code] = Entry(csdb.modules[code], ())
    return list(found.values())


def by_rank(csdb: Csdb) -> list[Publication]:
    """The main publication first: the one that lists most of the modules; then by code."""

    def rank(publication: Publication) -> tuple[int, str]:
        return -len({code for code, _, _ in _listed(publication)} & csdb.modules.keys()), publication.code

    return sorted(csdb.publications, key=rank)


def stated(csdb: Csdb) -> Stated:
    """What the main publication says of the whole; without one, what the modules have in common."""
    if csdb.publications:
        main = by_rank(csdb)[0]
        return Stated(main.code, main.title or None, main.issue, main.date, main.language)
    modules = list(csdb.modules.values())
    languages = {module.language for module in modules}
    language = modules[0].language if len(languages) == 1 else None
    if len(modules) == 1:
        only = modules[0]
        return Stated(only.code, only.title, only.issue or None, only.date, language)
    return Stated(manual=_shared([module.code for module in modules]), language=language)


def _shared(codes: list[str]) -> str | None:
    """The parts with which all codes begin; None when that is no more than "DMC"."""
    parts = [code.split("-") for code in codes]
    same = 0
    while all(len(one) > same and one[same] == parts[0][same] for one in parts):
        same += 1
    return "-".join(parts[0][:same]) if same > 1 else None


def _listed(publication: Publication) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
    """(code, issue, titles above) of each listed module, in order."""
    content = publication.root.find("content")
    if content is not None:
        yield from _entries(content, ())


def _entries(parent: etree._Element, section: tuple[str, ...]) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
    for entry in parent.iterchildren("pmEntry", "dmRef"):
        if entry.tag == "dmRef":
            yield dm_code(entry), issue_of(entry), section
            continue
        title = entry.find("pmEntryTitle")
        words = raw_words(title) if title is not None else ""
        yield from _entries(entry, (*section, words) if words else section)
