"""The files of a DITA set, parsed once: what is a map, what a topic, and what a reference points at.

A reference is a path to a file of the set and an id in it (DITA 1.3, 2.3.1 and 2.3.2). Nothing is opened for it: what
is not in the set is not found, wherever the path leads.
"""

import posixpath
import re
from dataclasses import dataclass, replace
from urllib.parse import unquote

from lxml import etree

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Source
from knowledge_base.readers.dita.elements import MAPS, TOPICS, children, kind
from knowledge_base.readers.safe_xml import parse_xml
from knowledge_base.records import Finding, FindingKind

_OURS = "urn:x-faultlens:dita"
LINK = f"{{{_OURS}}}link"
"""Where @href, @conref or @conrefend of an element leads, once the file that it stands in no longer matters."""
CONREF = f"{{{_OURS}}}conref"
CONREFEND = f"{{{_OURS}}}conrefend"
_LINKS = (("href", LINK), ("conref", CONREF), ("conrefend", CONREFEND))
_DEEPEST = 100
"""Elements in elements; real topics need about 20."""
_HEAD = 8192
_NOT_ROOT = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_ROOT = re.compile(rb"\s*<(?:[\w.-]+:)?([\w.-]+)([^>]*)")
_CLASS = re.compile(rb"class\s*=\s*[\"'][-+] (?:topic/topic|map/map) ")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True)
class Target:
    """A file of the source, and `topic`, `topic/element` or, in a map, `element` in it; empty for the whole file."""

    file: str
    fragment: str = ""

    def __str__(self) -> str:
        return f"{self.file}#{self.fragment}" if self.fragment else self.file


def looks_like_dita(data: bytes) -> bool:
    """The root element is a topic, a map or a `dita`, judged by the first bytes."""
    head = _NOT_ROOT.sub(b"", data[:_HEAD].replace(b"\0", b"")).lstrip(b"\xef\xbb\xbf\xff\xfe\xfe\xff")
    match = _ROOT.match(head)
    if match is None:
        return False
    name = match[1].decode("ascii", "replace")
    return name in TOPICS | MAPS | {"dita"} or bool(_CLASS.search(match[2]))


class DocumentSet:
    """The parsed files. maps: those that are maps; schemes of values are none. findings: on files that are not DITA."""

    def __init__(self, source: Source) -> None:
        """Raises ManualError when the source is one file that is no XML, or when no file of it can be used."""
        self.roots: dict[str, etree._Element] = {}
        self.findings: list[Finding] = []
        limits = replace(source.limits, depth=min(source.limits.depth, _DEEPEST))
        for file in sorted(source.files):
            if not looks_like_dita(source.files[file]):
                self._skip(file, "is not DITA: its root element is no topic and no map")
                continue
            try:
                root = parse_xml(source.files[file], file, limits)
            except ManualError as error:
                if source.single:
                    raise
                self._skip(file, str(error).removeprefix(f"{file}").lstrip(": "))
                continue
            _prepare(root, file)
            self.roots[file] = root
        if not self.roots:
            raise ManualError(f"{source.main}: holds no DITA topic or map that can be read. {self._why()}")
        self.maps = tuple(file for file, root in self.roots.items() if kind(root) in MAPS - {"subjectScheme"})
        self._elements: dict[str, dict[str, etree._Element]] = {}

    def topics(self, file: str) -> tuple[etree._Element, ...]:
        """The topics of a file that are not nested in another."""
        root = self.roots[file]
        if kind(root) in TOPICS:
            return (root,)
        return tuple(child for child in children(root) if kind(child) in TOPICS)

    def element(self, target: Target) -> etree._Element | None:
        """What a reference points at; of a whole file, its map or its first topic."""
        root = self.roots.get(target.file)
        if root is None:
            return None
        if not target.fragment:
            return root if kind(root) in MAPS else next(iter(self.topics(target.file)), None)
        if target.file not in self._elements:
            self._elements[target.file] = _index(root)
        return self._elements[target.file].get(target.fragment)

    def _skip(self, file: str, why: str) -> None:
        self.findings.append(
            Finding(kind=FindingKind.NOT_UNDERSTOOD, file=file, place="file", what=f"is left out: {why}")
        )

    def _why(self) -> str:
        return f"{self.findings[0].file} {self.findings[0].what}" if self.findings else "Add the topics"


def target_of(element: etree._Element, attribute: str = LINK) -> Target | None:
    """Where an element leads within the set, or would lead; None where it leads nowhere or to an address outside."""
    value = element.get(attribute)
    if value is None:
        return None
    file, _, fragment = value.partition("#")
    return Target(file, fragment)


def _prepare(root: etree._Element, file: str) -> None:
    """Write down for every element where it leads, so that a copy of it in another file leads to the same place."""
    for element in root.iter(etree.Element):
        for name in [name for name in element.attrib if str(name).startswith(f"{{{_OURS}}}")]:
            del element.attrib[name]
        for name, ours in _LINKS:
            value = element.get(name)
            external = element.get("scope") in {"external", "peer"} or (value and _ADDRESS.match(value))
            if value and not (external and name == "href"):
                element.set(ours, str(_absolute(element, file, value)))


def _absolute(element: etree._Element, file: str, value: str) -> Target:
    path, _, fragment = value.partition("#")
    inside = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(path))) if path else file
    if fragment.startswith("./"):
        fragment = f"{_topic_id(element)}/{fragment[2:]}"
    return Target(inside.replace("#", "%23"), fragment)


def _topic_id(element: etree._Element) -> str:
    """The id of the topic that an element stands in."""
    return next((str(one.get("id", "")) for one in (element, *element.iterancestors()) if kind(one) in TOPICS), "")


def _index(root: etree._Element) -> dict[str, etree._Element]:
    """What can be referred to in a file; of two with one id, the first."""
    found: dict[str, etree._Element] = {}
    in_map = kind(root) in MAPS
    for element in root.iter(etree.Element):
        name = element.get("id")
        if name is None:
            continue
        if not in_map and kind(element) not in TOPICS:
            name = f"{_topic_id(element)}/{name}"
        found.setdefault(name, element)
    return found
