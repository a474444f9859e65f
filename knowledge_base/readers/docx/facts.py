"""What a Word document says of itself (ECMA-376 part 2, chapter 11, core properties; part 1, 22.3, custom ones)."""

from lxml import etree

from knowledge_base.readers.docx.package import Package, part_of_package
from knowledge_base.readers.identity import Stated
from knowledge_base.readers.task_draft.stated import stated_date, stated_words

_REVISION = ("revision", "version", "document version", "doc version", "rev", "ausgabe", "änderungsstand", "révision")
_IDENTIFIER = ("document number", "document id", "doc no", "dokumentnummer", "manual")


def stated_by(package: Package) -> Stated:
    """What its properties state. Word's own count of saves is its revision only where nothing else is."""
    core = _core(part_of_package(package, "core-properties"))
    custom = _custom(part_of_package(package, "custom-properties"))

    def first(names: tuple[str, ...]) -> str | None:
        return next((custom[name] for name in names if custom.get(name)), None)

    return Stated(
        manual=core.get("identifier") or first(_IDENTIFIER),
        title=core.get("title"),
        revision=core.get("version") or first(_REVISION) or core.get("revision"),
        date=stated_date(core.get("modified") or core.get("created")),
        language=core.get("language"),
    )


def _core(root: etree._Element | None) -> dict[str, str]:
    found = {}
    for element in root.iterchildren(etree.Element) if root is not None else ():
        words = stated_words("".join(element.itertext()))
        if words:
            found[etree.QName(element).localname] = words
    return found


def _custom(root: etree._Element | None) -> dict[str, str]:
    found = {}
    for element in root.iterchildren(etree.Element) if root is not None else ():
        found[(element.get("name") or "").strip().lower()] = stated_words("".join(element.itertext()))
    return found
