"""Text and simple shapes on a Pillow image: the one place that knows fonts."""

import unicodedata
from functools import lru_cache
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from ar_client.desktop import palette
from ar_client.desktop.camera import Box

_FAMILIES = (
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("Arial.ttf", "Arial Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
)
_PLAIN = {"–": "-", "—": "-", "³": "3", "²": "2", "µ": "u", "·": "·", "…": "...", "Ω": "ohm", "×": "x"}


@lru_cache(maxsize=64)
def font(size: int, *, bold: bool) -> Any:
    """The first family that this machine has; Pillow's own small font when it has none of them."""
    for family in _FAMILIES:
        try:
            return ImageFont.truetype(family[bold], size)
        except OSError:
            continue
    return ImageFont.load_default(size)


@lru_cache(maxsize=1)
def _has_family() -> bool:
    return isinstance(font(12, bold=False), ImageFont.FreeTypeFont) and font(12, bold=False).getname()[0] != "Aileron"


def printable(text: str) -> str:
    """The text with what Pillow's own font lacks written plainly; unchanged where a real font is there."""
    if _has_family():
        return text
    plain = "".join(_PLAIN.get(character, character) for character in text)
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


class Pen:
    """Draws on an image in the page's own units: `scale` pixels each, so that one layout serves all sizes."""

    def __init__(self, image: Image.Image, scale: float) -> None:
        self.image = image
        self.scale = scale
        self._draw = ImageDraw.Draw(image, "RGBA")

    def font(self, size: float, *, bold: bool = False) -> Any:
        """A font of so many units, never below 10 pixels."""
        return font(max(10, round(size * self.scale)), bold=bold)

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """How wide the text runs, units."""
        return float(self.font(size, bold=bold).getlength(printable(text))) / self.scale

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: palette.Rgb,
        *,
        bold: bool = False,
        anchor: str = "la",
    ) -> None:
        """One line at (x, y), units. anchor: Pillow's, `la` the top left, `ra` the top right."""
        at = (x * self.scale, y * self.scale)
        self._draw.text(at, printable(text), font=self.font(size, bold=bold), fill=colour, anchor=anchor)

    def wrapped(self, text: str, size: float, width: float, lines: int, *, bold: bool = False) -> list[str]:
        """The text in at most so many lines of a width, units; an ellipsis says that more was there."""
        result: list[str] = []
        line = ""
        words = text.split()
        for place, word in enumerate(words):
            longer = f"{line} {word}".strip()
            if not line or self.width(longer, size, bold=bold) <= width:
                line = longer
                continue
            if len(result) == lines - 1:
                return [*result, self._cut(f"{line} {' '.join(words[place:])}", size, width, bold=bold)]
            result.append(line)
            line = word
        return [*result, self._cut(line, size, width, bold=bold)] if line else result

    def _cut(self, line: str, size: float, width: float, *, bold: bool) -> str:
        if self.width(line, size, bold=bold) <= width:
            return line
        while line and self.width(f"{line}…", size, bold=bold) > width:
            line = line[:-1]
        return f"{line.rstrip()}…"

    def card(self, box: Box, edge: palette.Rgb | None = None) -> None:
        """A dark plate for text, with a coloured left edge."""
        corners = tuple(v * self.scale for v in (box.left, box.top, box.right, box.bottom))
        self._draw.rounded_rectangle(corners, 8 * self.scale, fill=(*palette.CARD, 218), outline=(*palette.LINE, 140))
        if edge is not None:
            left = (box.left, box.top + 6, box.left + 5, box.bottom - 6)
            self._draw.rectangle(tuple(v * self.scale for v in left), fill=edge)

    def chip(self, x: float, y: float, text: str, size: float, colour: palette.Rgb) -> float:
        """Dark words on a coloured plate with its top left at (x, y); returns its right end, units."""
        right, bottom = x + self.width(text, size, bold=True) + 1.1 * size, y + 1.65 * size
        corners = tuple(v * self.scale for v in (x, y, right, bottom))
        self._draw.rounded_rectangle(corners, 0.35 * size * self.scale, fill=colour)
        self.text((x + right) / 2, (y + bottom) / 2, text, size, palette.CARD, bold=True, anchor="mm")
        return right

    def line(self, points: list[tuple[float, float]], colour: palette.Rgb, width: float = 1.6) -> None:
        """A line through points, units, dark at its rims so that it stays visible over anything."""
        at = [(x * self.scale, y * self.scale) for x, y in points]
        broad, narrow = max(3, round((width + 2.4) * self.scale)), max(1, round(width * self.scale))
        self._draw.line(at, fill=(*palette.CARD, 170), width=broad, joint="curve")
        self._draw.line(at, fill=colour, width=narrow, joint="curve")

    def dot(self, x: float, y: float, radius: float, colour: palette.Rgb) -> None:
        """A ringed dot, units."""
        for r, fill in ((radius + 2.5, palette.CARD), (radius, colour), (radius * 0.45, palette.TEXT)):
            corners = tuple(v * self.scale for v in (x - r, y - r, x + r, y + r))
            self._draw.ellipse(corners, fill=fill)

    def triangle(self, x: float, y: float, size: float, colour: palette.Rgb, *, up: bool) -> None:
        """An arrow head in a square with its top left at (x, y), units."""
        tip, foot = (y, y + size) if up else (y + size, y)
        corners = [(x + size / 2, tip), (x, foot), (x + size, foot)]
        self._draw.polygon([(a * self.scale, b * self.scale) for a, b in corners], fill=colour)

    def swatch(self, box: Box, colour: palette.Rgb) -> None:
        """A patch of one colour."""
        corners = tuple(v * self.scale for v in (box.left, box.top, box.right, box.bottom))
        self._draw.rounded_rectangle(corners, 3 * self.scale, fill=colour)
