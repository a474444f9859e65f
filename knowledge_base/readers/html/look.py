"""How an element looks: whether a person can see its words, by what it is declared to be and what is around it.

Lengths are in CSS pixels; shares of the page count from a page of 1,000 by 1,000 pixels.
"""

import re
from dataclasses import dataclass, field, replace

from bs4 import Tag

from knowledge_base.readers.html.colours import Colour, colour_of, colours_in, over
from knowledge_base.readers.html.style_sheet import Declarations
from knowledge_base.readers.task_draft.unseen import RGB, WHITE, too_alike

_PAGE = 1000.0
_TINY = 1.4
_FAR = 900.0
_FAR_RIGHT = 9000.0
_FAINT = 0.05
_UNITS = {"px": 1, "pt": 4 / 3, "in": 96, "cm": 37.8, "mm": 3.78, "pc": 16, "vw": _PAGE / 100, "vh": _PAGE / 100, "": 1}
_SIZES = {"xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24, "xx-large": 32}
_LENGTH = re.compile(r"(?P<number>[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)(?P<unit>%|[a-z]*)")
_VAR = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")
_EDGE_ON = re.compile(r"rotate[xy]\(\s*-?90deg|\b[xy]\s+-?90deg|matrix\(\s*0(?:\.0+)?\s*,\s*0(?:\.0+)?\s*,")
_CALL = re.compile(r"(?P<name>[a-z0-9]+)\((?P<values>[^()]*)\)")
# A browser's own sheet (HTML Standard, chapter 15.3.1) hides these, and so does `hidden`.
_NOT_SHOWN = frozenset({"dialog", "datalist"})


@dataclass(frozen=True)
class Look:
    """What is seen of an element's own words.

    hidden: why nothing in it can be seen. invisible: why its own words cannot, though those of an element in it may.
    backgrounds: the colours that may be behind it. custom: its CSS variables.
    """

    hidden: str | None = None
    invisible: bool = False
    opacity: float = 1.0
    colour: Colour | None = ((0, 0, 0), 1.0)
    fill: Colour | None = None
    backgrounds: tuple[RGB, ...] = (WHITE,)
    size: float = 16.0
    struck: bool = False
    backwards: bool = False
    keeps_space: bool = False
    bold: bool = False
    block: bool = False
    custom: dict[str, str] = field(default_factory=dict)

    def unseen(self) -> str | None:
        """Why a person does not see the element's own words; None when they are seen."""
        if self.hidden:
            return self.hidden
        if self.invisible:
            return "visibility: hidden"
        if self.size <= _TINY:
            return f"letters of {self.size:.2g} px"
        colour = self.fill or self.colour
        if colour and colour[1] <= _FAINT:
            return "transparent letters"
        if colour and all(too_alike(over(colour, background), background) for background in self.backgrounds):
            return "letters in the colour of what is behind them"
        return None


def look_of(tag: Tag, declared: Declarations, around: Look) -> Look:
    """The look of an element within `around`."""
    declared = {**_hinted(tag), **declared}
    if not declared:
        return replace(around, block=False) if around.block else around
    custom = {**around.custom, **{name: value for name, value in declared.items() if name.startswith("--")}}
    declared = {name: _resolved(value, custom) for name, value in declared.items()}
    look = replace(around, custom=custom, block=_is_block(declared.get("display", "")))
    look = _text(look, declared, around)
    if look.hidden is None:
        opacity = around.opacity * _share(declared.get("opacity", ""))
        look = replace(look, opacity=opacity, hidden=_hidden_by(tag, declared, look.size, opacity))
    return look


def length(value: str, size: float) -> float | None:
    """A length in pixels; size: of the letters. None when the value is none."""
    match = _LENGTH.search(value)
    if match is None:
        return None
    unit, number = match["unit"], float(match["number"])
    if unit in {"em", "rem", "ex", "ch", "lh"}:
        return number * (16 if unit == "rem" else size / 2 if unit in {"ex", "ch"} else size)
    return number * (_PAGE / 100 if unit == "%" else _UNITS.get(unit, 1))


def _resolved(value: str, custom: dict[str, str]) -> str:
    for _ in range(8):
        if "var(" not in value or len(value) > 1000:
            break
        value = _VAR.sub(lambda match: custom.get(match[1], match[2] or ""), value)
    return value


def _hinted(tag: Tag) -> Declarations:
    """What the browser's sheet and the old attributes say; any style goes before it."""
    found: Declarations = {}
    if tag.has_attr("hidden") or (tag.name in _NOT_SHOWN and not tag.has_attr("open")):
        found["display"] = "none"
    for attribute, name in (("bgcolor", "background"), ("text", "color"), ("color", "color"), ("dir", "direction")):
        if tag.has_attr(attribute) and (attribute != "text" or tag.name == "body"):
            value = str(tag[attribute]).strip().lower()
            found[name] = f"#{value}" if re.fullmatch(r"[0-9a-f]{6}", value) else value
    if tag.name in {"s", "strike", "del"}:
        found["text-decoration"] = "line-through"
    elif tag.name in {"b", "strong", "th"}:
        found["font-weight"] = "bold"
    elif tag.name == "bdo":
        found["unicode-bidi"] = "bidi-override"
    elif tag.name in {"pre", "textarea", "listing", "xmp"}:
        found["white-space"] = "pre"
    return found


def _text(look: Look, declared: Declarations, around: Look) -> Look:
    """Colour, size and the like of the letters."""
    visibility = declared.get("visibility", "")
    weight = declared.get("font-weight", "")
    space = declared.get("white-space", "")
    backgrounds = _backgrounds(declared.get("background", ""), around.backgrounds)
    backwards = "override" in declared.get("unicode-bidi", "") and declared.get("direction") == "rtl"
    return replace(
        look,
        invisible=visibility in {"hidden", "collapse"} if visibility not in {"", "inherit"} else around.invisible,
        colour=_colour(declared.get("color", ""), around.colour),
        fill=_colour(declared.get("-webkit-text-fill-color", ""), around.fill),
        backgrounds=backgrounds,
        size=_letters(declared.get("font-size", ""), around.size),
        struck=around.struck or "line-through" in declared.get("text-decoration", ""),
        backwards=around.backwards or backwards,
        keeps_space=space.startswith(("pre", "break-spaces")) if space else around.keeps_space,
        bold=(weight in {"bold", "bolder"} or weight >= "600") if weight not in {"", "inherit"} else around.bold,
    )


def _colour(value: str, around: Colour | None) -> Colour | None:
    if value in {"", "inherit", "currentcolor", "unset"}:
        return around
    return ((0, 0, 0), 1.0) if value == "initial" else colour_of(value)


def _backgrounds(value: str, around: tuple[RGB, ...]) -> tuple[RGB, ...]:
    """The colours of a gradient, or the one colour; a picture is not looked at: what is known to be below it counts."""
    found = colours_in(re.sub(r"url\([^()]*\)", " ", value))
    return tuple(dict.fromkeys(over(colour, below) for colour in found for below in around))[:16] or around


def _letters(value: str, around: float) -> float:
    if value in _SIZES:
        return float(_SIZES[value])
    if value in {"smaller", "larger"}:
        return around * (1.2 if value == "larger" else 1 / 1.2)
    if value.endswith("%"):
        return around * (length(value, around) or 0.0) / _PAGE
    found = length(value, around) if value else None
    return around if found is None else found


def _hidden_by(tag: Tag, declared: Declarations, size: float, opacity: float) -> str | None:
    """What hides the element and all in it."""
    if declared.get("display", "").startswith("none"):
        return "attribute hidden" if tag.has_attr("hidden") else "display: none"
    if declared.get("content-visibility") == "hidden":
        return "content-visibility: hidden"
    if opacity <= _FAINT or _share(_call(declared.get("filter", ""), "opacity")) <= _FAINT:
        return "opacity: 0"
    if declared.get("-webkit-text-security", "none") != "none":
        return "letters replaced by signs"
    if (length(declared.get("letter-spacing", ""), size) or 0.0) < -size / 2:
        return "letters upon each other"
    if _is_off_page(declared, size):
        return "far off the page"
    if _is_clipped(declared, size):
        return "clipped to nothing"
    return None


def _share(value: str) -> float:
    match = _LENGTH.match(value)
    if match is None:
        return 1.0
    return float(match["number"]) / (100 if match["unit"] == "%" else 1)


def _call(value: str, name: str) -> str:
    """What stands in the parentheses of a function of that name."""
    return next((match["values"] for match in _CALL.finditer(value) if match["name"] == name), "")


def _is_off_page(declared: Declarations, size: float) -> bool:
    moved = ["text-indent", "margin-left", "margin-top"]
    if declared.get("position") in {"absolute", "fixed", "relative", "sticky"}:
        moved += ["left", "top", "right", "bottom"]
    places = [*(declared.get(name, "") for name in moved), *declared.get("translate", "").split()]
    for match in _CALL.finditer(declared.get("transform", "")):
        if match["name"].startswith("translate"):
            places += match["values"].split(",")
    found = [length(place, size) or 0.0 for place in places]
    return any(place <= -_FAR or place >= _FAR_RIGHT for place in found)


def _is_clipped(declared: Declarations, size: float) -> bool:
    transform = declared.get("transform", "")
    scales = [part for name in ("scale", "scalex", "scaley") for part in _call(transform, name).split(",")]
    if any(
        abs(_share(part)) < _FAINT for part in (*scales, *declared.get("scale", "").split(), declared.get("zoom", ""))
    ):
        return True
    if _EDGE_ON.search(f"{transform} {declared.get('rotate', '')}") or _cuts_all(declared, size):
        return True
    if not declared.get("overflow", "").startswith(("hidden", "clip", "scroll", "auto")):
        return False
    if (length(declared.get("text-indent", ""), size) or 0.0) >= _PAGE:
        return True
    sides = [length(declared.get(name, ""), size) for name in ("height", "width", "max-height", "max-width")]
    return any(side is not None and side <= 1 for side in sides)


def _cuts_all(declared: Declarations, size: float) -> bool:
    """CSS Masking Level 1: `clip: rect(top, right, bottom, left)`, `clip-path: inset(…)` and `circle(…)`."""
    edges = [
        length(edge, size) for edge in re.split(r"[\s,]+", _call(declared.get("clip", ""), "rect").strip()) if edge
    ]
    if len(edges) == 4 and None not in edges:
        top, right, bottom, left = (edge or 0.0 for edge in edges)
        if right - left <= 1 or bottom - top <= 1:
            return True
    path = declared.get("clip-path", "")
    inset = [length(edge, size) or 0.0 for edge in _call(path, "inset").split("round")[0].split()]
    if inset and (max(inset) >= _PAGE or min(inset) >= _PAGE / 2):
        return True
    corners = [corner.strip() for corner in _call(path, "polygon").split(",") if corner.strip()]
    if corners and len(set(corners)) < 3:
        return True
    radius = _call(path, "circle")
    return bool(radius) and (length(radius, size) or 0.0) <= 1


def _is_block(display: str) -> bool:
    return display.startswith(("block", "flex", "grid", "table", "list-item", "flow-root"))
