"""Content by reference (DITA 1.3, 2.5.1 conref): words that stand elsewhere are copied to where they are used.

A reference that cannot be followed leaves a mark, and what was marked is not followed by anyone. Copies are counted:
references to references grow like a bomb.
"""

from copy import deepcopy

from lxml import etree

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Source
from knowledge_base.readers.dita.document_set import CONREF, CONREFEND, DocumentSet, Target, target_of
from knowledge_base.readers.dita.elements import TOPICS, children, cut, kind
from knowledge_base.readers.dita.keys import KeySpace

UNRESOLVED = "{urn:x-faultlens:dita}unresolved"
"""Attribute of an element whose words are not known; its value says why."""
_LONGEST_CHAIN = 20
_DEEPEST = 100
_ELEMENT_BYTES = 200
_STRICT = frozenset({"steps", "steps-unordered", "step", "substeps", "substep", "cmd", "topicref", "chapter"})
_OF_REFERENCES = ("conref", "conkeyref", "conrefend", "conaction", CONREF, CONREFEND)
_TARGETS_VALUE = "-dita-use-conref-target"


class References:
    """Resolves the references of a set, element by element, in place."""

    def __init__(self, documents: DocumentSet, source: Source) -> None:
        self._documents = documents
        self._main = source.main
        self._left = source.limits.file_bytes
        self._open: list[etree._Element] = []
        for root in documents.roots.values():
            self._refuse_pushes(root)

    def resolve(self, element: etree._Element, keys: KeySpace) -> None:
        """Follow every reference in the element. Raises ManualError when the copies grow beyond all measure."""
        self._expand(element, keys, (), 0)

    def _refuse_pushes(self, root: etree._Element) -> None:
        """Words that one topic pushes into another (@conaction) are not placed: the place that lacks them is marked."""
        for element in [one for one in root.iter(etree.Element) if one.get("conaction")]:
            target = target_of(element, CONREF)
            place = self._documents.element(target) if target is not None else None
            if place is not None:
                place.set(UNRESOLVED, f"another topic pushes words to {target}")
            cut(element)

    def _expand(self, element: etree._Element, keys: KeySpace, chain: tuple[str, ...], depth: int) -> None:
        if depth > _DEEPEST:
            element.set(UNRESOLVED, "its references are nested too deep")
            return
        opened = _refers(element)
        if opened:
            self._open.append(element)
            chain = self._replace(element, keys, chain, depth)
        for child in list(children(element)):
            self._expand(child, keys, chain, depth + 1)
        if opened:
            self._open.pop()

    def _is_open(self, source: etree._Element) -> bool:
        """The words are those that are being put together just now, stand in them or around them."""
        return any(
            one is source or source in one.iterancestors() or one in source.iterancestors() for one in self._open
        )

    def _replace(self, element: etree._Element, keys: KeySpace, chain: tuple[str, ...], depth: int) -> tuple[str, ...]:
        """Put the words in the place of the reference; the chain of references that led to them."""
        target = self._target(element, keys)
        source = self._documents.element(target) if target is not None else None
        named = str(target or element.get("conref") or element.get("conkeyref"))
        last = target_of(element, CONREFEND)
        for name in _OF_REFERENCES:
            element.attrib.pop(name, None)
        why = None
        if target is None or source is None:
            why = f"{named} is not in the set"
        elif named in chain or len(chain) > _LONGEST_CHAIN or self._is_open(source):
            why = f"{named} refers back to itself, or through too many references"
        elif not _fits(element, source):
            why = f"{named} is a {kind(source)}, where a {kind(element)} must stand"
        if why is not None or source is None or target is None:
            element.set(UNRESOLVED, why or f"{named} is not in the set")
            return chain
        chain = (*chain, named)
        if last is not None:
            self._add_range(element, source, _beside(target, last), keys, chain, depth)
        self._fill(element, source)
        return self._replace(element, keys, chain, depth) if _refers(element) else chain

    def _target(self, element: etree._Element, keys: KeySpace) -> Target | None:
        """@conkeyref goes before @conref, which then is what to take when the key is not defined."""
        name = element.get("conkeyref")
        if name is not None:
            name, _, inner = name.partition("/")
            key = keys.find(name)
            if key is not None and key.target is not None:
                return self._inside(key.target, inner)
        return target_of(element, CONREF)

    def _inside(self, target: Target, element_id: str) -> Target | None:
        if not element_id:
            return target
        topic = self._documents.element(target)
        if topic is None:
            return None
        fragment = f"{topic.get('id', '')}/{element_id}" if kind(topic) in TOPICS else element_id
        return Target(target.file, fragment)

    def _fill(self, element: etree._Element, source: etree._Element) -> None:
        copy = self._copy(source)
        if kind(element) not in _STRICT:
            element.tag = source.tag
        tail = element.tail
        element.text = copy.text
        element[:] = list(copy)
        element.tail = tail
        for name, value in source.attrib.items():
            if name != "id" and element.get(name, _TARGETS_VALUE) == _TARGETS_VALUE:
                element.set(name, value)

    def _add_range(
        self,
        element: etree._Element,
        source: etree._Element,
        last: Target,
        keys: KeySpace,
        chain: tuple[str, ...],
        depth: int,
    ) -> None:
        """Copy the siblings from the one after `source` up to `last` behind the element (@conrefend)."""
        end = self._documents.element(last)
        parent, place = source.getparent(), element.getparent()
        siblings = list(children(parent)) if parent is not None else []
        if end is None or end not in siblings or place is None or siblings.index(end) < siblings.index(source):
            element.set(UNRESOLVED, f"the range does not end at {last}")
            return
        position = place.index(element)
        tail, element.tail = element.tail, None
        for sibling in siblings[siblings.index(source) + 1 : siblings.index(end) + 1]:
            copy = self._copy(sibling)
            copy.attrib.pop("id", None)
            position += 1
            place.insert(position, copy)
            self._expand(copy, keys, chain, depth)
        place[position].tail = tail

    def _copy(self, source: etree._Element) -> etree._Element:
        for node in source.iter():
            self._left -= _ELEMENT_BYTES + len(node.text or "") + len(node.tail or "")
            if self._left < 0:
                raise ManualError(f"{self._main}: its references copy more than can be read. Split the manual")
        copy = deepcopy(source)
        copy.tail = None
        return copy


def _refers(element: etree._Element) -> bool:
    return element.get(CONREF) is not None or element.get("conkeyref") is not None


def _beside(target: Target, last: Target) -> Target:
    """The end of a range, which stands beside its beginning, whatever file @conrefend names."""
    topic, slash, _ = target.fragment.rpartition("/")
    return Target(target.file, topic + slash + last.fragment.rpartition("/")[2])


def _fits(element: etree._Element, source: etree._Element) -> bool:
    """Steps refer to steps and commands to commands; elsewhere the words of any element may stand."""
    ours, theirs = kind(element), kind(source)
    return ours == theirs or not ({ours, theirs} & _STRICT)
