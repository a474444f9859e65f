"""Bytes of a page → its tree, as a browser would build it. Nothing is fetched and no script runs."""

import re
import warnings

import webencodings
from bs4 import BeautifulSoup, Tag

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Limits
from knowledge_base.readers.safe_xml import parse_xml
from knowledge_base.readers.task_draft import Findings
from knowledge_base.records import FindingKind

_BEGINNING = 2048
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})|<\?xml[^>]{0,200}?encoding=["']([\w-]+)"""
)
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16le"), (b"\xfe\xff", "utf-16be"))


def tree_of(data: bytes, file: str, limits: Limits, findings: Findings) -> BeautifulSoup:
    """The tree of a page. Raises ManualError when it is too large, nests too deep or is no text."""
    if len(data) > limits.file_bytes:
        raise ManualError(f"{file}: is larger than {limits.file_bytes // 2**20} MiB. Split it into several manuals")
    soup = _xml_tree(data, file, limits, findings) if file.lower().endswith(".xhtml") else None
    if soup is None:
        text = _decoded(data, file, findings)
        with warnings.catch_warnings():
            # Beautiful Soup warns of what looks like XML or like a file name; that is the manual's own business.
            warnings.simplefilter("ignore")
            soup = BeautifulSoup(text, "html5lib")
    _refuse_depth(soup, file, limits.depth)
    return soup


def _xml_tree(data: bytes, file: str, limits: Limits, findings: Findings) -> BeautifulSoup | None:
    """XHTML as a browser reads it; None where it is no XML, so that it is read as HTML."""
    try:
        parse_xml(data, file, limits)
    except ManualError as error:
        findings.add(FindingKind.ASSUMED, "document", f"is read as HTML, since {str(error).removeprefix(file + ': ')}")
        return None
    soup = BeautifulSoup(data, "lxml-xml")
    for tag in soup.find_all(True):
        tag.name = tag.name.rsplit(":", 1)[-1]
    return soup


def _decoded(data: bytes, file: str, findings: Findings) -> str:
    """The text by its mark, by what it declares, as UTF-8, or as Windows-1252, which browsers fall back on."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _replaced(data[len(mark) :], encoding, findings)
    if b"\0" in data[:_BEGINNING]:
        raise ManualError(f"{file}: holds NUL characters: it is no HTML. Save it as UTF-8")
    match = _DECLARED.search(data[:_BEGINNING].lower())
    known = webencodings.lookup((match[1] or match[2]).decode("ascii")) if match else None
    if known is not None:
        # HTML Standard, 13.2.3.2: a declaration that can be read as bytes is no UTF-16.
        name = "utf-8" if known.name.startswith(("utf-16", "x-user")) else known.name
        return _replaced(data, name, findings)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        what = f"declares no encoding and is not UTF-8 (byte {error.start}): read as Windows-1252"
        findings.add(FindingKind.ASSUMED, "document", what)
        return data.decode("cp1252", errors="replace")


def _replaced(data: bytes, encoding: str, findings: Findings) -> str:
    codec = webencodings.lookup(encoding)
    text = codec.codec_info.decode(data, "replace")[0] if codec else data.decode("utf-8", "replace")
    lost = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    if lost > 0:
        findings.not_understood("document", f"{lost} characters are not {encoding} and cannot be read")
    return text


def _refuse_depth(soup: BeautifulSoup, file: str, deepest: int) -> None:
    level: list[tuple[Tag, int]] = [(soup, 0)]
    while level:
        tag, depth = level.pop()
        if depth > deepest:
            raise ManualError(f"{file}:{tag.sourceline or 1}: elements are nested more than {deepest} deep")
        level.extend((child, depth + 1) for child in tag.children if isinstance(child, Tag))


def place_of(tag: Tag) -> str:
    """Where an element stands, in the words of a finding."""
    return f"line {tag.sourceline}" if tag.sourceline else "document"
