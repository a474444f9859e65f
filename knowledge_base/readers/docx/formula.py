"""Office MathML in one line (ECMA-376 part 1, 22.1): a fraction keeps its bar, a power its sign."""

from lxml import etree

from knowledge_base.readers.docx.package import M
from knowledge_base.readers.task_draft.unseen import UNREADABLE, superscript

_ROWS = frozenset({"oMath", "oMathPara", "e", "num", "den", "sup", "sub", "deg", "r", "fName", "func"})
_PROPERTIES = "Pr"


def formula(element: etree._Element) -> str:
    """The formula in one line; ends in UNREADABLE where a line cannot say it, so that nobody follows half of it."""
    name = etree.QName(element).localname
    if name == "t":
        return element.text or ""
    parts = {
        etree.QName(child).localname: formula(child)
        for child in element.iterchildren(etree.Element)
        if not etree.QName(child).localname.endswith(_PROPERTIES)
    }
    if name in _ROWS:
        return "".join(
            formula(child)
            for child in element.iterchildren(etree.Element)
            if not etree.QName(child).localname.endswith(_PROPERTIES)
        )
    if name == "f" and parts.keys() >= {"num", "den"}:
        return "/".join(part if part.isalnum() else f"({part})" for part in (parts["num"], parts["den"]))
    if name == "sSup":
        raised = superscript(parts.get("sup", ""))
        return parts.get("e", "") + (raised if raised != parts.get("sup") else f"^({raised})")
    if name == "sSub":
        return f"{parts.get('e', '')}_{parts.get('sub', '')}"
    if name == "rad" and not parts.get("deg"):
        return f"√({parts.get('e', '')})"
    if name == "d" and element.find(f"{M}dPr") is None:
        return f"({parts.get('e', '')})"
    return "".join(parts.values()) + UNREADABLE
