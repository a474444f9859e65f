"""Where things stand on the picture. All in units of the page: 1600 by 1000 of them at the usual shape."""

from dataclasses import dataclass

from ar_client.desktop.camera import Box

MARGIN = 28.0
TOP = 150.0
COLUMN = 320.0
CARD_GAP = 12.0
LOWEST_FOOT = 120.0
HIGHEST_FOOT = 380.0
SMALLEST = (640, 400)
LARGEST = (4096, 4096)


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a picture of so many pixels. foot: height of the words about what to do."""

    width: int
    height: int
    foot: float = 0.0

    @property
    def scale(self) -> float:
        """Pixels a unit."""
        return min(self.width / 1600, self.height / 1000)

    @property
    def right(self) -> float:
        """The right margin."""
        return self.width / self.scale - MARGIN

    @property
    def bottom(self) -> float:
        """The bottom margin."""
        return self.height / self.scale - MARGIN

    @property
    def todo(self) -> Box:
        """What to do next."""
        return Box(MARGIN, self.bottom - self.foot, self.close_up.left - 20, self.bottom)

    @property
    def legend(self) -> Box:
        """What the colours mean."""
        top = self.todo.top - (46 if self.foot else 34)
        return Box(MARGIN, top, self.todo.right, top + 34)

    @property
    def close_up(self) -> Box:
        """The lit part, large."""
        return Box(self.right - 360, self.bottom - 290, self.right, self.bottom)

    @property
    def left_column(self) -> Box:
        """Callouts on the left."""
        return Box(MARGIN, TOP, MARGIN + COLUMN, self.legend.top - 8)

    @property
    def right_column(self) -> Box:
        """Callouts on the right, above the close-up."""
        return Box(self.right - COLUMN, TOP, self.right, self.close_up.top - 16)

    @property
    def machine(self) -> Box:
        """Where the machine stands free."""
        return Box(self.left_column.right + 20, TOP, self.close_up.left - 16, self.legend.top - 10)

    def pixels(self, box: Box) -> Box:
        """A box of the page in pixels of the picture."""
        return box.scaled(self.scale)
