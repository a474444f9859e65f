"""Tables of contents: they tell the titles of the sections; they are no sections themselves."""

import re
from collections.abc import Sequence

from knowledge_base.readers.pdf.aligned import LEADER
from knowledge_base.readers.pdf.paragraphs import Paragraph, Piece
from knowledge_base.readers.pdf.phrases import CONTENTS

_PAGE = r"(?:\d{1,4}|[ivxlIVXL]{1,7}|[A-Z]?\d{0,3}[-–.]\d{1,3})"
_AT_END = re.compile(rf"\s*[.·…_‥\s]*\s{_PAGE}$|(?:[.·…_‥]\s?)+{_PAGE}$")
_NUMBER = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[IVXL]{1,6}\.|[A-Z]\.)\s*(?=[^\W\d_])")
_LONGEST = 200


def contents_in(pieces: Sequence[Piece]) -> tuple[set[int], frozenset[str]]:
    """The indices of the pieces that make up tables of contents, and the titles in them, as `key_of` writes them."""
    entries = {index for index, piece in enumerate(pieces) if _is_entry(piece)}
    entries |= _without_dots(pieces)
    for index in range(1, len(pieces) - 1):
        if index - 1 in entries and index + 1 in entries and len(_text(pieces[index])) < _LONGEST:
            entries.add(index)
    if len(entries) < 2:
        return set(), frozenset()
    titles = {key_of(_AT_END.sub("", _text(pieces[index]))) for index in entries}
    heads = {
        index - 1
        for index in entries
        if index and index - 1 not in entries and CONTENTS.fullmatch(_text(pieces[index - 1]).rstrip(":"))
    }
    return entries | heads, frozenset(titles - {""})


def key_of(title: str) -> str:
    """A title without its number, capitals, spaces and signs: the form in which titles are compared."""
    bare = _NUMBER.sub("", title.strip())
    return "".join(char for char in bare.casefold() if char.isalnum())


def _text(piece: Piece) -> str:
    if isinstance(piece, Paragraph):
        return piece.text
    return " ".join(" ".join(cell) for cell in piece.cells)


def _is_entry(piece: Piece) -> bool:
    """A line of dots leads to a page number."""
    if not isinstance(piece, Paragraph) or len(piece.text) > _LONGEST * 2:
        return False
    dots = LEADER.search(piece.text)
    return dots is not None and re.search(rf"{_PAGE}$", piece.text[dots.end() - 1 :]) is not None


def _without_dots(pieces: Sequence[Piece]) -> set[int]:
    """The lines below the heading "Contents" that end in a page number."""
    found: set[int] = set()
    for index, piece in enumerate(pieces):
        if not CONTENTS.fullmatch(_text(piece).rstrip(":")):
            continue
        run: list[int] = []
        for after in range(index + 1, len(pieces)):
            text = _text(pieces[after])
            if len(text) > _LONGEST or not re.search(rf"\s{_PAGE}$", text):
                break
            run.append(after)
        if len(run) >= 3:
            found.update(run)
    return found
