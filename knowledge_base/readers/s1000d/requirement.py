"""Support equipment, supplies and spares of a procedure: one line each, with name, number and quantity."""

from collections.abc import Iterator

from lxml import etree

from knowledge_base.readers.s1000d.common_info import catalog_place
from knowledge_base.readers.s1000d.description import write
from knowledge_base.readers.s1000d.module_text import ModuleText
from knowledge_base.readers.s1000d.record import codes_of, fields_of
from knowledge_base.records import Quote

_REQUIREMENTS = ("supportEquipDescr", "supplyDescr", "spareDescr")
_EMBEDDED = ("embeddedSupportEquipDescr", "embeddedSupplyDescr", "embeddedSpareDescr")
_REPOSITORY = ("toolRef", "supplyRef", "partRef")
_NAMES = ("name", "shortName")


def read_requirements(out: ModuleText, section: etree._Element) -> Iterator[Quote]:
    """Write the section; the quote of each thing that is required, and of each thing inside it."""
    referred = {ref.get("internalRefId") for ref in section.iter("footnoteRef")}
    for element in section.iter(*_REQUIREMENTS, "footnote"):
        if element.tag == "footnote":
            if element.get("id") not in referred:
                write(out, element)
        else:
            group = element.getparent()
            around = out.applicability.of(section) or (out.applicability.of(group) if group is not None else "")
            yield from _requirement(out, element, around)


def _requirement(out: ModuleText, element: etree._Element, products: str) -> Iterator[Quote]:
    """products: what the thing around this one is for."""
    own = out.applicability.of(element) or products
    said: list[str] = []
    codes: list[str] = []
    inside = []
    for child in element:
        if child.tag in _EMBEDDED:
            inside.append(child)
            continue
        said += _fields(out, element, child)
        codes += codes_of(child)
    words = ", ".join(said)
    span = out.put(f"{own}: {words}" if own and words else words, codes=tuple(codes))
    if span:
        yield out.quote(span)
    for child in inside:
        yield from _requirement(out, child, own)


def _fields(out: ModuleText, element: etree._Element, child: etree._Element) -> list[str]:
    if child.tag in _REPOSITORY:
        return [*_name_from_repository(out, element, child), *fields_of(out, child)]
    if child.tag == "catalogSeqNumberRef":
        return _from_catalog(out, element, child)
    if child.tag == "footnoteRemarks":
        notes = (out.references.target(ref.get("internalRefId", "")) for ref in child.iter("footnoteRef"))
        return [*(out.inline.line(note) for note in notes if note is not None), *fields_of(out, child)]
    return fields_of(out, child)


def _name_from_repository(out: ModuleText, element: etree._Element, ref: etree._Element) -> list[str]:
    if any(element.find(name) is not None for name in _NAMES):
        return []
    name = out.common.name_of(ref)
    if name is None:
        number = ", ".join(fields_of(out, ref))
        out.inline.missing(ref, f"names {number} by its number alone, and no repository here knows one name for it")
    return [name] if name else []


def _from_catalog(out: ModuleText, element: etree._Element, ref: etree._Element) -> list[str]:
    """The place in the parts catalogue; the part itself, where only the place is given."""
    place = "-".join(filter(None, (*catalog_place(ref), ref.get("itemSeqNumberValue"))))
    if element.find("identNumber") is not None or element.find("partRef") is not None:
        return [place]
    part = out.common.part_in_catalog(ref)
    if part is None:
        out.inline.missing(ref, f"names a part by its place in a catalogue, {place}, which is not here")
    return [place, *filter(None, part or ())]
