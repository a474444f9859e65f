"""A set of modules, or one module → `Reading`."""

from collections import Counter
from collections.abc import Callable

from lxml import etree

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Source
from knowledge_base.readers.identity import Identity, identity, manual_of
from knowledge_base.readers.passages import Block, passages_of
from knowledge_base.readers.s1000d.common_info import CommonInfo
from knowledge_base.readers.s1000d.csdb import Csdb, DataModule, collect, root_name
from knowledge_base.readers.s1000d.description import write
from knowledge_base.readers.s1000d.fault import read_fault_isolation, read_fault_reporting
from knowledge_base.readers.s1000d.findings import Findings
from knowledge_base.readers.s1000d.module_text import ModuleText
from knowledge_base.readers.s1000d.parts import read_parts
from knowledge_base.readers.s1000d.procedure import read_procedure
from knowledge_base.readers.s1000d.publication import Entry, in_order, stated
from knowledge_base.readers.s1000d.words import raw_words
from knowledge_base.readers.source import WrittenText
from knowledge_base.records import FindingKind, Reading, Task

NAME = "s1000d"
_ROOTS = ("dmodule", "pm")
_READERS: dict[str, Callable[[ModuleText, etree._Element], list[Task]]] = {
    "procedure": read_procedure,
    "faultIsolation": read_fault_isolation,
    "faultReporting": read_fault_reporting,
    "illustratedPartsCatalog": read_parts,
}
# Kinds of content → why they hold no task although they speak of steps.
_TEXT_ALONE = {
    "crew": "crew modules are searchable text: their drills depend on conditions that a task cannot hold",
    "process": "process modules are searchable text: their order depends on a program",
    "checkList": "check lists are searchable text",
    "learning": "learning modules are searchable text",
    "scoContent": "learning modules are searchable text",
}
_NOT_READ = {
    "brex": "business rules modules are not read: they are for authors",
    "learningPlan": "learning plans are not read: they are for teachers",
    "learningAssessment": "learning assessments are not read: they state wrong answers beside the right ones",
}
_SAMPLE = 20_000


def recognises(source: Source) -> bool:
    """Whether the file, or any file of the folder, begins as a data module or publication module does."""
    return any(root_name(data) in _ROOTS for data in source.files.values())


def read(source: Source) -> Reading:
    """Read a manual. Raises ManualError when no data module of it can be used."""
    findings = Findings()
    csdb = collect(source, findings)
    entries = [entry for entry in in_order(csdb, findings) if not _is_left_out(entry.module, findings)]
    common = CommonInfo(entry.module for entry in entries)
    _report_kinds(entries, source, findings)
    entries = [entry for entry in entries if _kind(entry.module) not in _NOT_READ]
    if not entries:
        raise ManualError(f"{source.main}: holds no data module for a technician; all are withdrawn or for authors")
    who = identity(source, stated(csdb), _sample(entries))
    texts: dict[str, str] = {}
    blocks: list[Block] = []
    tasks: list[Task] = []
    for entry in entries:
        out = _read_module(entry, who, csdb, common, findings, tasks)
        texts[entry.module.file] = out.text.text
        blocks += out.blocks
    return Reading(
        reader=NAME,
        manual=manual_of(source, who, tuple(tasks)),
        texts=texts,
        passages=passages_of(blocks, who.language, source.facts.equipment),
        findings=(*who.findings, *findings.all()),
    )


def _read_module(
    entry: Entry, who: Identity, csdb: Csdb, common: CommonInfo, findings: Findings, tasks: list[Task]
) -> ModuleText:
    text = WrittenText(who.manual, who.revision, entry.module.file)
    out = ModuleText(entry, text, csdb, common, findings)
    body = _body(entry.module)
    known = _READERS.get(_kind(entry.module))
    if known is None:
        out.put(out.module.code)
        out.put(out.applicability.of_module())
    for child in entry.module.content:
        if child is body and known is not None:
            tasks += known(out, child)
        else:
            write(out, child)
    out.unused_notices()
    return out


def _is_left_out(module: DataModule, findings: Findings) -> bool:
    if module.deleted:
        what = f"{module.label} is withdrawn (issue type deleted): none of it is read"
        findings.add(FindingKind.QUARANTINED, module.file, module.code, what)
    return module.deleted


def _report_kinds(entries: list[Entry], source: Source, findings: Findings) -> None:
    counted = Counter(_kind(entry.module) for entry in entries)
    for kind, why in (_TEXT_ALONE | _NOT_READ).items():
        if counted[kind]:
            findings.add(FindingKind.NOT_UNDERSTOOD, source.main, f"{counted[kind]} modules", why)


def _body(module: DataModule) -> etree._Element | None:
    """The element that says what kind of module it is: the last one of its content."""
    return next(reversed(module.content), None)


def _kind(module: DataModule) -> str:
    body = _body(module)
    if body is not None and body.tag == "learning":
        body = next((child for child in body if child.tag in _NOT_READ), body)
    return str(body.tag) if body is not None else ""


def _sample(entries: list[Entry]) -> str:
    words: list[str] = []
    length = 0
    for entry in entries:
        words.append(raw_words(entry.module.content))
        length += len(words[-1])
        if length > _SAMPLE:
            break
    return " ".join(words)
