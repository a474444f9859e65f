"""Text boxes of a Word document (ECMA-376 part 1, 20.4; VML in part 4): their words, if they lie on the page."""

import re
from dataclasses import dataclass

from lxml import etree

from knowledge_base.readers.docx.colours import Theme, hexadecimal
from knowledge_base.readers.docx.package import A, W, number
from knowledge_base.readers.task_draft import Findings
from knowledge_base.readers.task_draft.unseen import RGB, WHITE

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MARGIN = 1_500_000
"""Wider than a page's margin, in English Metric Units (914,400 an inch)."""
_PAGE = 20_000_000
_VML_LEFT = re.compile(r"(?:margin-left|margin-top|left|top)\s*:\s*(-?[\d.]+)(pt|in|cm|mm|px|)")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "": 1.0}
_FAR_POINTS = -400


@dataclass(frozen=True)
class Box:
    """A text box: the element with its paragraphs, and the colour behind them."""

    content: etree._Element
    behind: RGB


def boxes_in(drawing: etree._Element, theme: Theme, findings: Findings, place: str) -> list[Box]:
    """The text boxes in a drawing. One that nobody sees is a finding."""
    found = []
    for content in drawing.iter(f"{W}txbxContent"):
        outer = content.iterancestors(f"{W}txbxContent")
        if next(outer, None) is not None:
            continue
        why = _hidden_by(drawing, content)
        if why:
            findings.hidden(place, why, " ".join(part.text or "" for part in content.iter(f"{W}t")))
        else:
            found.append(Box(content, _fill(content, theme)))
    return found


def _hidden_by(drawing: etree._Element, content: etree._Element) -> str | None:
    if any(entry.get("hidden") in {"1", "true"} for entry in drawing.iter(f"{_WP}docPr")):
        return "hidden text box"
    for anchor in drawing.iter(f"{_WP}anchor"):
        extent = anchor.find(f"{_WP}extent")
        for axis, side in (("positionH", "cx"), ("positionV", "cy")):
            place = number(anchor.findtext(f"{_WP}{axis}/{_WP}posOffset"))
            size = number(extent.get(side)) if extent is not None else 0
            if place + size < -_MARGIN or place > _PAGE:
                return "text box far off the page"
    for shape in content.iterancestors(etree.Element):
        style = (shape.get("style") or "").lower().replace(" ", "")
        if "visibility:hidden" in style or "display:none" in style:
            return "hidden text box"
        if any(float(n) * _POINTS[unit] < _FAR_POINTS for n, unit in _VML_LEFT.findall(style) if _is_number(n)):
            return "text box far off the page"
        if shape is drawing:
            break
    return None


def _is_number(text: str) -> bool:
    return text.count(".") < 2 and text.strip("-.") != ""


def _fill(content: etree._Element, theme: Theme) -> RGB:
    """The colour of the box; white where it is not plain: then white words in it are taken for hidden."""
    for shape in content.iterancestors(etree.Element):
        properties = next((child for child in shape.iterchildren(etree.Element) if _local(child) == "spPr"), None)
        if properties is not None:
            plain = theme.of_fill(properties)
            style = next((child for child in shape.iterchildren(etree.Element) if _local(child) == "style"), None)
            reference = style.find(f"{A}fillRef/{A}schemeClr") if style is not None else None
            if plain is None and reference is not None and properties.find(f"{A}noFill") is None:
                plain = theme.named(reference.get("val") or "")
            return plain or WHITE
        if shape.get("fillcolor"):
            return hexadecimal((shape.get("fillcolor") or "").lstrip("#").split()[0]) or WHITE
        if shape.tag == f"{W}p":
            break
    return WHITE


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname
