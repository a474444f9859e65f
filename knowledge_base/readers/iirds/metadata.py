"""The metadata of an iiRDS package: the package itself and its information units.

iiRDS 1.2: 5.2 (information units), 5.3 (information objects), 5.5 (renditions and selectors), 5.9.2 (lifecycle status).
"""

import datetime as dt
import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote

from knowledge_base.errors import ManualError
from knowledge_base.readers.iirds.rdf import RDF, Graph

IIRDS = "http://iirds.tekom.de/iirds#"
_KINDS = ("Document", "Topic", "Fragment")
_PAGE = re.compile(r"page=(\d{1,6})")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

Pages = tuple[int, int | None]
"""From the first page up to, and without, the second; None: to the end."""


@dataclass(frozen=True)
class Rendition:
    """A file that holds the words of a unit, or a part of them. path: in the package; None when it leads out of it."""

    source: str
    path: str | None
    format: str
    part: bool = False
    pages: Pages | None = None


@dataclass(frozen=True)
class Unit:
    """A document, topic or fragment. same: what is common to its revisions and translations.

    status: of its content, the latest one. types: of the topic, as Task or Concept; of a proprietary one, its class.
    """

    iri: str
    kind: str
    title: str | None
    language: str | None
    revision: str | None
    same: str
    status: str | None
    types: frozenset[str]
    replaces: tuple[str, ...]
    renditions: tuple[Rendition, ...]


@dataclass(frozen=True)
class Package:
    """What a package says of itself. others: packages that it names as parts of it, or as its equals."""

    iri: str
    number: str | None
    title: str | None
    language: str | None
    revision: str | None
    date: dt.date | None
    others: tuple[str, ...]


def iirds(*names: str) -> tuple[str, ...]:
    """The full names of iiRDS terms."""
    return tuple(f"{IIRDS}{name}" for name in names)


def package_of(graph: Graph, file: str) -> Package:
    """The package that is not part of another. Raises ManualError when the metadata declares none."""
    found = [iri for iri in graph.resources if f"{IIRDS}Package" in graph.types(iri)]
    own = [iri for iri in found if not graph.links(iri, *iirds("is-part-of-package"))]
    if not own:
        raise ManualError(f"{file}: declares no iirds:Package. The package must be generated anew")
    iri = own[0]
    identities = graph.links(iri, *iirds("has-identity"))
    numbers = [number for one in identities for number in graph.all_words(one, *iirds("identifier")) if number]
    languages = _languages(graph, iri)
    dates = iirds("dateOfLastModification", "dateOfCreation")
    return Package(
        iri=iri,
        number=numbers[0] if numbers else None,
        title=graph.words(iri, *iirds("title"), language=languages[0] if len(languages) == 1 else None),
        language=languages[0] if len(languages) == 1 else None,
        revision=graph.words(iri, *iirds("revision")),
        date=_day(graph.words(iri, *dates)),
        others=tuple(one for one in found if one != iri),
    )


def units_of(graph: Graph) -> dict[str, Unit]:
    """The information units by name, in the order of the metadata."""
    found: dict[str, Unit] = {}
    for iri in graph.resources:
        types = graph.types(iri)
        kind = next((name for name in _KINDS if f"{IIRDS}{name}" in types), None)
        if kind is not None:
            found[iri] = _unit(graph, iri, kind)
    return found


def _unit(graph: Graph, iri: str, kind: str) -> Unit:
    languages = _languages(graph, iri)
    language = languages[0] if len(languages) == 1 else None
    return Unit(
        iri=iri,
        kind=kind,
        title=graph.words(iri, *iirds("title"), language=language),
        language=language,
        revision=graph.words(iri, *iirds("revision")),
        same=_same(graph, iri),
        status=_status(graph, iri),
        types=_topic_types(graph, iri),
        replaces=tuple(graph.links(iri, *iirds("is-replacement-of"))),
        renditions=tuple(_rendition(graph, one) for one in graph.links(iri, *iirds("has-rendition"))),
    )


def _languages(graph: Graph, iri: str) -> list[str]:
    """Primary subtags, each once: en-GB and en-US are both en."""
    stated = (words.split("-")[0].lower() for words in graph.all_words(iri, *iirds("language")) if words)
    return list(dict.fromkeys(stated))


def _same(graph: Graph, iri: str) -> str:
    """The information object; without one, the unit that this one is a translation of."""
    passed: set[str] = set()
    while iri not in passed:
        passed.add(iri)
        objects = graph.links(iri, *iirds("is-version-of"))
        if objects:
            return objects[0]
        origins = graph.links(iri, *iirds("is-translation-of"))
        if not origins:
            return iri
        iri = origins[0]
    return min(passed)


def _status(graph: Graph, iri: str) -> str | None:
    """The status of the latest date; of two at one date, the later in the metadata."""
    found = [
        (graph.words(one, *iirds("dateOfStatus")) or "", place, value.removeprefix(IIRDS))
        for place, one in enumerate(graph.links(iri, *iirds("has-content-lifecycle-status")))
        for value in graph.links(one, *iirds("has-content-lifecycle-status-value"))
    ]
    return max(found)[2] if found else None


def _topic_types(graph: Graph, iri: str) -> frozenset[str]:
    """Task, Concept, Troubleshooting …: iirds:GenericTask is an instance of the class iirds:Task."""
    found: set[str] = set()
    for one in graph.links(iri, *iirds("has-topic-type")):
        names = {one, *graph.types(one)}
        found |= {name.removeprefix(IIRDS).removeprefix("Generic") for name in names if name.startswith(IIRDS)}
    return frozenset(found)


def _rendition(graph: Graph, iri: str) -> Rendition:
    source = graph.words(iri, *iirds("source")) or next(iter(graph.links(iri, *iirds("source"))), "")
    selectors = graph.links(iri, *iirds("has-selector"))
    return Rendition(
        source=source,
        path=_path(source),
        format=(graph.words(iri, *iirds("format")) or "").split(";")[0].strip().lower(),
        part=bool(selectors),
        pages=_pages(graph, selectors[0]) if selectors else None,
    )


def _path(source: str) -> str | None:
    """The path below the root of the package; None where it leads elsewhere."""
    path = unquote(re.split(r"[#?]", source, maxsplit=1)[0]).replace("\\", "/")
    inside = posixpath.normpath(path) if path else ""
    outside = _ADDRESS.match(path) or path.startswith("/") or inside in {"", "."} or inside.split("/")[0] == ".."
    return None if outside else inside


def _pages(graph: Graph, selector: str) -> Pages | None:
    """The pages of a PDF that a selector names (RFC 3778); the end of a range does not belong to it."""

    def page(of: list[str]) -> int | None:
        words = " ".join(value for one in of for value in graph.all_words(one, f"{RDF}value"))
        match = _PAGE.search(words)
        return int(match[1]) if match else None

    first = page(graph.links(selector, *iirds("has-start-selector")))
    if first is not None:
        return first, page(graph.links(selector, *iirds("has-end-selector")))
    alone = page([selector])
    return None if alone is None else (alone, alone + 1)


def _day(words: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((words or "")[:10])
    except ValueError:
        return None
