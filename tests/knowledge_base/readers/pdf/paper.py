"""Small PDFs for the tests, drawn line by line; distances are in points from the top left corner of the page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pypdfium2
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen import canvas

from knowledge_base.readers.contract import Facts, Limits, Source
from knowledge_base.readers.pdf import READER
from knowledge_base.records import FindingKind, Reading, Task
from knowledge_base.records.reading import quotes_of

WIDTH, HEIGHT = 595.0, 842.0
FILL = (
    "Read this chapter before you work on the conveyor. It describes the drive and the belt, and how they are taken "
    "apart."
)
BODY, BOLD, ITALIC = "Helvetica", "Helvetica-Bold", "Helvetica-Oblique"


class Paper:
    """A PDF that is being drawn. `down` is where the next line of `write` stands."""

    def __init__(self, size: tuple[float, float] = (WIDTH, HEIGHT), **information: str) -> None:
        self.buffer = io.BytesIO()
        self.height = size[1]
        self.canvas: Any = canvas.Canvas(self.buffer, pagesize=size, invariant=1)
        for name, value in information.items():
            getattr(self.canvas, f"set{name.capitalize()}")(value)
        self.down = 80.0

    def at(self, x: float, y: float, text: str, size: float = 11, font: str = BODY) -> None:
        """Text with its base line at y."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - y, text)

    def write(self, text: str, x: float = 72, size: float = 11, font: str = BODY, width: float = 450) -> None:
        """A paragraph, broken into lines, and some space after it."""
        for line in simpleSplit(text, font, size, width):
            self.at(x, self.down, line, size, font)
            self.down += size * 1.2
        self.down += size * 0.8

    def heading(self, text: str, size: float = 16) -> None:
        """A bold line with space around it."""
        self.down += 8
        self.write(text, size=size, font=BOLD)

    def item(self, label: str, text: str, x: float = 72, indent: float = 20, size: float = 11) -> None:
        """A list item with a hanging indent."""
        for count, line in enumerate(simpleSplit(text, BODY, size, 450 - indent - (x - 72))):
            if count == 0:
                self.at(x, self.down, label, size)
            self.at(x + indent, self.down, line, size)
            self.down += size * 1.2
        self.down += size * 0.4

    def steps(self, *texts: str, first: int = 1) -> None:
        """A numbered list."""
        for number, text in enumerate(texts, start=first):
            self.item(f"{number}.", text)
        self.down += 8

    def table(self, rows: Sequence[Sequence[str]], columns: Sequence[float], x: float = 72, high: float = 18) -> None:
        """A ruled table; columns: the width of each."""
        for row in rows:
            left = x
            for cell, wide in zip(row, columns, strict=True):
                self.canvas.rect(left, self.height - self.down - high, wide, high)
                for count, line in enumerate(cell.split("\n")):
                    self.at(left + 4, self.down + 12 + 12 * count, line, 9)
                left += wide
            self.down += high
        self.down += 20

    def fill(self, x: float, y: float, wide: float, high: float, grey: float, *, text_grey: float = 0.0) -> None:
        """A filled box from its top left corner; what is drawn next is in the colour `text_grey`."""
        self.canvas.setFillGray(grey)
        self.canvas.rect(x, self.height - y - high, wide, high, stroke=0, fill=1)
        self.canvas.setFillGray(text_grey)

    def page(self) -> None:
        """The next page."""
        self.canvas.showPage()
        self.down = 80.0

    def bytes(self) -> bytes:
        """The file; nothing can be drawn after that."""
        if not self.buffer.getvalue():
            self.canvas.save()
        return self.buffer.getvalue()

    def reading(self, limits: Limits | None = None, **facts: Any) -> Reading:
        """What the reader makes of it."""
        return read(self.bytes(), limits, **facts)


def source(data: bytes, limits: Limits | None = None, **facts: Any) -> Source:
    """A source that holds one PDF."""
    known = Facts(equipment="oven", **{"language": "en", "revision": "1", **facts})
    return Source(main="manuals/oven.pdf", files={"manuals/oven.pdf": data}, facts=known, limits=limits or Limits())


def read(data: bytes, limits: Limits | None = None, **facts: Any) -> Reading:
    """The reading of a PDF, after a look at what holds for every reading."""
    reading = READER.read(source(data, limits, **facts))
    quotes = [quote for task in reading.manual.tasks for quote in quotes_of(task)]
    for quote in (*quotes, *(passage.quote for passage in reading.passages)):
        place = quote.citation
        assert reading.texts[place.file][place.start : place.end] == quote.text
    return reading


def text_of(reading: Reading) -> str:
    """All of its reading text."""
    return "\n".join(reading.texts.values())


def hidden_in(reading: Reading) -> list[str]:
    """What its quarantine findings say."""
    return [finding.what for finding in reading.findings if finding.kind is FindingKind.QUARANTINED]


def unclear_in(reading: Reading) -> list[str]:
    """What was not understood."""
    return [finding.what for finding in reading.findings if finding.kind is FindingKind.NOT_UNDERSTOOD]


def steps_of(task: Task) -> list[str]:
    """The words of its steps."""
    return [step.quote.text for step in task.steps]


def first_page(data: bytes) -> tuple[Any, Any]:
    """pdfium's document and its first page; keep both as long as something of them is in use."""
    document = pypdfium2.PdfDocument(data)
    return document, document[0]
