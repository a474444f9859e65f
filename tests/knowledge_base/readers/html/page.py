"""What the tests of pages share: a page as a source, read and verified."""

from bs4 import BeautifulSoup, Tag

from knowledge_base.readers.contract import Facts, Limits, Source
from knowledge_base.readers.html import READER
from knowledge_base.readers.html.style_sheet import Cascade
from knowledge_base.readers.html.walker import Walker
from knowledge_base.readers.task_draft import Element, Findings
from knowledge_base.readers.verify import verify
from knowledge_base.records import FindingKind, Reading

NAME = "equipment/oven/manuals/oven.html"


def source(page: str | bytes, name: str = NAME, limits: Limits | None = None) -> Source:
    data = page if isinstance(page, bytes) else page.encode()
    return Source(name, {name: data}, Facts("oven"), limits or Limits())


def read(page: str | bytes, name: str = NAME) -> Reading:
    """The reading, checked for whether every quote stands where it says."""
    of = source(page, name)
    reading = READER.read(of)
    verify(reading, of)
    assert READER.read(of) == reading
    assert Reading.model_validate_json(reading.model_dump_json()) == reading
    return reading


def text(reading: Reading) -> str:
    (found,) = reading.texts.values()
    return found


def hidden(reading: Reading) -> list[str]:
    """What was quarantined: place, reason and words."""
    return [f"{f.place}: {f.what}" for f in reading.findings if f.kind is FindingKind.QUARANTINED]


def elements(body: str, findings: Findings | None = None) -> list[Element]:
    """The elements of a page with this body."""
    soup = BeautifulSoup(f"<body>{body}", "html5lib")
    said = findings or Findings(NAME)
    root = soup.find("body")
    assert isinstance(root, Tag)
    return Walker(Cascade(soup, said), said).elements(root)
