"""What a careful person would count in a folder of S1000D 4.x modules: the yardstick for the reader, and no part of it.

It shares no code with `knowledge_base`, and takes another way: every reference in the tree is first replaced by what it
stands for; then a step is simply the text of its element without its substeps, notices and pictures.
The files are trusted: this is for measuring on public sample data, not for manuals of unknown origin.

Not counted: modules that are withdrawn (issue type "deleted"), and whatever is marked as deleted inside others.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_CODE = (
    "modelIdentCode,systemDiffCode,systemCode,subSystemCode+subSubSystemCode,assyCode,disassyCode+disassyCodeVariant,"
    "infoCode+infoCodeVariant,itemLocationCode,learnCode+learnEventCode"
)
_NOTICES = ("warning", "caution", "note")
_APART = ("proceduralStep", "proceduralStepAlts", "figure", "multimedia", "isolationStepAnswer", *_NOTICES)
_TOOLS = ("supportEquipDescr", "embeddedSupportEquipDescr")
_SUPPLIES = ("supplyDescr", "embeddedSupplyDescr")
_SPARES = ("spareDescr", "embeddedSpareDescr")
_SHOWN = ("toolNumber", "manufacturerCodeValue", "materialSetIdent", "partNumberValue")
_SEPARATORS = re.compile(r"[\s,:;()]+")


@dataclass(frozen=True)
class ProcedureCount:
    """One procedure as it stands in the file. notices: for each step, those that guard it, in their order.

    answers: for each step of a fault isolation, "answer > number of the step that it leads to".
    """

    steps: tuple[str, ...]
    notices: tuple[tuple[str, ...], ...]
    tools: tuple[str, ...]
    supplies: tuple[str, ...] = ()
    spares: tuple[str, ...] = ()
    answers: tuple[tuple[str, ...], ...] = ()


@dataclass
class _Set:
    """All modules of a folder, and what they look up in each other."""

    modules: dict[str, ET.Element] = field(default_factory=dict)
    tools: dict[str, str] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)
    notices: dict[str, ET.Element] = field(default_factory=dict)
    products: dict[str, str] = field(default_factory=dict)


def procedures(folder: Path) -> dict[str, ProcedureCount]:
    """Data module code, without issue and language → what its procedure holds."""
    return {code: _Module(root, found).count("mainProcedure") for code, root, found in _with(folder, "procedure")}


def fault_isolations(folder: Path) -> dict[str, ProcedureCount]:
    """The same of fault isolation procedures; one a module, as in the sample data."""
    of_faults = _with(folder, "faultIsolation")
    return {code: _Module(root, found).count("isolationMainProcedure") for code, root, found in of_faults}


def same(said: Sequence[str], counted: Sequence[str]) -> bool:
    """Whether two lists of texts are equal but for white space and the punctuation between fields."""
    return [_plain(text) for text in said] == [_plain(text) for text in counted]


def agrees(found: ProcedureCount, counted: ProcedureCount) -> bool:
    """Whether everything that was counted was found, in its place, and nothing beside it."""
    lists = (
        (found.steps, counted.steps),
        (found.tools, counted.tools),
        (found.supplies, counted.supplies),
        (found.spares, counted.spares),
        *zip(found.notices, counted.notices, strict=False),
        *zip(found.answers, counted.answers, strict=False),
    )
    as_many = len(found.notices) == len(counted.notices) and len(found.answers) == len(counted.answers)
    return as_many and all(same(said, wanted) for said, wanted in lists)


def _plain(text: str) -> str:
    return _SEPARATORS.sub(" ", text).strip()


def _with(folder: Path, tag: str) -> Iterator[tuple[str, ET.Element, _Set]]:
    found = _read(folder)
    for code, root in found.modules.items():
        if root.find(f"content/{tag}") is not None and root.find(".//dmStatus[@issueType='deleted']") is None:
            yield code, root, found


def _read(folder: Path) -> _Set:
    found = _Set()
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() != ".xml":
            continue
        root = ET.parse(file).getroot()  # noqa: S314  # public sample data, as the module says
        if root.tag == "dmodule":
            _drop_deleted(root)
            found.modules[_code(_first(root, "dmIdent"))] = root
    for root in found.modules.values():
        _look_up(root, found)
    return found


def _look_up(root: ET.Element, found: _Set) -> None:
    for spec in root.iter("toolSpec"):
        found.tools[_first(spec, "toolIdent").get("toolNumber", "")] = _text(_first(spec, "shortName"))
    for spec in root.iter("functionalItemSpec"):
        name = spec.find(".//name") if spec.find(".//name") is not None else spec.find(".//itemDescr")
        if name is not None:
            found.areas[_first(spec, "functionalItemIdent").get("functionalItemNumber", "")] = _text(name)
    for kind in ("warning", "caution"):
        for spec in root.iter(f"{kind}Spec"):
            found.notices[_first(spec, f"{kind}Ident").get(f"{kind}IdentNumber", "")] = spec
    shown = {applic.get("id", ""): _text(applic.find("displayText")) for applic in root.iter("applic")}
    for spec in root.iter("applicSpec"):
        ident = _first(spec, "applicSpecIdent").get("applicIdentValue", "")
        found.products[ident] = shown.get(spec.get("applicMapRefId", ""), "")


def _first(element: ET.Element, tag: str) -> ET.Element:
    return next(element.iter(tag), ET.Element(tag))


def _text(element: ET.Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _drop_deleted(element: ET.Element) -> None:
    for child in list(element):
        if child.get("changeType") == "delete":
            element.remove(child)
        else:
            _drop_deleted(child)


def _code(ident: ET.Element) -> str:
    code, extension = _first(ident, "dmCode"), ident.find("identExtension")
    said = ["".join(code.get(name, "") for name in names.split("+")) for names in _CODE.split(",")]
    extended = [] if extension is None else [extension.get("extensionProducer", ""), extension.get("extensionCode", "")]
    return "-".join(part for part in ("DME" if extended else "DMC", *extended, *said) if part)


class _Module:
    """One module, its references replaced by what they stand for."""

    def __init__(self, root: ET.Element, found: _Set) -> None:
        self._content = _first(root, "content")
        self._set = found
        status = _first(root, "dmStatus")
        self._products = {one.get("id", ""): _text(one.find("displayText")) for one in self._content.iter("applic")}
        own = status.find("applic")
        ref = _first(status, "applicRef").get("applicIdentValue", "")
        self._of_module = _text(own.find("displayText")) if own is not None else found.products.get(ref, "")
        self._refs = {ref.get("id", ""): ref for ref in self._content.iterfind("warningsAndCautionsRef/*")}
        self._labels = self._numbers()
        self._replace()
        self.steps: list[str] = []
        self.guards: list[tuple[str, ...]] = []
        self._carried: list[str] = []

    def count(self, main: str) -> ProcedureCount:
        """Everything of the procedure whose steps stand in `main`."""
        safety = _first(self._content, "safetyRqmts")
        self._carried = [*self._named(safety), *(_text(one) for one in safety if one.tag in _NOTICES)]
        parent = _first(self._content, main)
        isolation = [step for step in parent if step.tag.startswith("isolation")]
        for step in isolation:
            self._close(step, [])
        self._walk(parent, [])
        numbers = {step.get("id", ""): number for number, step in enumerate(isolation, 1)}
        return ProcedureCount(
            steps=tuple(self.steps),
            notices=tuple(self.guards),
            tools=self._things(_TOOLS),
            supplies=self._things(_SUPPLIES),
            spares=self._things(_SPARES),
            answers=tuple(_answers(step, numbers) for step in isolation),
        )

    def _walk(self, parent: ET.Element, limits: list[str]) -> None:
        for child in parent:
            if child.tag == "proceduralStepAlts":
                self._walk(child, limits)
            elif child.tag == "proceduralStep":
                own = self._limit(child)
                below = [*limits, own] if own and own not in limits else limits
                self._close(child, below)
                self._walk(child, below)

    def _close(self, step: ET.Element, limits: list[str]) -> None:
        own = [*self._named(step), *(_text(part) for part in step if part.tag in _NOTICES)]
        words = " ".join(_text(part) for part in step if part.tag not in _APART)
        if words:
            self.steps.append(words)
            self.guards.append((*self._carried, *limits, *own))
            self._carried = []
        else:
            self._carried += own

    def _limit(self, element: ET.Element) -> str:
        said = self._products.get(element.get("applicRefId", ""), "")
        return said if said != self._of_module else ""

    def _named(self, element: ET.Element) -> list[str]:
        """The warnings and cautions that an element refers to."""
        found = []
        for kind in ("warning", "caution"):
            for ident in element.get(f"{kind}Refs", "").split():
                number = self._refs[ident].get(f"{kind}IdentNumber", "") if ident in self._refs else ""
                own = self._content.find(f"warningsAndCautions/*[@id='{ident}']")
                found.append(_text(own if own is not None else self._set.notices[number]))
        return found

    def _things(self, tags: tuple[str, ...]) -> tuple[str, ...]:
        """Name, numbers and quantity of each thing that is required, those inside another one after it."""
        return tuple(self._thing(one, tags) for one in self._content.iter() if one.tag in tags)

    def _thing(self, element: ET.Element, tags: tuple[str, ...]) -> str:
        said = [self._limit(element)]
        for part in element:
            if part.tag in tags:
                continue
            if part.tag == "toolRef" and element.find("name") is None:
                said.append(self._set.tools.get(part.get("toolNumber", ""), ""))
            if part.tag == "catalogSeqNumberRef":
                said.append(_place(part))
            said += [part.get(name, "") for name in _SHOWN]
            said += [text for leaf in part.iter() if len(leaf) == 0 and (text := _text(leaf))]
            said.append(part.get("unitOfMeasure", ""))
        return " ".join(part for part in said if part)

    def _numbers(self) -> dict[str, str]:
        """id → what a reference to it shows."""
        labels = {}
        for element in self._content.iter():
            name = _text(element.find("name")) or _text(element.find("workArea")) or element.get("zoneNumber", "")
            tool = self._set.tools.get(_first(element, "toolRef").get("toolNumber", ""), "")
            labels[element.get("id", "")] = name or tool
            if element.tag == "footnote":
                labels[element.get("id", "")] = _text(element)
        for number, figure in enumerate(self._content.iter("figure"), 1):
            labels[figure.get("id", "")] = f"Fig {number}"
        labels.update(_step_numbers(_first(self._content, "mainProcedure"), "step "))
        return labels

    def _replace(self) -> None:
        for element in self._content.iter():
            if element.tag in ("internalRef", "footnoteRef") and not _text(element):
                element.text = self._labels.get(element.get("internalRefId", ""), "")
            elif element.tag == "dmRef":
                names = [_text(element.find(f".//{tag}")) for tag in ("techName", "infoName")]
                _become(element, " - ".join(name for name in names if name) or _code(element))
            elif element.tag == "functionalItemRef":
                number = element.get("functionalItemNumber", "")
                _become(element, f"{self._set.areas[number]} ({number})" if number in self._set.areas else number)
            elif element.tag == "listItem":
                element.text = f" {element.text or ''}"


def _step_numbers(parent: ET.Element, before: str) -> Iterator[tuple[str, str]]:
    children = [child for child in parent if child.tag.startswith("proceduralStep")]
    for number, child in enumerate(children, 1):
        for step in child if child.tag == "proceduralStepAlts" else [child]:
            yield step.get("id", ""), f"{before}{number}"
            yield from _step_numbers(step, f"{before}{number}.")


def _become(element: ET.Element, text: str) -> None:
    for child in list(element):
        element.remove(child)
    element.text = text


def _place(ref: ET.Element) -> str:
    names = (
        "systemCode subSystemCode subSubSystemCode assyCode figureNumber figureNumberVariant item itemSeqNumberValue"
    )
    return "-".join(ref.get(name, "") for name in names.split() if ref.get(name))


def _answers(step: ET.Element, numbers: dict[str, int]) -> tuple[str, ...]:
    spelt = {"yesAnswer": "Yes", "noAnswer": "No", "choice": ""}
    found = [one for one in step.iter() if one.tag in spelt]
    return tuple(f"{_text(one) or spelt[one.tag]} > {numbers[one.get('nextActionRefId', '')]}" for one in found)
