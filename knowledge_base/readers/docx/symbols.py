"""Characters of symbol fonts (<w:sym>, ECMA-376 part 1, 17.3.3.30) that stand for signs of measures and arrows."""

from knowledge_base.readers.task_draft.unseen import UNREADABLE

_SYMBOL = {
    0x44: "Δ",
    0x46: "Φ",
    0x50: "Π",
    0x53: "Σ",
    0x57: "Ω",
    0x61: "α",
    0x62: "β",
    0x64: "δ",
    0x65: "ε",
    0x66: "φ",
    0x67: "γ",
    0x68: "η",
    0x6C: "λ",
    0x6D: "µ",
    0x70: "π",
    0x71: "θ",
    0x72: "ρ",
    0x73: "σ",
    0x74: "τ",
    0x77: "ω",
    0xA3: "≤",
    0xA5: "∞",
    0xAB: "↔",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xB0: "°",
    0xB1: "±",
    0xB2: "″",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0xC6: "∅",
    0xD6: "√",
    0xD7: "·",
}
_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0xA7: "▪",
    0xA8: "☐",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


_SAME_IN_SYMBOL = frozenset(" 0123456789.,()[]{}+=/%<>|:;!&?_\u00a0\t\n")


def symbol(font: str, code: str) -> str:
    """The character; UNREADABLE when the font or the character in it is not known here."""
    try:
        number = int(code, 16)
    except ValueError:
        return UNREADABLE
    if not 0 <= number < 0xD800 and not 0xF000 <= number <= 0xF0FF:
        return UNREADABLE
    return in_symbol_font(chr(number), font)


def in_symbol_font(words: str, font: str | None) -> str:
    """Words as they are shown in this font: an m in Symbol is a µ. Words in other fonts remain as they are."""
    name = (font or "").lower()
    known = _FONTS.get(name)
    if known is None and not name.startswith(("wingdings", "webdings")):
        # The private use area has no meaning without its font; most often that is Symbol.
        return "".join(_SYMBOL.get(_code(c), UNREADABLE) if "\uf000" <= c <= "\uf0ff" else c for c in words)
    shown = (known or {}, _SAME_IN_SYMBOL if name == "symbol" else frozenset(" \t\n"))
    return "".join(shown[0].get(_code(c)) or (c if c in shown[1] else UNREADABLE) for c in words)


def _code(letter: str) -> int:
    return ord(letter) - 0xF000 if ord(letter) >= 0xF000 else ord(letter)
