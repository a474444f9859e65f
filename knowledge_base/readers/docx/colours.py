"""Colours of a Word document (ECMA-376 part 1, 17.3.2.6 color, 17.3.2.15 highlight, 17.3.5 shading, 20.1.6 theme)."""

import re

from lxml import etree

from knowledge_base.readers.docx.package import A, W
from knowledge_base.readers.task_draft.unseen import RGB, WHITE

_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_THEME = {
    "text1": "dk1",
    "dark1": "dk1",
    "tx1": "dk1",
    "background1": "lt1",
    "light1": "lt1",
    "bg1": "lt1",
    "text2": "dk2",
    "dark2": "dk2",
    "tx2": "dk2",
    "background2": "lt2",
    "light2": "lt2",
    "bg2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
_HIGHLIGHTS = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "green": "00FF00",
    "magenta": "FF00FF",
    "red": "FF0000",
    "yellow": "FFFF00",
    "white": "FFFFFF",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "darkGray": "808080",
    "lightGray": "C0C0C0",
}


class Theme:
    """The colours that the theme's names stand for."""

    def __init__(self, root: etree._Element | None) -> None:
        self._colours: dict[str, RGB] = {"lt1": WHITE, "dk1": (0, 0, 0)}
        scheme = root.find(f".//{A}clrScheme") if root is not None else None
        for entry in scheme.iterchildren(etree.Element) if scheme is not None else ():
            for shade in entry.iterchildren(etree.Element):
                found = hexadecimal(shade.get("lastClr") or shade.get("val"))
                if found:
                    self._colours[etree.QName(entry).localname] = found

    def named(self, name: str, tint: str | None = None, shade: str | None = None) -> RGB | None:
        """A theme colour; tint and shade: how much of it is left beside white or black, in hexadecimal to FF."""
        colour = self._colours.get(_THEME.get(name, name))
        for part, other in ((tint, 255), (shade, 0)):
            if colour and part and re.fullmatch(r"[0-9A-Fa-f]{1,2}", part):
                share = int(part, 16) / 255
                red, green, blue = (round(value * share + other * (1 - share)) for value in colour)
                colour = (red, green, blue)
        return colour

    def of_text(self, color: etree._Element | None) -> RGB | None:
        """What <w:color> says; None for automatic, which is always readable."""
        return self._stated(color, "val", "themeColor", "themeTint", "themeShade")

    def of_shading(self, shading: etree._Element | None) -> RGB | None:
        """What is seen of <w:shd>: its fill, or its pattern's colour where the pattern covers all."""
        if shading is not None and shading.get(f"{W}val") == "solid":
            return self._stated(shading, "color", "themeColor", "themeTint", "themeShade") or (0, 0, 0)
        return self._stated(shading, "fill", "themeFill", "themeFillTint", "themeFillShade")

    def of_fill(self, properties: etree._Element | None) -> RGB | None:
        """The plain fill of a drawn shape; None where it has none, or one that is not plain."""
        solid = properties.find(f"{A}solidFill") if properties is not None else None
        for colour in solid.iterchildren(etree.Element) if solid is not None else ():
            stated = colour.get("val") or ""
            return hexadecimal(colour.get("lastClr") or stated) or self.named(stated)
        return None

    def _stated(self, element: etree._Element | None, name: str, theme: str, tint: str, shade: str) -> RGB | None:
        if element is None:
            return None
        themed = element.get(f"{W}{theme}")
        if themed and themed != "none":
            named = self.named(themed, element.get(f"{W}{tint}"), element.get(f"{W}{shade}"))
            if named:
                return named
        return hexadecimal(element.get(f"{W}{name}"))


def hexadecimal(text: str | None) -> RGB | None:
    """FF0000 as a colour; None for "auto" and the like."""
    if not text or not _HEX.fullmatch(text):
        return None
    return int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16)


def of_highlight(name: str | None) -> RGB | None:
    """The colour of a highlighter."""
    return hexadecimal(_HIGHLIGHTS.get(name or ""))
