"""What stands in a topic and no reader of the manual sees: taken out of it, and reported.

Comments, words for the authors (draft-comment, required-cleanup), words marked as deleted, characters without a width.
"""

import re
from collections.abc import Iterator

from lxml import etree

from knowledge_base.readers.dita.elements import WITHDRAWN, cut, kind
from knowledge_base.records import Finding, FindingKind

_SHOWN = 80
# Zero-width space and joiner marks, direction overrides, and the tag characters, which can spell whole sentences.
_WITHOUT_WIDTH = re.compile("[\u180e\u200b\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]+")
_SPACE = re.compile(r"\s+")


def take_out_unseen(topic: etree._Element, file: str) -> Iterator[Finding]:
    """Remove the words that are not shown from a topic, in place; a finding for each."""
    comments = set(topic.iter(etree.Comment))
    for node in list(topic.iter()):
        why = "a comment" if node in comments else _why_unseen(node)
        if why is not None and node is not topic:
            words = "".join(node.itertext()) if isinstance(node.tag, str) else node.text or ""
            if _SPACE.sub("", words):
                yield _finding(file, node, f"{why}: {_SPACE.sub(' ', words).strip()[:_SHOWN]}")
            cut(node)
    for node in topic.iter(etree.Element):
        hidden = [*_hidden(node)]
        if hidden:
            letters = "".join(chr(ord(one) - 0xE0000) for one in "".join(hidden) if ord(one) > 0xE001F)
            yield _finding(file, node, f"characters without a width: {letters[:_SHOWN] or '(no letters)'}")


def _why_unseen(node: etree._Element) -> str | None:
    if kind(node) in WITHDRAWN:
        return f"a {kind(node)}"
    return "marked as deleted" if kind(node) and node.get("status") == "deleted" else None


def _hidden(node: etree._Element) -> Iterator[str]:
    """Take such characters out of the words of one element."""
    for part in (node, *node):
        words = part.text if part is node else part.tail
        if words and _WITHOUT_WIDTH.search(words):
            yield from _WITHOUT_WIDTH.findall(words)
            kept = _WITHOUT_WIDTH.sub("", words)
            if part is node:
                part.text = kept
            else:
                part.tail = kept


def _finding(file: str, node: etree._Element, what: str) -> Finding:
    return Finding(kind=FindingKind.QUARANTINED, file=file, place=f"line {node.sourceline}", what=what)
