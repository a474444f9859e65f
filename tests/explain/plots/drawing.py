"""What a technician sees of a picture: its words, whether they are cut, and whether one lies upon another."""

import re
from itertools import combinations
from xml.etree import ElementTree as ET

from matplotlib.text import Text
from matplotlib.transforms import Bbox

from explain.plots.canvas import Heading, Sheet
from explain.records import Attribution, AttributionMethod, ComponentContribution, Engine, SignalContribution

PLAIN = Heading("P-101 Pump A", "why it is so", "2026-03-01 08:00:00 UTC", "Exact Shapley values")
DOUBTFUL = Heading("P-101 Pump A", "why it is so", "Row 3", "Sampled", ("the second method disagrees.", "noise"))
STAMP = "UNRELIABLE"


def words_in(svg: bytes) -> str:
    """All texts of an SVG, which Matplotlib writes into comments because it draws the letters; also: it is XML."""
    ET.fromstring(svg)
    return "\n".join(text.strip() for text in re.findall(r"<!--(.*?)-->", svg.decode(), re.DOTALL))


def flawed(sheet: Sheet) -> list[str]:
    """Texts that leave the sheet, and pairs of which one lies upon the other; the stamp lies across on purpose."""
    sheet.figure.canvas.draw()
    page = sheet.figure.bbox
    boxes = [(text.get_text(), text.get_window_extent()) for text in _texts(sheet)]
    cut = [said for said, box in boxes if box.x0 < 0 or box.y0 < 0 or box.x1 > page.x1 + 0.5 or box.y1 > page.y1 + 0.5]
    upon = [f"{a!r} and {b!r}" for (a, one), (b, other) in combinations(boxes, 2) if _overlap(one, other)]
    return cut + upon


def _texts(sheet: Sheet) -> list[Text]:
    found = sheet.figure.findobj(lambda artist: isinstance(artist, Text))
    texts = [text for text in found if isinstance(text, Text) and text.get_visible() and text.get_text().strip()]
    return [text for text in texts if text.get_text() != STAMP and text not in _beyond(sheet)]


def _beyond(sheet: Sheet) -> list[Text]:
    """The labels of ticks that Matplotlib keeps beyond the ends of an axis, and does not draw."""
    axis = [axis for axes in sheet.figure.axes for axis in (axes.xaxis, axes.yaxis)]
    ticks = [(tick, sorted(one.get_view_interval())) for one in axis for tick in one.get_major_ticks()]
    return [tick.label1 for tick, (low, high) in ticks if not low <= tick.get_loc() <= high]


def _overlap(one: Bbox, other: Bbox) -> bool:
    common = Bbox.intersection(one, other)
    return common is not None and common.width > 1.5 and common.height > 3.5


def attribution_of(
    points: dict[str, float],
    *,
    base: float = 0.02,
    mode_id: str = "wear",
    components: dict[str, float] | None = None,
    unaccounted: float = 0.0,
) -> Attribution:
    """Signals (and components) with these percentage points; unaccounted: points that no signal has."""
    probability = base + (sum(points.values()) + unaccounted) / 100.0
    return Attribution(
        mode_id=mode_id,
        method=AttributionMethod.TREE_PATH_DEPENDENT,
        engine=Engine.KERNEL,
        base=-3.0,
        raw=2.0,
        probability=min(1.0, max(0.0, probability)),
        base_probability=base,
        additivity_gap=0.0,
        largest_error=0.0,
        features=(),
        signals=tuple(
            SignalContribution(
                signal_id=name, component_id="c", value=1.0, low=0.0, high=2.0, contribution=share / 10, points=share
            )
            for name, share in points.items()
        ),
        components=tuple(
            ComponentContribution(component_id=name, contribution=share / 10, points=share)
            for name, share in (components or {}).items()
        ),
        interaction=None,
        counterfactual=None,
    )
