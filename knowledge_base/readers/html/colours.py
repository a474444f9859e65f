"""Colours as CSS writes them (CSS Color Module Level 4, chapters 5 to 7 and 8 for their names)."""

import colorsys
import re

from knowledge_base.readers.task_draft.unseen import RGB

_NAMES = (
    "aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4 "
    "black 000000 blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue 5f9ea0 "
    "chartreuse 7fff00 chocolate d2691e coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff "
    "darkblue 00008b darkcyan 008b8b darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9 "
    "darkkhaki bdb76b darkmagenta 8b008b darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000 "
    "darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f darkslategrey 2f4f4f "
    "darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff dimgray 696969 dimgrey 696969 "
    "dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc "
    "ghostwhite f8f8ff gold ffd700 goldenrod daa520 gray 808080 green 008000 greenyellow adff2f grey 808080 "
    "honeydew f0fff0 hotpink ff69b4 indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa "
    "lavenderblush fff0f5 lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan e0ffff "
    "lightgoldenrodyellow fafad2 lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1 "
    "lightsalmon ffa07a lightseagreen 20b2aa lightskyblue 87cefa lightslategray 778899 lightslategrey 778899 "
    "lightsteelblue b0c4de lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6 magenta ff00ff maroon 800000 "
    "mediumaquamarine 66cdaa mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db mediumseagreen 3cb371 "
    "mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc mediumvioletred c71585 "
    "midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5 navajowhite ffdead navy 000080 "
    "oldlace fdf5e6 olive 808000 olivedrab 6b8e23 orange ffa500 orangered ff4500 orchid da70d6 palegoldenrod eee8aa "
    "palegreen 98fb98 paleturquoise afeeee palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9 peru cd853f "
    "pink ffc0cb plum dda0dd powderblue b0e0e6 purple 800080 rebeccapurple 663399 red ff0000 rosybrown bc8f8f "
    "royalblue 4169e1 saddlebrown 8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57 seashell fff5ee "
    "sienna a0522d silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090 slategrey 708090 snow fffafa "
    "springgreen 00ff7f steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347 turquoise 40e0d0 "
    "violet ee82ee wheat f5deb3 white ffffff whitesmoke f5f5f5 yellow ffff00 yellowgreen 9acd32 "
    "canvas ffffff canvastext 000000 windowtext 000000 window ffffff"
)
NAMES: dict[str, str] = dict(re.findall(r"(\w+) (\w+)", _NAMES))

_HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\Z")
_FUNCTION = r"(?P<name>rgba?|hsla?|hwb|oklab|oklch|lab|lch|color)\((?P<values>[^()]*)\)"
_CALL = re.compile(rf"{_FUNCTION}\Z")
_IN_TEXT = re.compile(rf"#[0-9a-f]{{3,8}}\b|{_FUNCTION}|[a-z]+")
_SPACE = re.compile(r"^\s*(?:srgb|srgb-linear|display-p3|a98-rgb|rec2020)\s")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)")

Colour = tuple[RGB, float]
"""Red, green and blue from 0 to 255, and the opacity from 0 to 1."""


def colour_of(value: str) -> Colour | None:
    """The colour that a CSS value gives; None when it is not one that is known here."""
    value = value.strip().lower()
    if value == "transparent":
        return (0, 0, 0), 0.0
    value = f"#{NAMES[value]}" if value in NAMES else value
    if _HEX.match(value):
        digits = value[1:]
        digits = "".join(digit * 2 for digit in digits) if len(digits) < 6 else digits
        red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
        return (red, green, blue), int(digits[6:8] or "ff", 16) / 255
    call = _CALL.match(value)
    return _called(call["name"], call["values"]) if call else None


def colours_in(value: str) -> list[Colour]:
    """All colours that stand in a CSS value, as in a gradient or the shorthand of a background."""
    return [colour for match in _IN_TEXT.finditer(value.lower()) if (colour := colour_of(match[0]))]


def over(colour: Colour, background: RGB) -> RGB:
    """The colour as it is seen on a background."""
    (red, green, blue), opacity = colour
    below = background
    return (
        round(red * opacity + below[0] * (1 - opacity)),
        round(green * opacity + below[1] * (1 - opacity)),
        round(blue * opacity + below[2] * (1 - opacity)),
    )


def _called(name: str, values: str) -> Colour | None:
    parts = [part for part in re.split(r"[\s,/]+", _SPACE.sub("", values).strip()) if part]
    numbers = [float(match[0]) for part in parts if (match := _NUMBER.match(part))]
    if len(numbers) < 3 or len(numbers) != len(parts):
        return None
    opacity = _share(parts[3], 1) if len(parts) > 3 else 1.0
    if name.startswith("rgb") or name == "color":
        red, green, blue = (_share(part, 255 if name != "color" else 1) for part in parts[:3])
    elif name.startswith("h"):
        red, green, blue = _of_hue(name, numbers[0] % 360 / 360, _share(parts[1], 100), _share(parts[2], 100))
    else:
        red = green = blue = _grey(name, parts[0])
    return (round(red * 255), round(green * 255), round(blue * 255)), opacity


def _of_hue(name: str, hue: float, second: float, third: float) -> tuple[float, float, float]:
    """second, third: saturation and lightness; of hwb, whiteness and blackness."""
    if name != "hwb":
        return colorsys.hls_to_rgb(hue, third, second)
    pure = max(1 - second - third, 0)
    whole = max(second + third, 1)
    red, green, blue = (part * pure + second / whole for part in colorsys.hls_to_rgb(hue, 0.5, 1))
    return red, green, blue


def _grey(name: str, lightness: str) -> float:
    """The grey as light as a colour of CIE Lab or Oklab (chapters 9.2 and 9.3); hue plays no part in contrast."""
    if name.startswith("ok"):
        light = _share(lightness, 1) ** 3
    else:
        share = _share(lightness, 100)
        light = ((share * 100 + 16) / 116) ** 3 if share > 0.08 else share * 100 / 903.3
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def _share(part: str, whole: float) -> float:
    """A number or percentage as a share of the whole, from 0 to 1."""
    match = _NUMBER.match(part)
    number = float(match[0]) if match else 0.0
    return min(max(number / (100 if part.endswith("%") else whole), 0.0), 1.0)
