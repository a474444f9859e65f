"""Takes out of a module what a person does not see: comments, parts marked as deleted, characters without width.

This is done once, right after the module was parsed, so that nothing else has to think of it.
"""

import re

from lxml import etree

from knowledge_base.readers.s1000d.findings import Findings
from knowledge_base.readers.s1000d.words import one_line
from knowledge_base.records import FindingKind

# Characters that take no room on a page: zero-width, marks and overrides of direction, soft hyphen, tags.
_NO_WIDTH = re.compile(
    "[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]+"
)
_TAG_BASE = 0xE0000
_TAG_LETTERS = re.compile("[\U000e0020-\U000e007e]+")
_SHOWN = 80


def remove_unseen(root: etree._Element, file: str, findings: Findings) -> None:
    """Change the tree; every word that is taken out is reported."""
    around = (*root.itersiblings(etree.Comment, preceding=True), *root.itersiblings(etree.Comment))
    for comment in (*around, *root.iter(etree.Comment)):
        _report(findings, file, comment, "a comment", comment.text or "")
    for node in list(root.iter(etree.Comment, etree.ProcessingInstruction)):
        _remove(node)
    for element in list(root.iter("*")):
        # S1000D `changeType`: taken out in this issue, and kept in the file to show that.
        if element.get("changeType") == "delete" and element is not root:
            _report(findings, file, element, "marked as deleted", "".join(element.itertext()))
            _remove(element)
    for element in root.iter("*"):
        _remove_characters(element, file, findings)


def _remove_characters(element: etree._Element, file: str, findings: Findings) -> None:
    said = [element.text or "", element.tail or "", *element.attrib.values()]
    if not any(_NO_WIDTH.search(text) for text in said):
        return
    for text in said:
        spelt = "".join(chr(ord(letter) - _TAG_BASE) for run in _TAG_LETTERS.findall(text) for letter in run)
        _report(findings, file, element, "spelt in invisible characters", spelt)
    element.text = _NO_WIDTH.sub("", element.text or "") or None
    element.tail = _NO_WIDTH.sub("", element.tail or "") or None
    for name, value in element.attrib.items():
        element.set(name, _NO_WIDTH.sub("", value))


def _remove(node: etree._Element) -> None:
    """Take out a node, and leave the words that follow it."""
    parent = node.getparent()
    if parent is None:
        return
    before = node.getprevious()
    if node.tail and before is not None:
        before.tail = (before.tail or "") + node.tail
    elif node.tail:
        parent.text = (parent.text or "") + node.tail
    parent.remove(node)


def _report(findings: Findings, file: str, node: etree._Element, what: str, text: str) -> None:
    words = one_line(_NO_WIDTH.sub("", text)).strip()
    if words:
        findings.add(FindingKind.QUARANTINED, file, f"line {node.sourceline or 0}", f"{what}: {words[:_SHOWN]}")
