"""Entries of lists of like things (a tool, a wire, a time limit, a step of a drill): their fields on one line."""

from lxml import etree

from knowledge_base.readers.passages import BlockKind
from knowledge_base.readers.s1000d.element_kinds import (
    CODE_RECORDS,
    NO_WORDS,
    PARAGRAPHS,
    REFERENCES,
    has_words_of_its_own,
)
from knowledge_base.readers.s1000d.module_text import ModuleText

_CODES = ("toolNumber", "supplyNumber", "partNumberValue", "functionalItemNumber", "circuitBreakerNumber", "faultCode")
# Attributes that are shown to a reader, and those whose coded value the business rules spell out.
_SHOWN = (
    *_CODES,
    "manufacturerCodeValue",
    "zoneNumber",
    "accessPointNumber",
    "materialSetIdent",
    "contactIdent",
    "serialNumberValue",
    "taskName",
    "limitCond",
)
_CODED = ("limitUnitType", "skillLevelCode")
_BETWEEN = ", "


def write_record(out: ModuleText, record: etree._Element) -> None:
    """Write an entry; one that is looked up by its number is an entry of a code table."""
    codes = codes_of(record) if record.tag in CODE_RECORDS else ()
    words = out.limited(record, _BETWEEN.join(fields_of(out, record)))
    out.put(words, BlockKind.CODE if codes else BlockKind.TEXT, codes)


def codes_of(element: etree._Element) -> tuple[str, ...]:
    """The part numbers, tool numbers and fault codes in an element, each once, in their order."""
    found = []
    for one in element.iter("*"):
        found += [one.get(name, "") for name in _CODES]
        if one.tag == "partNumber":
            found.append((one.text or "").strip())
    return tuple(dict.fromkeys(filter(None, found)))


def fields_of(out: ModuleText, element: etree._Element) -> list[str]:
    """The fields of an entry in their order: of each element the attributes that are shown, then its words."""
    if element.tag in REFERENCES:
        return [out.inline.phrase(element)]
    said = [element.get(name, "") for name in _SHOWN]
    said += [out.common.meaning(name, value) for name in _CODED if (value := element.get(name))]
    if element.tag == "threshold":
        said.append(_threshold(out, element))
    elif len(element) == 0 or element.tag in PARAGRAPHS or has_words_of_its_own(element):
        said.append(with_unit(out.inline.line(element), element.get("unitOfMeasure")))
    else:
        for child in element:
            if child.tag not in NO_WORDS:
                said += _limited(out, child)
    return list(filter(None, said))


def _limited(out: ModuleText, element: etree._Element) -> list[str]:
    """The fields of a part of an entry, after the products that this part is for."""
    fields = fields_of(out, element)
    if fields and element.tag not in REFERENCES:
        fields[0] = out.limited(element, fields[0])
    return fields


def _threshold(out: ModuleText, threshold: etree._Element) -> str:
    """A value with its unit, and how far it may be off."""
    value = threshold.find("thresholdValue")
    words = out.inline.line(value) if value is not None else ""
    unit = threshold.get("thresholdUnitOfMeasure", "")
    said = [with_unit(words, out.common.meaning("thresholdUnitOfMeasure", unit))]
    for tolerance in threshold.iterchildren("tolerance"):
        sign = {"plus": "+", "minus": "-", "plusorminus": "±"}.get(tolerance.get("toleranceType", ""), "")
        said.append(sign + tolerance.get("toleranceValue", ""))
    return " ".join(filter(None, said))


def with_unit(words: str, unit: str | None) -> str:
    """A value and its unit, as they are written."""
    return f"{words} {unit}" if words and unit else words
