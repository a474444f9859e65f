"""What the tests of Word documents share: documents made with python-docx or from bare XML, read and verified."""

import io
import zipfile
from collections.abc import Mapping

from docx import Document
from docx.document import Document as WordDocument
from lxml import etree

from knowledge_base.readers.contract import Facts, Limits, Source
from knowledge_base.readers.docx import READER
from knowledge_base.readers.docx.package import A, M, W
from knowledge_base.readers.verify import verify
from knowledge_base.records import FindingKind, Reading

NAME = "equipment/oven/manuals/oven.docx"
SPACES = (
    f'xmlns:w="{W[1:-1]}" xmlns:m="{M[1:-1]}" xmlns:a="{A[1:-1]}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def xml(markup: str) -> etree._Element:
    """One element with the usual prefixes."""
    return etree.fromstring(f"<w:x {SPACES}>{markup}</w:x>")[0]


def empty() -> WordDocument:
    """A document of python-docx that states what it is."""
    document = Document()
    document.core_properties.title = "Oven"
    document.core_properties.version = "1"
    document.core_properties.language = "en"
    return document


def packed(document: WordDocument) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def bare(body: str, parts: Mapping[str, str] | None = None, *, document: str | None = None) -> bytes:
    """A package of bare XML. parts: kind ("styles") → what stands in it."""
    related = parts or {}
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>' for at, kind in enumerate(related)
    )
    files = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>',
        "word/document.xml": document or f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        **{f"word/{kind}.xml": f"<w:{kind} {SPACES}>{markup}</w:{kind}>" for kind, markup in related.items()},
    }
    return zipped({name: words.encode() for name, words in files.items()})


def zipped(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return stream.getvalue()


def p(words: str, properties: str = "", run: str = "") -> str:
    """A paragraph with one run."""
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
    )


def source(data: bytes, name: str = NAME, limits: Limits | None = None) -> Source:
    return Source(name, {name: data}, Facts("oven"), limits or Limits())


def read(data: bytes) -> Reading:
    """The reading, checked for whether every quote stands where it says."""
    of = source(data)
    reading = READER.read(of)
    verify(reading, of)
    assert READER.read(of) == reading
    assert Reading.model_validate_json(reading.model_dump_json()) == reading
    return reading


def text(reading: Reading) -> str:
    (found,) = reading.texts.values()
    return found


def hidden(reading: Reading) -> list[str]:
    """What was quarantined."""
    return [finding.what for finding in reading.findings if finding.kind is FindingKind.QUARANTINED]


def assumed(reading: Reading) -> list[str]:
    """What was assumed of the words."""
    of_document = ("states no revision", "states no language")
    found = [finding.what for finding in reading.findings if finding.kind is FindingKind.ASSUMED]
    return [what for what in found if not what.startswith(of_document)]
