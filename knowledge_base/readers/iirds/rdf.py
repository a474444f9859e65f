"""RDF 1.1 in XML (W3C, RDF 1.1 XML Syntax) → a graph of resources and their values.

In iiRDS a table of contents is a linked list, written node in node: its hundredth entry nests two hundred elements
deep, where libxml2 gives up at 256. So it is read as a stream, in which depth costs nothing. Entities are refused, and
nothing outside is opened.
"""

from dataclasses import dataclass, field
from enum import Enum, auto
from urllib.parse import urljoin
from xml.parsers import expat

from knowledge_base.errors import ManualError

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_XML = "http://www.w3.org/XML/1998/namespace"
_DEEPEST = 50_000
_MOST_RESOURCES = 200_000


@dataclass(frozen=True)
class Value:
    """What a property says: words in a language, or the name of another resource."""

    words: str
    is_resource: bool = False
    language: str | None = None


@dataclass
class Resource:
    """What the graph says of one thing. iri: its name; one that begins with _: was made up here."""

    iri: str
    types: list[str] = field(default_factory=list)
    values: dict[str, list[Value]] = field(default_factory=dict)


class Graph:
    """The resources by name, in the order in which they are first mentioned."""

    def __init__(self) -> None:
        self.resources: dict[str, Resource] = {}

    def resource(self, iri: str) -> Resource:
        """The resource of that name; one of which nothing is said, when there is none."""
        return self.resources.setdefault(iri, Resource(iri))

    def words(self, iri: str, *properties: str, language: str | None = None) -> str | None:
        """The words of the first of these properties, in that language where it is there."""
        for name in properties:
            said = [value for value in self._values(iri, name) if not value.is_resource and value.words]
            fits = [value for value in said if language and (value.language or "").startswith(language)]
            if said:
                return (fits or said)[0].words
        return None

    def all_words(self, iri: str, *properties: str) -> list[str]:
        """All words of these properties."""
        return [value.words for name in properties for value in self._values(iri, name) if not value.is_resource]

    def links(self, iri: str, *properties: str) -> list[str]:
        """The resources that these properties name."""
        return [value.words for name in properties for value in self._values(iri, name) if value.is_resource]

    def types(self, iri: str) -> set[str]:
        """What a resource is, subclasses that the graph declares followed to the class above them."""
        known = self.resources.get(iri)
        found: set[str] = set()
        left = list(known.types) if known is not None else []
        while left:
            name = left.pop()
            if name not in found:
                found.add(name)
                left += self.links(name, f"{RDFS}subClassOf")
        return found

    def _values(self, iri: str, name: str) -> list[Value]:
        known = self.resources.get(iri)
        return known.values.get(name, []) if known is not None else []


def parse_rdf(data: bytes, file: str) -> Graph:
    """The graph. Raises ManualError when it is no RDF in XML, or declares an entity."""
    reader = _Reader(file)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    parser.EntityDeclHandler = reader.refuse_entity
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise ManualError(f"{file}: is not well-formed XML ({error})") from error
    return reader.graph


class _Part(Enum):
    """What an element is in RDF's alternation of nodes and properties (RDF 1.1 XML Syntax, 2.2)."""

    ROOT = auto()
    NODE = auto()
    PROPERTY = auto()
    LITERAL = auto()


@dataclass
class _Open:
    """An element that is not closed yet. subject: what it describes; property: whose value it holds."""

    part: _Part
    subject: str = ""
    property: str = ""
    language: str | None = None
    base: str = ""
    filled: bool = False
    words: list[str] = field(default_factory=list)


class _Reader:
    """Hears the elements of a file and tells the graph."""

    def __init__(self, file: str) -> None:
        self.graph = Graph()
        self._file = file
        self._open: list[_Open] = []
        self._blank = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        iri = name.replace(" ", "", 1)
        if len(self._open) > _DEEPEST or len(self.graph.resources) > _MOST_RESOURCES:
            raise ManualError(f"{self._file}: says more than can be read. Split the package")
        if not self._open:
            if iri != f"{RDF}RDF":
                raise ManualError(f"{self._file}: is no RDF: its root element is not rdf:RDF")
            here = _Open(_Part.ROOT)
        elif self._open[-1].part is _Part.NODE:
            here = self._property(self._open[-1], iri, attributes)
        elif self._open[-1].part is _Part.LITERAL:
            here = _Open(_Part.LITERAL)
        else:
            here = self._node(self._open[-1], iri, attributes)
        above = self._open[-1] if self._open else here
        here.language = attributes.get(f"{_XML} lang", above.language)
        here.base = attributes.get(f"{_XML} base", above.base)
        self._open.append(here)

    def end(self, _name: str) -> None:
        """An element ends; the words in a property are its value."""
        here = self._open.pop()
        if here.property and not here.filled:
            words = " ".join("".join(here.words).split())
            self._add(here.subject, here.property, Value(words, language=here.language))
        elif here.part is _Part.LITERAL:
            self._open[-1].words += here.words

    def words(self, data: str) -> None:
        """Characters."""
        self._open[-1].words.append(data)

    def refuse_entity(self, name: str, *_rest: object) -> None:
        """An entity is declared."""
        raise ManualError(f"{self._file}: declares the entity {name!r}; entities are not expanded. Write it out")

    def _node(self, above: _Open, iri: str, attributes: dict[str, str]) -> _Open:
        base = attributes.get(f"{_XML} base", above.base)
        subject = self._named(attributes, base, "about") or self._new()
        resource = self.graph.resource(subject)
        if iri != f"{RDF}Description":
            resource.types.append(iri)
        self._describe(subject, attributes, base)
        if above.part is _Part.PROPERTY:
            above.filled = True
            self._add(above.subject, above.property, Value(subject, is_resource=True))
        return _Open(_Part.NODE, subject)

    def _property(self, above: _Open, iri: str, attributes: dict[str, str]) -> _Open:
        base = attributes.get(f"{_XML} base", above.base)
        how = attributes.get(f"{RDF} parseType")
        if how is not None and how not in {"Resource", "Collection"}:
            return _Open(_Part.LITERAL, above.subject, iri)
        named = self._named(attributes, base, "resource")
        described = any(not _is_syntax(name) for name in attributes)
        if named is None and (how == "Resource" or described):
            named = self._new()
        if named is None:
            return _Open(_Part.PROPERTY, above.subject, iri)
        self._describe(named, attributes, base)
        self._add(above.subject, iri, Value(named, is_resource=True))
        part = _Part.NODE if how == "Resource" else _Part.PROPERTY
        return _Open(part, named) if part is _Part.NODE else _Open(part, above.subject, iri, filled=True)

    def _named(self, attributes: dict[str, str], base: str, name: str) -> str | None:
        """The resource that the attributes name, if they name one."""
        if (iri := attributes.get(f"{RDF} {name}")) is not None:
            return urljoin(base, iri) if base else iri
        if (iri := attributes.get(f"{RDF} ID")) is not None and name == "about":
            return f"{base}#{iri}"
        if (iri := attributes.get(f"{RDF} nodeID")) is not None:
            return f"_:{iri}"
        return None

    def _describe(self, subject: str, attributes: dict[str, str], base: str) -> None:
        """Properties that are written as attributes."""
        for name, value in attributes.items():
            if name == f"{RDF} type":
                self.graph.resource(subject).types.append(urljoin(base, value) if base else value)
            elif not _is_syntax(name):
                self._add(subject, name.replace(" ", "", 1), Value(value))

    def _add(self, subject: str, name: str, value: Value) -> None:
        resource = self.graph.resource(subject)
        if name == f"{RDF}type" and value.is_resource:
            resource.types.append(value.words)
        resource.values.setdefault(name, []).append(value)

    def _new(self) -> str:
        self._blank += 1
        return f"_:#{self._blank}"


def _is_syntax(name: str) -> bool:
    """An attribute that is not a property: of RDF's own syntax, of XML, or of no namespace."""
    space, _, _ = name.rpartition(" ")
    return space in {"", _XML, RDF}
