"""Live values beside the machine, each tied by a line to the place where it is measured."""

import math
from dataclasses import dataclass

from ar_client.desktop import palette, wording
from ar_client.desktop.camera import Box, Camera
from ar_client.desktop.machine import Machine
from ar_client.desktop.page import CARD_GAP, COLUMN, Page
from ar_client.desktop.sheet import Sheet, value_of
from ar_client.desktop.typeset import Pen
from assistant.wire import Callout, SignalState

COLOURS = {
    SignalState.HIGH: palette.HIGH,
    SignalState.LOW: palette.LOW,
    SignalState.NORMAL: palette.NORMAL,
    SignalState.UNKNOWN: palette.MUTED,
}
Point = tuple[float, float]
_LABEL, _LABEL_LINE, _PLAIN_HEIGHT = 15.0, 19.0, 92.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A callout, the lines of its label, its card, and the place on the machine that it speaks of (None when
    the model does not show it).
    """

    callout: Callout
    label: list[str]
    card: Box
    place: Point | None


def place(pen: Pen, sheet: Sheet, page: Page, camera: Camera | None, machine: Machine | None) -> list[Placed]:
    """Cards in two columns, the leftmost places to the left, each column from top to bottom as on the
    machine.

    With more callouts than cards fit, those with the most weight in the verdict stay.
    """
    rooms = [_room(page.left_column), _room(page.right_column)]
    kept = sorted(sheet.callouts, key=lambda callout: -abs(callout.points))[: sum(rooms)]
    spots = {callout.signal_id: _spot(callout, sheet, page, camera, machine) for callout in kept}
    middle = page.machine.middle
    across = sorted(kept, key=lambda callout: (spots[callout.signal_id] or middle)[0])
    left = min(rooms[0], max(len(across) - rooms[1], (len(across) + 1) // 2))
    placed: list[Placed] = []
    for column, group in ((page.left_column, across[:left]), (page.right_column, across[left:])):
        group.sort(key=lambda callout: (spots[callout.signal_id] or middle)[1])
        top = column.top
        for callout in group:
            label = pen.wrapped(callout.label, _LABEL, COLUMN - 32, 2)
            card = Box(column.left, top, column.right, top + _PLAIN_HEIGHT + _LABEL_LINE * (len(label) - 1))
            placed.append(Placed(callout, label, card, spots[callout.signal_id]))
            top = card.bottom + CARD_GAP
    return placed


def draw(pen: Pen, sheet: Sheet, page: Page, placed: list[Placed]) -> None:
    """Lines first, then cards over them."""
    for one in placed:
        if one.place is not None:
            pen.line([*_start(one.card, page), one.place], COLOURS[one.callout.state])
    for one in placed:
        if one.place is not None:
            pen.dot(*one.place, 5, COLOURS[one.callout.state])
        _draw_card(pen, sheet, one)


def _draw_card(pen: Pen, sheet: Sheet, one: Placed) -> None:
    callout, card = one.callout, one.card
    colour = COLOURS[callout.state]
    left, y = card.left + 18, card.top + 9
    pen.card(card, colour)
    for line in one.label:
        pen.text(left, y, line, _LABEL, palette.TEXT)
        y += _LABEL_LINE
    value = value_of(sheet, callout)
    pen.text(left, y + 3, value, 25, palette.TEXT, bold=True)
    x = left + pen.width(value, 25, bold=True) + 12
    if callout.state in (SignalState.HIGH, SignalState.LOW):
        pen.triangle(x, y + 12, 14, colour, up=callout.state is SignalState.HIGH)
        x += 20
    pen.text(x, y + 9, wording.state(callout), 17, colour, bold=True)
    note = " · ".join(part for part in (wording.healthy_range(callout), wording.weight(callout)) if part)
    pen.text(left, y + 38, note, 14, palette.MUTED)


def _start(card: Box, page: Page) -> list[Point]:
    """Where a leader leaves its card: straight out towards the machine."""
    to_right = card.middle[0] < page.machine.middle[0]
    edge, out = (card.right, 18) if to_right else (card.left, -18)
    return [(edge, card.middle[1]), (edge + out, card.middle[1])]


def _spot(callout: Callout, sheet: Sheet, page: Page, camera: Camera | None, machine: Machine | None) -> Point | None:
    """Where the signal is measured, in units of the page."""
    if camera is None or machine is None:
        return None
    node = callout.anchor.node
    spot = machine.place_of(node, sheet.nodes - {node})
    if spot is None:
        return None
    x, y = (float(v) / page.scale for v in camera.project(spot[None])[0])
    return (x, y) if math.isfinite(x) else None


def _room(column: Box) -> int:
    return max(0, int((column.height + CARD_GAP) // (_PLAIN_HEIGHT + _LABEL_LINE + CARD_GAP)))
