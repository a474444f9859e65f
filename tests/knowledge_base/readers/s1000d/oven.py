"""Data modules about a tunnel oven, written for the tests."""

from collections.abc import Mapping, Sequence

from lxml import etree

from knowledge_base.readers.contract import Facts, Source
from knowledge_base.readers.s1000d.common_info import CommonInfo
from knowledge_base.readers.s1000d.csdb import Csdb, DataModule, collect
from knowledge_base.readers.s1000d.findings import Findings
from knowledge_base.readers.s1000d.module_text import ModuleText
from knowledge_base.readers.s1000d.publication import Entry
from knowledge_base.readers.s1000d.reading import read
from knowledge_base.readers.source import WrittenText
from knowledge_base.records import Finding, FindingKind, Reading, Task

FOLDER = "equipment/oven/manuals/oven"
DOCTYPE = '<!DOCTYPE dmodule [<!NOTATION png PUBLIC "-//W3C//NOTATION Portable Network Graphics//EN">]>'
NOTHING_NEEDED = (
    "<reqSupportEquips><noSupportEquips/></reqSupportEquips><reqSupplies><noSupplies/></reqSupplies>"
    "<reqSpares><noSpares/></reqSpares>"
)


def dm_code(info: str = "520", *, assy: str = "00", location: str = "A") -> str:
    """The element of a code; `code` gives the same as words."""
    return (
        '<dmCode modelIdentCode="OVEN" systemDiffCode="A" systemCode="D10" subSystemCode="0" subSubSystemCode="0" '
        f'assyCode="{assy}" disassyCode="00" disassyCodeVariant="AA" infoCode="{info}" infoCodeVariant="A" '
        f'itemLocationCode="{location}"/>'
    )


def code(info: str = "520", *, assy: str = "00", location: str = "A") -> str:
    """The code as a reader sees it."""
    return f"DMC-OVEN-A-D10-00-{assy}-00AA-{info}A-{location}"


def dm_ref(info: str = "520", *, assy: str = "00", title: str = "") -> str:
    """A reference to a data module."""
    items = f"<dmRefAddressItems><dmTitle>{title}</dmTitle></dmRefAddressItems>" if title else ""
    return f"<dmRef><dmRefIdent>{dm_code(info, assy=assy)}</dmRefIdent>{items}</dmRef>"


def dm(
    content: str,
    *,
    info: str = "520",
    assy: str = "00",
    tech: str = "Burner",
    name: str = "Remove",
    issue: str = "003",
    in_work: str = "00",
    language: str = "en",
    issue_type: str = "changed",
    status: str = "",
    extension: str = "",
) -> bytes:
    """A data module. content: what stands in its `content`; status: more of its status section."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{DOCTYPE}<dmodule><identAndStatusSection><dmAddress>'
        f"<dmIdent>{extension}{dm_code(info, assy=assy)}"
        f'<language languageIsoCode="{language}" countryIsoCode="GB"/>'
        f'<issueInfo issueNumber="{issue}" inWork="{in_work}"/></dmIdent>'
        f'<dmAddressItems><issueDate year="2024" month="05" day="17"/><dmTitle><techName>{tech}</techName>'
        f"<infoName>{name}</infoName></dmTitle></dmAddressItems></dmAddress>"
        f'<dmStatus issueType="{issue_type}">{status}</dmStatus></identAndStatusSection>'
        f"<content>{content}</content></dmodule>"
    ).encode()


def pm(entries: str, *, number: str = "00001", title: str = "Oven manual") -> bytes:
    """A publication module."""
    return (
        "<pm><identAndStatusSection><pmAddress><pmIdent>"
        f'<pmCode modelIdentCode="OVEN" pmIssuer="BAKER" pmNumber="{number}" pmVolume="01"/>'
        '<language languageIsoCode="en" countryIsoCode="GB"/><issueInfo issueNumber="002" inWork="01"/></pmIdent>'
        f'<pmAddressItems><issueDate year="2025" month="02" day="03"/><pmTitle>{title}</pmTitle></pmAddressItems>'
        f"</pmAddress></identAndStatusSection><content>{entries}</content></pm>"
    ).encode()


def procedure(steps: str, *, conditions: str = "<noConds/>", needs: str = NOTHING_NEEDED, safety: str = "") -> str:
    """A procedure with the given steps."""
    return (
        f"<procedure><preliminaryRqmts><reqCondGroup>{conditions}</reqCondGroup>{needs}"
        f"<reqSafety>{safety or '<noSafety/>'}</reqSafety></preliminaryRqmts><mainProcedure>{steps}</mainProcedure>"
        "<closeRqmts><reqCondGroup><noConds/></reqCondGroup></closeRqmts></procedure>"
    )


def step(inside: str, attributes: str = "") -> str:
    """A step; plain words become its paragraph."""
    words = inside if inside.startswith("<") else f"<para>{inside}</para>"
    return f"<proceduralStep {attributes}>{words}</proceduralStep>"


def applic(ident: str, words: str) -> str:
    """An applicability with the words that are shown for it."""
    return f'<applic id="{ident}"><displayText><simplePara>{words}</simplePara></displayText></applic>'


def source_of(files: Mapping[str, bytes], facts: Facts | None = None) -> Source:
    """A folder of modules."""
    found = {f"{FOLDER}/{name}": data for name, data in files.items()}
    return Source(main=FOLDER, files=found, facts=facts or Facts(equipment="oven"))


def read_all(*modules: bytes) -> Reading:
    """What is read of a folder with these modules."""
    return read(source_of({f"{number}.xml": data for number, data in enumerate(modules)}))


def task_of(*modules: bytes) -> Task:
    """The only task of a folder with these modules."""
    (task,) = read_all(*modules).manual.tasks
    return task


def csdb_of(*modules: bytes, findings: Findings | None = None) -> Csdb:
    """The modules, sorted."""
    return collect(source_of({f"{number}.xml": data for number, data in enumerate(modules)}), findings or Findings())


def module_of(content: str, **more: str) -> DataModule:
    """One data module."""
    return next(iter(csdb_of(dm(content, **more)).modules.values()))


def text_of(content: str, *others: bytes, findings: Findings | None = None, **more: str) -> ModuleText:
    """An empty reading text of a module with this content; `others` are the rest of the set."""
    found = findings or Findings()
    csdb = csdb_of(dm(content, **more), *others, findings=found)
    first = next(iter(csdb.modules.values()))
    text = WrittenText("OVEN", "1", first.file)
    return ModuleText(Entry(first, ()), text, csdb, CommonInfo(csdb.modules.values()), found)


def words_of(out: ModuleText) -> list[str]:
    """The words of the blocks, one by one."""
    return [out.text.text[block.span[0] : block.span[1]] for block in out.blocks]


def element(xml: str) -> etree._Element:
    """An element by itself."""
    return etree.fromstring(xml)


def of_kind(findings: Sequence[Finding], kind: FindingKind) -> list[str]:
    """What the findings of a kind say."""
    return [finding.what for finding in findings if finding.kind is kind]


def notices(task: Task) -> list[list[str]]:
    """The words of the notices of each step."""
    return [[notice.quote.text for notice in one.notices] for one in task.steps]


def steps(task: Task) -> list[str]:
    """The words of each step."""
    return [one.quote.text for one in task.steps]
