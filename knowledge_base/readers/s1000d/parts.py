"""Illustrated parts catalogues (`illustratedPartsCatalog`) → entries that are found by part number."""

from lxml import etree

from knowledge_base.readers.passages import BlockKind
from knowledge_base.readers.s1000d.description import write
from knowledge_base.readers.s1000d.module_text import ModuleText
from knowledge_base.readers.s1000d.record import fields_of, with_unit
from knowledge_base.readers.s1000d.words import raw_words
from knowledge_base.records import Task

# What is logistics, not the part: it is not shown in the catalogue of a technician.
_LOGISTICS = frozenset(
    ["locationRcmdSegment", "genericPartDataGroup", "reasonForSelection", "initialProvisioningProject"]
)


def read_parts(out: ModuleText, catalog: etree._Element) -> list[Task]:
    """Write a line for each part: figure and item, number, manufacturer, description, quantity. It has no task."""
    out.put(out.module.code)
    out.put(out.applicability.of_module())
    for child in catalog:
        if child.tag == "catalogSeqNumber":
            for entry in child.iterchildren("itemSeqNumber"):
                _write_part(out, child, entry)
        elif child.tag not in _LOGISTICS:
            write(out, child)
    return []


def _write_part(out: ModuleText, item: etree._Element, entry: etree._Element) -> None:
    ref = entry.find("partRef")
    if ref is None:
        return
    figure = item.get("figureNumber", "") + item.get("figureNumberVariant", "")
    place = item.get("item", "") + item.get("itemVariant", "")
    said = [f"Fig {figure} item {place}" if place else f"Fig {figure}"]
    number, maker = ref.get("partNumberValue", ""), ref.get("manufacturerCodeValue", "")
    said += [number, maker]
    quantity = ""
    described = False
    for child in entry:
        if child is ref or child.tag in _LOGISTICS:
            continue
        if child.tag == "quantityPerNextHigherAssy":
            quantity = with_unit(raw_words(child), entry.findtext("partSegment/techData/unitOfIssue"))
            continue
        described = described or next(child.iter("descrForPart"), None) is not None
        for part in child if child.tag == "partSegment" else (child,):
            said += fields_of(out, part) if part.tag != "techData" else []
    if not described:
        said.insert(3, out.common.name_of(ref) or "")
    words = ", ".join(filter(None, (*said, quantity)))
    out.put(out.limited(item, out.limited(entry, words)), BlockKind.CODE, (number,) if number else ())
