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
    """The indices of the pieces that make up tables of contents, and the titles in them, as `key_of` writes them.

    A list of values with dots before them (Power .... 1500) is none: nothing names it, and its names are no headings.
    """
    entries = {index for index, piece in enumerate(pieces) if _is_entry(piece)}
    entries |= _without_dots(pieces)
    for index in range(1, len(pieces) - 1):
        if index - 1 in entries and index + 1 in entries and len(_text(pieces[index])) < _LONGEST:
            entries.add(index)
    elsewhere = {key_of(_text(piece)) for index, piece in enumerate(pieces) if index not in entries}
    found: set[int] = set()
    for run in _runs(entries):
        named = run[0] > 0 and _is_named(pieces[run[0] - 1])
        titles = [_title(pieces[index]) for index in run]
        if len(run) >= 2 and (named or sum(title in elsewhere for title in titles) * 2 >= len(titles)):
            found.update([run[0] - 1, *run] if named else run)
    return found, frozenset(_title(pieces[index]) for index in found & entries) - {""}


def _runs(indices: set[int]) -> list[list[int]]:
    """Indices that follow each other."""
    runs: list[list[int]] = []
    for index in sorted(indices):
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _is_named(piece: Piece) -> bool:
    """It is the heading of a table of contents."""
    return CONTENTS.fullmatch(_text(piece).rstrip(":")) is not None


def _title(piece: Piece) -> str:
    """The title of an entry, as `key_of` writes it."""
    return key_of(_AT_END.sub("", _text(piece)))


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
        if not _is_named(piece):
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
