"""Characters that nobody sees, and colours that nobody can tell apart.

Unicode Standard, chapter 23.2 (layout controls) and 23.9 (tag characters); UAX #9 for what changes the order of words.
"""

import re

RGB = tuple[int, int, int]
WHITE: RGB = (255, 255, 255)

UNREADABLE = "\ufffd"
"""Stands where there are words that could not be read; a step that holds it is no step."""
PICTURE = "\ufffc"
"""Stands where a picture stands in the middle of a sentence."""

_LEAST_CONTRAST = 1.2
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_TAGS = re.compile("[\U000e0000-\U000e007f]+")
_BACKWARDS = re.compile("[\u202b\u202e\u2067]([^\u202a-\u202e\u2066-\u2069\n]*)[\u202c\u2069]?")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_OVERRIDE = "\u202e"
_ZERO = "\u00ad\u180e\u200b\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
_ZERO_WIDTH = re.compile(f"[{_ZERO}]+")
_MANY = re.compile(f"[{_ZERO}\u200c\u200d]{{8,}}")
# Joiners shape the letters of some scripts; between others they are only something hidden.
_JOINERS = re.compile("(?:(?<=[\x00-\u058f])|^)[\u200c\u200d]+|[\u200c\u200d]+(?=[\x00-\u058f]|$)|[\u200c\u200d]{2,}")
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def seen(words: str) -> tuple[str, tuple[str, ...]]:
    """The words without invisible characters, and what these hid.

    Words that are shown in another order than they stand in become UNREADABLE: nobody knows which of the two is meant.
    """
    if words.isascii() and words.isprintable():
        return words, ()
    hidden: list[str] = []

    def tags(match: re.Match[str]) -> str:
        hidden.append("".join(chr(ord(c) - 0xE0000) for c in match[0] if 0xE0020 <= ord(c) < 0xE007F))
        return ""

    def backwards(match: re.Match[str]) -> str:
        if (match[0][0] != _OVERRIDE and _RIGHT_TO_LEFT.search(match[1])) or not match[1].strip():
            return match[1]
        hidden.append(match[1])
        return UNREADABLE

    def many(match: re.Match[str]) -> str:
        hidden.append(f"{len(match[0])} characters without width")
        return ""

    words = _CONTROLS.sub("", words)
    words = _TAGS.sub(tags, words)
    words = _BACKWARDS.sub(backwards, words)
    words = _ZERO_WIDTH.sub("", _MANY.sub(many, words))
    words = _DIRECTIONS.sub("", _JOINERS.sub("", words))
    return words, tuple(hidden)


def too_alike(colour: RGB, background: RGB) -> bool:
    """Text of this colour cannot be read on this background: contrast ratio below 1.2 (WCAG 2, 1.4.3: 4.5 is due)."""
    lighter, darker = sorted((_luminance(colour), _luminance(background)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05) < _LEAST_CONTRAST


def _luminance(colour: RGB) -> float:
    """Relative luminance of an sRGB colour (WCAG 2)."""
    parts = [value / 255 for value in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_SUPERSCRIPTS = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")


def superscript(words: str) -> str:
    """The words raised: without that, 10⁻³ would read 10-3. What Unicode cannot raise remains as it is."""
    raised = words.translate(_SUPERSCRIPTS)
    return raised if raised != words and not re.search(r"[^\W_²³¹]", re.sub("[⁰-ⁿ]", "", raised)) else words


_LONELY_PICTURE = re.compile(rf"(?:(?:^|(?<=[.!?:;\n]))\s*{PICTURE}\s*)|(?:\s*{PICTURE}\s*(?=$|\n))")


def without_pictures_at_the_ends(words: str) -> str:
    """Pictures between sentences are figures and go; one within a sentence stands for a word of it and stays."""
    while (fewer := _LONELY_PICTURE.sub(" ", words).strip(" ")) != words:
        words = fewer
    return words
