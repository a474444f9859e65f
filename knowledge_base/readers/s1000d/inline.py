"""The words of a paragraph as a reader sees them: references resolved, quantities with units."""

import re
from collections.abc import Callable

from lxml import etree

from knowledge_base.readers.s1000d.applicability import Applicability
from knowledge_base.readers.s1000d.common_info import CommonInfo
from knowledge_base.readers.s1000d.csdb import DataModule
from knowledge_base.readers.s1000d.findings import Findings
from knowledge_base.readers.s1000d.module_code import dm_code, dm_title, pm_code
from knowledge_base.readers.s1000d.references import References
from knowledge_base.readers.s1000d.words import one_line, raw_words
from knowledge_base.records import FindingKind

# Elements that begin a line of their own inside a paragraph, an entry of a table or a notice.
_LINES = frozenset(
    [
        "para",
        "simplePara",
        "notePara",
        "warningAndCautionPara",
        "attentionListItemPara",
        "title",
        "listItem",
        "attentionListItem",
        "definitionListItem",
        "captionGroup",
        "captionRow",
        "row",
        "footnote",
        "challenge",
        "response",
        "lcAnswerOptionContent",
    ]
)
_NO_WORDS = frozenset(["symbol", "graphic", "indexFlag", "acronymDefinition", "footnoteRef", "referencedApplicGroup"])
# References by number to things that the set may name elsewhere; the attribute that holds the number.
_NUMBERED = {
    "functionalItemRef": "functionalItemNumber",
    "controlIndicatorRef": "controlIndicatorNumber",
    "circuitBreakerRef": "circuitBreakerNumber",
    "accessPointRef": "accessPointNumber",
    "zoneRef": "zoneNumber",
    "toolRef": "toolNumber",
    "supplyRef": "supplyNumber",
    "partRef": "partNumberValue",
}
_TOLERANCES = {"plus": "+", "minus": "-", "plusorminus": "±"}
_AROUND_LINE = re.compile(r"[ ]*\n[ \n]*")
_SHORT = 60
_SPACES = re.compile(r" {2,}")


class Inline:
    """Takes words out of the elements of one module."""

    def __init__(
        self,
        module: DataModule,
        references: References,
        common: CommonInfo,
        applicability: Applicability,
        findings: Findings,
    ) -> None:
        self._module = module
        self._references = references
        self._common = common
        self._applicability = applicability
        self._findings = findings
        self._targets: dict[str, str] = {}
        self._shows: dict[str, Callable[[etree._Element], str]] = {
            "internalRef": self._internal_ref,
            "dmRef": lambda ref: dm_title(ref) or dm_code(ref),
            "pmRef": lambda ref: raw_words(title) if (title := ref.find(".//pmTitle")) is not None else pm_code(ref),
            "quantity": self._quantity,
            "identNumber": self._fields,
            "externalPubRef": self._fields,
            "captionEntry": lambda entry: f" {self.words(entry)} ",
            "listItemTerm": lambda term: f"{self.words(term)}: ",
            "variableRef": lambda variable: variable.get("variableName", ""),
        }

    def words(self, element: etree._Element) -> str:
        """The words in an element. A list item and a further paragraph begin a new line."""
        parts: list[str] = []
        self._gather(element, parts)
        return _SPACES.sub(" ", _AROUND_LINE.sub("\n", "".join(parts))).strip()

    def line(self, element: etree._Element) -> str:
        """The same on one line."""
        return self.words(element).replace("\n", " ")

    def phrase(self, element: etree._Element) -> str:
        """What one inline element, such as a reference, shows in a sentence."""
        parts: list[str] = []
        self._gather_child(element, parts)
        return "".join(parts).strip()

    def missing(self, element: etree._Element, what: str) -> None:
        """Say that the set does not hold what the element refers to."""
        self._findings.add(FindingKind.MISSING, self._module.file, f"line {element.sourceline or 0}", what)

    def _gather(self, element: etree._Element, parts: list[str]) -> None:
        parts.append(one_line(element.text or ""))
        for child in element:
            self._gather_child(child, parts)
            parts.append(one_line(child.tail or ""))

    def _gather_child(self, child: etree._Element, parts: list[str]) -> None:
        tag = str(child.tag)
        line = "\n" if tag in _LINES else ""
        parts.append(line)
        if products := self._applicability.of(child):
            parts.append(f"{products}: ")
        if tag in self._shows:
            parts.append(self._shows[tag](child))
        elif tag in _NUMBERED:
            parts.append(self._numbered(child))
        elif tag not in _NO_WORDS:
            self._gather(child, parts)
        parts.append(line)

    def _internal_ref(self, ref: etree._Element) -> str:
        own = self._own(ref)
        if own:
            return own
        ident = ref.get("internalRefId", "")
        target = self._references.target(ident)
        if target is None:
            self.missing(ref, f"refers to {ident}, which is not in this module, or not just once")
            return ident
        return self._references.shown(target) or self._words_of_target(target, ident)

    def _words_of_target(self, target: etree._Element, ident: str) -> str:
        """The words of something short without number and name, such as a quantity; else its id."""
        if ident not in self._targets:
            self._targets[ident] = ident
            words = self.line(target)
            self._targets[ident] = words if 0 < len(words) <= _SHORT else ident
        return self._targets[ident]

    def _own(self, element: etree._Element) -> str:
        parts: list[str] = []
        self._gather(element, parts)
        return "".join(parts).strip()

    def _numbered(self, ref: etree._Element) -> str:
        number = ref.get(_NUMBERED[str(ref.tag)], "")
        name = self._own(ref) or self._common.name_of(ref)
        if not name or ref.tag == "controlIndicatorRef":
            return name or number
        return f"{name} ({number})" if number else name

    def _quantity(self, quantity: etree._Element) -> str:
        """Each value as it is written, with its unit; tolerances with their sign."""
        if quantity.find("quantityGroup") is None:
            return _joined(self._own(quantity), quantity.get("quantityUnitOfMeasure"))
        said = []
        for group in quantity.iterchildren("quantityGroup"):
            if (kind := group.get("quantityGroupType", "nominal")) != "nominal":
                said.append(kind)
            for value in group.iterchildren("quantityValue", "quantityTolerance"):
                sign = _TOLERANCES.get(value.get("quantityToleranceType", ""), "")
                unit = value.get("quantityUnitOfMeasure") or group.get("quantityUnitOfMeasure")
                said.append(_joined(sign + raw_words(value), unit or quantity.get("quantityUnitOfMeasure")))
        return " ".join(said)

    def _fields(self, element: etree._Element) -> str:
        """Elements without words between them, such as a manufacturer's code and a part number."""
        said = [raw_words(field) or field.get("serialNumberValue", "") for field in element.iter("*") if not len(field)]
        return " ".join(filter(None, said))


def _joined(value: str, unit: str | None) -> str:
    return f"{value} {unit}" if unit else value
