"""The table of contents of a package: linked lists of directory nodes (iiRDS 1.2, 5.10 Navigation)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from knowledge_base.readers.iirds.metadata import IIRDS, Unit, iirds
from knowledge_base.readers.iirds.rdf import RDFS, Graph

_CHILD = iirds("has-first-child", "first-child")
_SIBLING = iirds("has-next-sibling", "next-sibling")
_UNIT = iirds("relates-to-information-unit", "references-information-unit")
_TYPE = iirds("has-directory-structure-type")
_DEEPEST = 50
"""Headings in headings."""
_NIL = f"{IIRDS}nil"
_TABLE_OF_CONTENTS = f"{IIRDS}TableOfContents"


@dataclass(frozen=True)
class Place:
    """A node that refers to a unit. headings: the labels from the top down to its own. above: the units above it."""

    unit: str
    headings: tuple[str, ...]
    above: tuple[str, ...]


class Directory:
    """The places of the units in reading order. endless: nodes that it comes back to, or too deep."""

    def __init__(self, graph: Graph, units: Mapping[str, Unit], language: str | None) -> None:
        self._graph = graph
        self._units = units
        self._language = language
        self._passed: set[str] = set()
        self.endless: list[str] = []
        roots = list(self._roots())
        self.places = [place for root in roots for place in self._tree(root, named=len(roots) > 1)]

    def _roots(self) -> Iterator[str]:
        """The nodes on top of a table of contents; where no node says that it is one, all nodes on top."""
        graph = self._graph
        nodes = [iri for iri in graph.resources if f"{IIRDS}DirectoryNode" in graph.types(iri) and iri != _NIL]
        below = {other for iri in nodes for other in graph.links(iri, *_CHILD, *_SIBLING)}
        top = [iri for iri in nodes if iri not in below]
        stated = [iri for iri in nodes if _TABLE_OF_CONTENTS in graph.links(iri, *_TYPE)]
        yield from stated or [iri for iri in top if not graph.links(iri, *_TYPE)]

    def _tree(self, root: str, named: bool) -> Iterator[Place]:
        """The places under a root, depth first. Lists are long, so nothing here recurs."""
        left: list[tuple[str, int, tuple[str, ...], tuple[str, ...]]] = [(root, 0, (), ())]
        while left:
            node, level, headings, above = left.pop()
            if node in self._passed or level > _DEEPEST:
                self.endless.append(node)
                continue
            self._passed.add(node)
            unit = next(iter(self._graph.links(node, *_UNIT)), None)
            label = self._label(node, unit) if node != root or named else None
            here = (*headings, label) if label else headings
            if unit is not None:
                yield Place(unit, here, above)
            left += ((other, level, headings, above) for other in self._next(node, _SIBLING))
            left += ((other, level + 1, here, (*above, unit) if unit else above) for other in self._next(node, _CHILD))

    def _next(self, node: str, names: tuple[str, ...]) -> list[str]:
        return [other for other in self._graph.links(node, *names)[:1] if other != _NIL]

    def _label(self, node: str, unit: str | None) -> str | None:
        """A label goes before the title of the unit (iiRDS 1.2, 5.10.2)."""
        known = self._units.get(unit) if unit is not None else None
        return self._graph.words(node, f"{RDFS}label", language=self._language) or (known.title if known else None)
