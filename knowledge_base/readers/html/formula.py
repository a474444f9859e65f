"""MathML in one line (MathML Core, chapter 3): a fraction keeps its bar, a power its sign."""

from bs4 import NavigableString, Tag

from knowledge_base.readers.task_draft.unseen import UNREADABLE, superscript

_ROWS = frozenset({"math", "mrow", "mstyle", "semantics", "mpadded", "mn", "mi", "mo", "mtext", "ms"})
_OUT = frozenset({"annotation", "annotation-xml"})


def formula(tag: Tag) -> str:
    """The formula in one line; ends in UNREADABLE where a line cannot say it, so that nobody follows half of it."""
    name = tag.name.rsplit(":", 1)[-1]
    children = [child for child in tag.children if isinstance(child, Tag) and child.name not in _OUT]
    parts = [formula(child) for child in children]
    if name in _ROWS:
        if not children:
            return "".join(str(child).strip() for child in tag.children if type(child) is NavigableString)
        return "".join(parts)
    if name == "mspace":
        return " "
    if name == "mfrac" and len(parts) == 2:
        return "/".join(part if part.isalnum() else f"({part})" for part in parts)
    if name == "msup" and len(parts) == 2:
        raised = superscript(parts[1])
        return parts[0] + (raised if raised != parts[1] else f"^({parts[1]})")
    if name == "msub" and len(parts) == 2:
        return f"{parts[0]}_{parts[1]}"
    if name == "msqrt":
        return f"√({''.join(parts)})"
    return "".join(parts) + UNREADABLE
