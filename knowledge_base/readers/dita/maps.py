"""Maps → the topics of the manual in reading order, with the headings above them and the keys that hold there.

DITA 1.3, 2.2 (maps), 2.4.3 (conditions of a reference also hold for its topic). Relationship tables give no order.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from knowledge_base.errors import ManualError
from knowledge_base.readers.dita.document_set import DocumentSet, Target, target_of
from knowledge_base.readers.dita.elements import MAPS, Conditions, child_of, children, conditions, kind, names
from knowledge_base.readers.dita.keys import Key, KeySpace
from knowledge_base.records import Finding, FindingKind

_MOST_NODES = 50_000
_DEEPEST = 10
"""Maps in maps."""
_NO_REFERENCES = names(
    "reltable topicmeta bookmeta title booktitle data data-about navref anchor anchorref ditavalref ux-window"
)
_RESOURCES = frozenset({"keydef", "topicsetref"})
_TEXT_FORMATS = frozenset({"", "dita", "ditamap", "xml"})


@dataclass(eq=False)
class Node:
    """A map, or a reference in one. depth: of maps in maps. keys: that hold for what it refers to."""

    element: etree._Element
    file: str
    depth: int
    keys: KeySpace
    children: list["Node"] = field(default_factory=list)
    target: Target | None = None


@dataclass(frozen=True)
class Entry:
    """A place in the reading order: a topic, the headings above it, and what its reference says of it.

    title: that the map gives it instead of its own. filtered: a ditaval file, which is not read, says what applies.
    """

    file: str
    topic: etree._Element
    keys: KeySpace
    headings: tuple[etree._Element | str, ...]
    conditions: Conditions
    title: str | None = None
    filtered: bool = False


class MapTree:
    """The maps of a set as one tree, from the map that no other includes.

    findings: what they refer to in vain. resources: files that give words to others and have no place in the order.
    """

    def __init__(self, documents: DocumentSet) -> None:
        """Raises ManualError when maps include each other without end."""
        self._documents = documents
        self.findings: list[Finding] = []
        self._nodes = 0
        self._maps = frozenset(documents.maps)
        included = {file for name in documents.maps for file in self._included(name)}
        # Maps that all include each other have no first; take one.
        names = [name for name in documents.maps if name not in included] or list(documents.maps)[:1]
        self.resources: set[str] = set()
        self.roots = [self._map(name, 0, KeySpace(), ()) for name in names]
        for root in self.roots:
            self._define(root)

    def entries(self) -> Iterator[Entry]:
        """The topics in their order; one that is referred to twice comes twice."""
        for root in self.roots:
            for child in root.children:
                yield from self._entries(child, (), conditions(root.element), False)

    def _included(self, file: str) -> Iterator[str]:
        """The maps that a map refers to."""
        for element in self._documents.roots[file].iter(etree.Element):
            target = target_of(element)
            if target is not None and target.file != file and target.file in self._maps:
                yield target.file

    def _map(self, file: str, depth: int, keys: KeySpace, above: tuple[str, ...]) -> Node:
        element = self._documents.roots[file]
        node = Node(element, file, depth, _scoped(element, keys))
        self._fill(node, (*above, file))
        return node

    def _fill(self, node: Node, above: tuple[str, ...]) -> None:
        """Add the references of a map or of a reference, and the maps that they include in their place."""
        for element in children(node.element):
            if kind(element) in _NO_REFERENCES or element.get("status") == "deleted":
                continue
            self._nodes += 1
            if self._nodes > _MOST_NODES:
                raise ManualError(f"{node.file}: its maps hold more than {_MOST_NODES} references. Split it")
            child = Node(element, node.file, node.depth, _scoped(element, node.keys), target=target_of(element))
            node.children.append(child)
            submap = self._submap(child)
            if submap is not None and (submap in above or len(above) > _DEEPEST):
                self._missing(child, f"includes {submap} within itself, or too deep: left out")
            elif submap is not None:
                child.children.append(self._map(submap, node.depth + 1, child.keys, above))
            self._fill(child, above)

    def _submap(self, node: Node) -> str | None:
        """The file of the map that a reference includes."""
        target = node.target
        root = self._documents.roots.get(target.file) if target is not None else None
        return target.file if target is not None and root is not None and kind(root) in MAPS else None

    def _entries(
        self, node: Node, headings: tuple[etree._Element | str, ...], outer: Conditions, filtered: bool
    ) -> Iterator[Entry]:
        if _is_resource(node.element):
            return
        here = {**outer, **conditions(node.element)}
        filtered = filtered or child_of(node.element, "ditavalref") is not None
        title = _navigation_title(node.element)
        locked = node.element.get("locktitle") == "yes"
        topics = self._topics(node)
        for file, topic in topics:
            yield Entry(file, topic, node.keys, headings, here, title if locked else None, filtered)
        below = headings
        if topics:
            below = (*headings, title if locked and title else topics[-1][1])
        elif title and kind(node.element) not in MAPS:
            below = (*headings, title)
        for child in node.children:
            yield from self._entries(child, below, here, filtered)

    def _topics(self, node: Node) -> list[tuple[str, etree._Element]]:
        target = node.target
        name = node.element.get("keyref")
        if target is None and name is not None:
            key = node.keys.find(name)
            target = key.target if key is not None else None
            if key is None:
                self._missing(node, f"refers to the key {name!r}, which no map defines")
        if target is None:
            return []
        if target.file not in self._documents.roots:
            self._missing(node, f"refers to {target.file}, which is not in the set or cannot be read")
            return []
        if node.element.get("format", "").lower() not in _TEXT_FORMATS or self._submap(node) is not None:
            return []
        if not target.fragment:
            return [(target.file, topic) for topic in self._documents.topics(target.file)]
        topic = self._documents.element(target)
        if topic is None:
            self._missing(node, f"refers to the topic {target}, which is not there")
        return [] if topic is None else [(target.file, topic)]

    def _define(self, node: Node) -> None:
        """Define the keys of a tree of maps. A reference with @keyscope defines its own keys in that scope."""
        if node.target is not None and _is_resource(node.element):
            self.resources.add(node.target.file)
        external = node.element.get("href") if node.target is None else None
        key = Key(node.target, external, child_of(node.element, "topicmeta"), node.element.get("keyref"))
        for name in (node.element.get("keys") or "").split():
            node.keys.define(name, key, node.depth)
        for child in node.children:
            self._define(child)

    def _missing(self, node: Node, what: str) -> None:
        place = f"line {node.element.sourceline}"
        self.findings.append(Finding(kind=FindingKind.MISSING, file=node.file, place=place, what=what))


def _scoped(element: etree._Element, keys: KeySpace) -> KeySpace:
    names = (element.get("keyscope") or "").split()
    if not names:
        return keys
    scope = keys.inner(names[0])
    for name in names[1:]:
        keys.scopes.setdefault(name, scope)
    return scope


def _is_resource(element: etree._Element) -> bool:
    """It gives words or topics to refer to, and no place in the reading order."""
    name = etree.QName(element).localname
    return (
        element.get("processing-role") == "resource-only"
        or name in _RESOURCES
        or (element.get("class") or "").find("/keydef ") >= 0
    )


def _navigation_title(element: etree._Element) -> str | None:
    """The heading that a map gives a reference: `navtitle`, as an element or, in older maps, an attribute."""
    meta = child_of(element, "topicmeta")
    stated = child_of(meta, "navtitle") if meta is not None else None
    words = " ".join("".join(stated.itertext()).split()) if stated is not None else element.get("navtitle")
    return words or None
