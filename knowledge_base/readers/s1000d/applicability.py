"""For which products an element holds: the words of the applicability that it refers to (S1000D `applic`)."""

from lxml import etree

from knowledge_base.readers.s1000d.common_info import CommonInfo
from knowledge_base.readers.s1000d.csdb import DataModule
from knowledge_base.readers.s1000d.findings import Findings
from knowledge_base.readers.s1000d.words import by_id, raw_words
from knowledge_base.records import FindingKind


class Applicability:
    """The applicability statements of one module."""

    def __init__(self, module: DataModule, common: CommonInfo, findings: Findings) -> None:
        self._module = module
        self._common = common
        self._findings = findings
        self._applics = by_id(module.content.iter("applic"))
        self._refs = by_id(module.content.iter("applicRef"))
        self._of_module = self._read_of_module()

    def of_module(self) -> str:
        """For which products the whole module holds; empty where it does not say."""
        return self._of_module

    def _read_of_module(self) -> str:
        status = self._module.root.find("identAndStatusSection/dmStatus")
        applic = status.find("applic") if status is not None else None
        ref = status.find("applicRef") if status is not None else None
        if applic is None and ref is not None:
            applic = self._common.applic(ref.get("applicIdentValue", ""))
        return _words(applic) if applic is not None else ""

    def of(self, element: etree._Element) -> str:
        """For which products one element holds; empty where that is the same as for the module.

        A reference to nothing is a finding.
        """
        ident = element.get("applicRefId")
        if not ident:
            return ""
        applic = self._applics.get(ident)
        if applic is None and ident in self._refs:
            applic = self._common.applic(self._refs[ident].get("applicIdentValue", ""))
        words = _words(applic) if applic is not None else ""
        if not words:
            what = f"does not say which products {ident} stands for; what refers to it is kept for all"
            self._findings.add(FindingKind.MISSING, self._module.file, self._module.code, what)
        return words if words != self._of_module else ""


def _words(applic: etree._Element) -> str:
    """What the manual shows; where it leaves that to the viewer, the condition itself, in its own words."""
    display = applic.find("displayText")
    shown = raw_words(display) if display is not None else ""
    return shown or _condition(applic)


def _condition(element: etree._Element) -> str:
    parts = []
    for child in element.iterchildren("assert", "evaluate"):
        if child.tag == "assert":
            said = f"{child.get('applicPropertyIdent', '')} {child.get('applicPropertyValues', '')}".strip()
            parts.append(raw_words(child) or said)
        else:
            inner = _condition(child)
            mixed = len(child) > 1 and element.tag == "evaluate" and child.get("andOr") != element.get("andOr")
            parts.append(f"({inner})" if mixed else inner)
    return f" {element.get('andOr', 'and')} ".join(filter(None, parts))
