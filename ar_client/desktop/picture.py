"""The finished page, which must stand by itself: machine, lit parts, live values, what to do next."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from ar_client.desktop import callouts, palette, todo, wording
from ar_client.desktop.camera import Box, Camera
from ar_client.desktop.machine import Machine
from ar_client.desktop.page import MARGIN, Page
from ar_client.desktop.renderer import Rendered
from ar_client.desktop.sheet import Sheet
from ar_client.desktop.typeset import Pen
from assistant.wire import Health, HighlightRole

_LEGEND = (
    (HighlightRole.GUILTY, palette.GUILTY),
    (HighlightRole.STEP, palette.STEP),
    (HighlightRole.EVIDENCE, palette.EVIDENCE),
)


@dataclass(frozen=True, slots=True)
class Views:
    """The machine as drawn: whole and, where something is lit, close up. camera: that of the whole view, in
    pixels.
    """

    camera: Camera | None
    whole: Image.Image
    close_up: Image.Image | None


def developed(rendered: Rendered) -> Image.Image:
    """A rendering as an image, with a bright rim and a glow around what is lit, so that small parts are
    found.
    """
    image = Image.fromarray(palette.encoded(rendered.rgb))
    height, width = rendered.guilty.shape
    reach = max(1.0, min(width, height) / 500)
    for cover, colour in ((rendered.step, palette.STEP), (rendered.guilty, palette.GUILTY)):
        if not cover.any():
            continue
        mask = Image.fromarray((np.clip(cover, 0, 1) * 255).astype(np.uint8))
        spread = mask.filter(ImageFilter.GaussianBlur(8 * reach))
        wide = mask.filter(ImageFilter.GaussianBlur(0.9 * reach))
        outside: npt.NDArray[np.float32] = 1 - np.clip(cover, 0, 1)
        halo = np.asarray(spread, np.float32) * outside * 0.9
        rim = np.minimum(np.asarray(wide, np.float32) * 3, 255) * outside * 0.85
        image = _over(_over(image, colour, halo), _bright(colour), rim)
    return image


def page_of(width: int, height: int, sheet: Sheet) -> Page:
    """How the page of a picture of so many pixels is divided for what the sheet says."""
    return todo.page_for(Pen(Image.new("RGB", (1, 1)), Page(width, height).scale), width, height, sheet)


def blank(width: int, height: int) -> Image.Image:
    """The background alone, for a machine without a 3D model."""
    top, foot = palette.linear(palette.BACKGROUND_TOP), palette.linear(palette.BACKGROUND_BOTTOM)
    column = top + (foot - top) * np.linspace(0, 1, height, dtype=np.float32)[:, None]
    return Image.fromarray(palette.encoded(np.repeat(column[:, None], width, axis=1)))


def composed(views: Views, sheet: Sheet, machine: Machine | None, *, fine: bool = True) -> Image.Image:
    """The page of the size of the whole view. fine: drawn at twice the size, so that slanted lines come out
    smooth.
    """
    page = page_of(*views.whole.size, sheet)
    times = 2 if fine else 1
    image = _enlarged(views.whole, times)
    pen = Pen(image, times * page.scale)
    callouts.draw(pen, sheet, page, callouts.place(pen, sheet, page, views.camera, machine))
    _draw_header(pen, sheet, page)
    _draw_legend(pen, sheet, page)
    if views.close_up is not None:
        _draw_close_up(pen, _enlarged(views.close_up, times), sheet, page)
    if sheet.todo is not None:
        todo.draw(pen, sheet.todo, page.todo)
    return image.reduce(times)


def _draw_header(pen: Pen, sheet: Sheet, page: Page) -> None:
    x = pen.chip(MARGIN, 26, wording.HEALTH[sheet.health], 21, palette.HEALTH[sheet.health.value])
    if sheet.simulated:
        x = pen.chip(x + 10, 26, "SIMULATED", 21, palette.STEP)
    if sheet.link:
        x = pen.chip(x + 10, 26, sheet.link, 21, palette.WARNING)
    place = " · ".join(part for part in (sheet.asset, sheet.location, sheet.plant) if part)
    for line in pen.wrapped(place, 19, page.right - 260 - x, 1):
        pen.text(x + 16, 43, line, 19, palette.MUTED, anchor="lm")
    headline = pen.wrapped(sheet.headline, 34, page.right - MARGIN - 300, 2, bold=True)
    for row, line in enumerate(headline):
        pen.text(MARGIN, 70 + row * 40, line, 34 if len(headline) == 1 else 30, palette.TEXT, bold=True)
    if sheet.probability is not None:
        colour = palette.HEALTH[sheet.health.value]
        pen.text(page.right, 62, wording.percent(sheet.probability), 44, colour, bold=True, anchor="ra")
        pen.text(page.right, 114, "probability of failure", 16, palette.MUTED, anchor="ra")
    if sheet.time is not None:
        pen.text(page.right, 43, wording.moment(sheet.time), 17, palette.MUTED, anchor="rm")


def _draw_legend(pen: Pen, sheet: Sheet, page: Page) -> None:
    x, y = page.legend.left, page.legend.middle[1]
    told: set[str] = set()
    for role, colour in _LEGEND:
        for highlight in sorted((h for h in sheet.highlights if h.role is role), key=lambda h: -h.share)[:2]:
            if highlight.anchor.node in told or x > page.legend.right - 120:
                continue
            told.add(highlight.anchor.node)
            same = [h for h in sheet.highlights if h.anchor == highlight.anchor]
            pen.swatch(Box(x, y - 9, x + 26, y + 9), colour)
            x = _legend_text(pen, page.legend, x + 36, wording.reason(same)) + 30
    if not sheet.highlights:
        calm = "No part is lit: nothing speaks for a fault."
        _legend_text(pen, page.legend, x, calm if sheet.health is Health.HEALTHY else "No part is lit.")


def _legend_text(pen: Pen, box: Box, x: float, text: str) -> float:
    """Writes as much as the legend holds; returns where it ends."""
    line = pen.wrapped(text, 17, box.right - x, 1)[0]
    pen.text(x, box.middle[1], line, 17, palette.TEXT, anchor="lm")
    return x + pen.width(line, 17)


def _draw_close_up(pen: Pen, close_up: Image.Image, sheet: Sheet, page: Page) -> None:
    box = page.close_up
    pen.image.paste(close_up, (round(box.left * pen.scale), round(box.top * pen.scale)))
    corners = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]
    pen.line([*corners, corners[0]], palette.LINE, 1.5)
    label = _close_up_label(sheet)
    pen.chip(box.left + 10, box.top + 10, label, 15, palette.MUTED)


def _close_up_label(sheet: Sheet) -> str:
    chosen = min(sheet.highlights, key=lambda h: [role for role, _ in _LEGEND].index(h.role))
    return f"Close-up: {chosen.label}"


def _enlarged(image: Image.Image, times: int) -> Image.Image:
    """A copy whose every pixel is a square of pixels: `reduce` gives back the same image."""
    return image.resize((times * image.width, times * image.height), Image.Resampling.NEAREST)


def _over(image: Image.Image, colour: palette.Rgb, amount: npt.NDArray[np.floating]) -> Image.Image:
    plate = Image.new("RGB", image.size, colour)
    return Image.composite(plate, image, Image.fromarray(amount.astype(np.uint8)))


def _bright(colour: palette.Rgb) -> palette.Rgb:
    red, green, blue = (round(v + (255 - v) * 0.4) for v in colour)
    return red, green, blue
