"""What stands in a topic and no reader of the manual sees: taken out of it, and reported.

Comments, words for the authors (draft-comment, required-cleanup), words marked as deleted, characters without a width.
"""

import re
from collections.abc import Iterator

from lxml import etree

from knowledge_base.readers.dita.elements import WITHDRAWN, cut, kind
from knowledge_base.readers.task_draft.unseen import seen
from knowledge_base.records import Finding, FindingKind

_SHOWN = 80
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
        for what in _hidden(node):
            yield _finding(file, node, f"characters that are not seen: {what[:_SHOWN]}")


def _why_unseen(node: etree._Element) -> str | None:
    if kind(node) in WITHDRAWN:
        return f"a {kind(node)}"
    return "marked as deleted" if kind(node) and node.get("status") == "deleted" else None


def _hidden(node: etree._Element) -> Iterator[str]:
    """Take such characters out of the words of one element; what they hid."""
    for part in (node, *node):
        words = part.text if part is node else part.tail
        kept, hidden = seen(words or "")
        yield from hidden
        if kept != (words or ""):
            if part is node:
                part.text = kept
            else:
                part.tail = kept


def _finding(file: str, node: etree._Element, what: str) -> Finding:
    return Finding(kind=FindingKind.QUARANTINED, file=file, place=f"line {node.sourceline}", what=what)
