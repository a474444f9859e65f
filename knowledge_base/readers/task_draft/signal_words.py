"""Signal words that make a notice of a paragraph, and names of classes and styles that make one of an element."""

import re
from collections.abc import Iterable

from knowledge_base.readers.vocabulary import SIGNAL_WORDS
from knowledge_base.records import NoticeKind

_ANY = "|".join(sorted(map(re.escape, SIGNAL_WORDS), key=len, reverse=True))
# "WARNING: …", "Note 2: …", "⚠ DANGER! …", "CAUTION – …", or the word alone on its line.
_SIGNAL = re.compile(
    rf"[^\w\s]{{0,3}}\s*(?P<word>{_ANY})(?:\s+\d{{1,2}})?(?:\s*[:!]+|\s+[–—-](?=\s)|\s*(?=\n)|\s*\Z)\s*", re.IGNORECASE
)
_BOLD = re.compile(rf"[^\w\s]{{0,3}}\s*(?P<word>{_ANY})(?:\s+\d{{1,2}})?\s*", re.IGNORECASE)

_NAMES = {
    **{word: kind for word, kind in SIGNAL_WORDS.items() if " " not in word},
    **dict.fromkeys(("warn", "error"), NoticeKind.WARNING),
    **dict.fromkeys(("info", "information", "admonition"), NoticeKind.NOTE),
}
_FRAMES = (
    "admonition admonitionblock alert block body box boxed bs callout doc hazard is md message msg p panel para "
    "paragraph safety statement style text"
)
_FRAME = frozenset(_FRAMES.split())
# These names mean a notice only beside one of a frame: `alert-info` does, `info` may be anything.
_VAGUE = frozenset({"info", "information", "error", "notice", "tip", "hint", "important"})
_NAME_PARTS = re.compile(r"[A-ZÄÖÜ]?[a-zäöü]+|[A-ZÄÖÜ]+")
_STRONGEST = (NoticeKind.WARNING, NoticeKind.CAUTION, NoticeKind.NOTE)


def signal_of(words: str, lead: int = 0) -> tuple[NoticeKind, int] | None:
    """The kind of notice that the words begin, and how many characters the signal takes; None when they begin none.

    lead: length of a bold lead-in; a signal word that is all of it needs no colon.
    """
    match = _SIGNAL.match(words)
    if match is None and lead:
        bold = _BOLD.match(words)
        match = bold if bold and len(words[:lead].rstrip()) == len(bold[0].rstrip()) else None
    return (SIGNAL_WORDS[match["word"].lower()], match.end()) if match else None


def kind_named(names: Iterable[str]) -> NoticeKind | None:
    """The strongest kind of notice that class names, roles or style names give: `alert-danger`, `Warning Text`."""
    found = {kind for name in names if (kind := _kind_of_name(name))}
    return next((kind for kind in _STRONGEST if kind in found), None)


def _kind_of_name(name: str) -> NoticeKind | None:
    parts = [part.lower() for part in _NAME_PARTS.findall(name)]
    kinds = [_NAMES[part] for part in parts if part in _NAMES]
    rest = [part for part in parts if part not in _NAMES]
    if not kinds or not _FRAME.issuperset(rest):
        return None
    framed = bool(rest) or "admonition" in parts
    if not framed and _VAGUE.issuperset(parts):
        return None
    return min(kinds, key=_STRONGEST.index)
