"""What modules look up in others: common information repositories, parts catalogues, meanings of coded values.

S1000D 4.x: `commonRepository` holds tools, supplies, parts, warnings, cautions, applicability and the like, each with
an identifier by which any module refers to it. An identifier with two different names stands for neither.
"""

from collections.abc import Iterable

from lxml import etree

from knowledge_base.readers.s1000d.csdb import DataModule
from knowledge_base.readers.s1000d.words import by_id, raw_words
from knowledge_base.records import NoticeKind

# Kind of thing → (element of one entry, attribute that identifies it).
_SPECS = {
    "tool": ("toolSpec", "toolNumber"),
    "supply": ("supplySpec", "supplyNumber"),
    "part": ("partSpec", "partNumberValue"),
    "functionalItem": ("functionalItemSpec", "functionalItemNumber"),
    "circuitBreaker": ("circuitBreakerSpec", "circuitBreakerNumber"),
    "zone": ("zoneSpec", "zoneNumber"),
    "accessPoint": ("accessPointSpec", "accessPointNumber"),
    "controlIndicator": ("controlIndicatorSpec", "controlIndicatorNumber"),
}
_REFERENCES = {f"{kind}Ref": (kind, attribute) for kind, (_, attribute) in _SPECS.items()}
_NAMES = ("shortName", "name", "descrForPart", "controlIndicatorName", "itemDescr")
_PLACES = frozenset(["zone", "accessPoint"])
"""What describes these is where they are, not what they are called."""
_NOTICES = {NoticeKind.WARNING: "warning", NoticeKind.CAUTION: "caution"}
_CATALOG = (
    "systemCode",
    "subSystemCode",
    "subSubSystemCode",
    "assyCode",
    "figureNumber",
    "figureNumberVariant",
    "item",
    "itemVariant",
)
_Key = tuple[str, str, str]


class CommonInfo:
    """Everything that the modules of a set say once for all."""

    def __init__(self, modules: Iterable[DataModule]) -> None:
        self._names: dict[_Key, set[str]] = {}
        self._notices: dict[tuple[NoticeKind, str], list[tuple[str, etree._Element]]] = {}
        self._applics: dict[str, etree._Element] = {}
        self._catalog: dict[tuple[str, ...], set[tuple[str, str]]] = {}
        self._meanings: dict[tuple[str, str], set[str]] = {}
        for module in modules:
            self._take(module)

    def name_of(self, reference: etree._Element) -> str | None:
        """What a `toolRef`, `supplyRef`, `partRef`, `zoneRef` … calls by its number; None when nobody names it."""
        if reference.tag not in _REFERENCES:
            return None
        kind, attribute = _REFERENCES[reference.tag]
        number, maker = reference.get(attribute, ""), reference.get("manufacturerCodeValue", "")
        names = self._names.get((kind, number, maker), set()) if maker else self._by_number(kind, number)
        return next(iter(names)) if len(names) == 1 else None

    def notice(self, kind: NoticeKind, number: str, module_code: str) -> etree._Element | None:
        """The entry of a warning or caution in the repository `module_code`, or in the only one that has it."""
        entries = self._notices.get((kind, number), [])
        named = [entry for code, entry in entries if code == module_code]
        if module_code:
            return named[0] if named else None
        return entries[0][1] if len(entries) == 1 else None

    def applic(self, ident: str) -> etree._Element | None:
        """The applicability that `applicRef` refers to."""
        return self._applics.get(ident)

    def part_in_catalog(self, reference: etree._Element) -> tuple[str, str] | None:
        """(part number, manufacturer) at a place in a parts catalogue (`catalogSeqNumberRef`)."""
        parts = self._catalog.get((*catalog_place(reference), reference.get("itemSeqNumberValue", "")), set())
        return next(iter(parts)) if len(parts) == 1 else None

    def meaning(self, attribute: str, value: str) -> str:
        """What a coded value means by the business rules of the set, such as "Months"; else the value as it is."""
        meanings = self._meanings.get((attribute, value), set())
        return next(iter(meanings)) if len(meanings) == 1 else value

    def _by_number(self, kind: str, number: str) -> set[str]:
        found = (names for (of, has, _), names in self._names.items() if (of, has) == (kind, number))
        return set().union(*found)

    def _take(self, module: DataModule) -> None:
        for kind, (spec, attribute) in _SPECS.items():
            for entry in module.content.iter(spec):
                self._take_name(kind, attribute, entry)
        for notice, tag in _NOTICES.items():
            for entry in module.content.iter(f"{tag}Spec"):
                ident = entry.find(f"{tag}Ident")
                number = ident.get(f"{tag}IdentNumber", "") if ident is not None else ""
                self._notices.setdefault((notice, number), []).append((module.code, entry))
        applics = by_id(module.content.iter("applic"))
        for entry in module.content.iter("applicSpec"):
            ident = entry.find("applicSpecIdent")
            applic = applics.get(entry.get("applicMapRefId", ""))
            if ident is not None and applic is not None:
                self._applics.setdefault(ident.get("applicIdentValue", ""), applic)
        self._take_catalog(module)
        self._take_meanings(module)

    def _take_name(self, kind: str, attribute: str, entry: etree._Element) -> None:
        idents = [one for one in (entry, *entry.iterdescendants()) if one.get(attribute)]
        tags = _NAMES[:2] if kind in _PLACES else _NAMES
        names = [raw_words(found) for tag in tags for found in entry.iter(tag)]
        name = next(filter(None, names), "")
        if idents and name:
            key = (kind, idents[0].get(attribute, ""), idents[0].get("manufacturerCodeValue", ""))
            self._names.setdefault(key, set()).add(name)

    def _take_catalog(self, module: DataModule) -> None:
        for item in module.content.iter("catalogSeqNumber"):
            for entry in item.iterchildren("itemSeqNumber"):
                ref = entry.find("partRef")
                if ref is not None and ref.get("partNumberValue"):
                    part = (ref.get("partNumberValue", ""), ref.get("manufacturerCodeValue", ""))
                    place = (*catalog_place(item), entry.get("itemSeqNumberValue", ""))
                    self._catalog.setdefault(place, set()).add(part)

    def _take_meanings(self, module: DataModule) -> None:
        for rule in module.content.iter("structureObjectRule"):
            _, _, attribute = rule.findtext("objectPath", "").strip().rpartition("/@")
            for value in rule.iterchildren("objectValue"):
                words = raw_words(value)
                if attribute.isalpha() and words:
                    self._meanings.setdefault((attribute, value.get("valueAllowed", "")), set()).add(words)


def catalog_place(element: etree._Element) -> tuple[str, ...]:
    """Where in the parts catalogue an entry stands: system, figure and item."""
    return tuple(element.get(name, "") for name in _CATALOG)
