"""The modules of a source, parsed and sorted: the common source database (CSDB) of S1000D, as far as it was given."""

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from lxml import etree

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Source
from knowledge_base.readers.s1000d.findings import Findings
from knowledge_base.readers.s1000d.module_code import date_of, dm_code, dm_title, issue_of, language_of, pm_code
from knowledge_base.readers.s1000d.unseen import remove_unseen
from knowledge_base.readers.s1000d.words import raw_words
from knowledge_base.readers.safe_xml import parse_xml
from knowledge_base.records import FindingKind

# Kinds of S1000D files that are about modules, and hold no words for a technician.
_ABOUT_MODULES = {
    "ddn": "data dispatch notes",
    "dml": "data management lists",
    "dataUpdateFile": "data update files",
    "comment": "comment forms",
    "icnMetadataFile": "graphics metadata files",
    "scormContentPackage": "SCORM packages",
}
_HEAD = 65_536
_NAME = re.compile(r"<([A-Za-z_][\w.:-]*)")
_SUBSET_END = re.compile(r"\]\s*>")
_RELEASED = "00"


@dataclass(frozen=True)
class DataModule:
    """One data module. code: "DMC-…" without issue and language; issue: "007-00"; title: "Burner - Remove"."""

    file: str
    root: etree._Element
    code: str
    issue: str
    language: str | None
    date: dt.date | None
    title: str

    @property
    def label(self) -> str:
        """Code, issue and language, as in the name of its file: "DMC-…_007-00_EN-US"."""
        return "_".join(filter(None, (self.code, self.issue, (self.language or "").upper())))

    @property
    def content(self) -> etree._Element:
        """What is in it; an empty element when it has nothing."""
        found = self.root.find("content")
        return found if found is not None else etree.Element("content")

    @property
    def deleted(self) -> bool:
        """Its issue says that the module is withdrawn."""
        status = self.root.find("identAndStatusSection/dmStatus")
        return status is not None and status.get("issueType") == "deleted"


@dataclass(frozen=True)
class Publication:
    """One publication module."""

    file: str
    root: etree._Element
    code: str
    issue: str | None
    language: str | None
    date: dt.date | None
    title: str


@dataclass
class Csdb:
    """modules: code → module, the one issue of it that is read, in the order of the files."""

    modules: dict[str, DataModule] = field(default_factory=dict)
    publications: list[Publication] = field(default_factory=list)


def root_name(data: bytes) -> str | None:
    """The name of the root element, by a look at the first bytes."""
    head = data[:_HEAD]
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", errors="replace")
    place = text.find("<")
    while place >= 0:
        if match := _NAME.match(text, place):
            return match[1]
        place = text.find("<", _end_of_declaration(text, place))
    return None


def _end_of_declaration(text: str, start: int) -> int:
    """Where a comment, an instruction or a document type declaration ends; the end of the text when it does not."""
    for opening, closing in (("<!--", "-->"), ("<?", "?>")):
        if text.startswith(opening, start):
            end = text.find(closing, start + len(opening))
            return end + len(closing) if end >= 0 else len(text)
    end, subset = text.find(">", start), text.find("[", start)
    if 0 <= subset < end:
        match = _SUBSET_END.search(text, subset)
        return match.end() if match else len(text)
    return end + 1 if end >= 0 else len(text)


def collect(source: Source, findings: Findings) -> Csdb:
    """Parse every file. Raises ManualError when no data module can be used; what else is wrong is a finding."""
    csdb = Csdb()
    candidates: dict[str, list[DataModule]] = {}
    kinds: Counter[str] = Counter()
    problems: list[str] = []
    for file in sorted(source.files):
        try:
            root = parse_xml(source.files[file], file, source.limits)
            remove_unseen(root, file, findings)
            _sort(root, file, csdb, candidates, kinds)
        except ManualError as error:
            problems.append(str(error))
            findings.add(FindingKind.NOT_UNDERSTOOD, file, "document", str(error))
    for kind, count in sorted(kinds.items()):
        what = f"{count} {kind} are not read: they are about modules, not for a technician"
        findings.add(FindingKind.NOT_UNDERSTOOD, source.main, "document", what)
    preferred = _preferred(csdb.publications)
    for code, versions in candidates.items():
        csdb.modules[code] = _one_of(versions, preferred.get(code), findings)
    if not csdb.modules:
        raise ManualError(problems[0] if problems else f"{source.main}: holds no S1000D data module. Add its modules")
    return csdb


def _sort(
    root: etree._Element, file: str, csdb: Csdb, candidates: dict[str, list[DataModule]], kinds: Counter[str]
) -> None:
    """Put a file where it belongs. Raises ManualError when it is nothing of S1000D 4."""
    if root.tag == "dmodule":
        module = _data_module(root, file)
        candidates.setdefault(module.code, []).append(module)
    elif root.tag == "pm":
        csdb.publications.append(_publication(root, file))
    elif root.tag in _ABOUT_MODULES:
        kinds[_ABOUT_MODULES[root.tag]] += 1
    else:
        raise ManualError(f"{file}:1: <{root.tag!s}> is no module of S1000D. Move the file away")


def _data_module(root: etree._Element, file: str) -> DataModule:
    address = root.find("identAndStatusSection/dmAddress")
    ident = address.find("dmIdent") if address is not None else None
    if address is None or ident is None or not dm_code(ident):
        raise ManualError(f"{file}:1: has no dmAddress with a code, as S1000D has since issue 4.0. Convert it")
    return DataModule(
        file=file,
        root=root,
        code=dm_code(ident),
        issue=issue_of(ident) or "",
        language=language_of(ident),
        date=date_of(address),
        title=dm_title(address) or PurePosixPath(file).stem,
    )


def _publication(root: etree._Element, file: str) -> Publication:
    address = root.find("identAndStatusSection/pmAddress")
    ident = address.find("pmIdent") if address is not None else None
    if address is None or ident is None or not pm_code(ident):
        raise ManualError(f"{file}:1: has no pmAddress with a code, as S1000D has since issue 4.0. Convert it")
    title = address.find(".//pmTitle")
    return Publication(
        file=file,
        root=root,
        code=pm_code(ident),
        issue=issue_of(ident),
        language=language_of(ident),
        date=date_of(address),
        title=raw_words(title) if title is not None else "",
    )


def _preferred(publications: list[Publication]) -> dict[str, tuple[str | None, str | None]]:
    """Code → the issue and language that the publications list."""
    found: dict[str, tuple[str | None, str | None]] = {}
    for publication in publications:
        for ref in publication.root.iterfind("content//pmEntry/dmRef"):
            found.setdefault(dm_code(ref), (issue_of(ref), language_of(ref)))
    return found


def _one_of(versions: list[DataModule], wanted: tuple[str | None, str | None] | None, findings: Findings) -> DataModule:
    """The listed issue and language, else the newest released issue, else the newest; the others are findings."""
    issue, language = wanted or (None, None)

    def rank(module: DataModule) -> tuple[bool, bool, bool, str]:
        released = module.issue.endswith(_RELEASED)
        return module.language == language, module.issue == issue, released, module.issue

    *others, best = sorted(versions, key=rank)
    for other in others:
        what = f"{other.label} is left out: {best.label} is read instead"
        findings.add(FindingKind.ASSUMED, other.file, "document", what)
    return best
