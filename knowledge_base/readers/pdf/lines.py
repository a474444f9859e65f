"""Lines of text and rows of tables: what a page is made of, in reading order."""

from dataclasses import dataclass
from functools import cached_property

from knowledge_base.readers.pdf.frame import Box
from knowledge_base.readers.pdf.glyphs import Style
from knowledge_base.readers.pdf.words import Chunk, Word, main_style

CELL_BORDER = " | "
"""What parts the cells of a row in the reading text."""

Cell = tuple[str, ...]
"""The lines of a cell, from top to bottom."""


@dataclass(frozen=True)
class Row:
    """A row of a table. box: where it lies; page: counted from 1."""

    cells: tuple[Cell, ...]
    box: Box
    page: int


@dataclass(frozen=True, eq=False)
class Line:
    """A line of text. left, right: where its column begins and ends; framed: the box around it, if any.

    shift: how far its column lies to the right of the first one, so that indents of all columns can be compared.
    """

    chunks: tuple[Chunk, ...]
    page: int
    left: float
    right: float
    framed: Box | None = None
    shift: float = 0.0

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All its words."""
        return tuple(word for chunk in self.chunks for word in chunk.words)

    @cached_property
    def x0(self) -> float:
        """Where it begins."""
        return self.chunks[0].x0

    @cached_property
    def x1(self) -> float:
        """Where it ends."""
        return self.chunks[-1].x1

    @cached_property
    def base(self) -> float:
        """Its base line."""
        return max(self.chunks, key=lambda chunk: len(chunk.text)).base

    @cached_property
    def style(self) -> Style:
        """The style of most of its letters."""
        return main_style(self.words)

    @cached_property
    def text(self) -> str:
        """Its words."""
        return " ".join(chunk.text for chunk in self.chunks)


Item = Line | Row

Region = tuple[Item, ...]
"""What is read from top to bottom: a column, or a part of one between full-width lines."""
