"""The parts of a Word document and how they hang together (ECMA-376 part 2, Open Packaging Conventions)."""

import lzma
import posixpath
import struct
import zlib
from dataclasses import dataclass

from lxml import etree

from knowledge_base.errors import ManualError
from knowledge_base.readers.archive import members
from knowledge_base.readers.contract import Limits
from knowledge_base.readers.safe_xml import parse_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# The strict form of ISO/IEC 29500 has the same names in other namespaces.
_STRICT = {
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}": W,
    "{http://purl.oclc.org/ooxml/officeDocument/math}": M,
    "{http://purl.oclc.org/ooxml/drawingml/main}": A,
}
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Package:
    """A document's parts by name. main: the name of the one that holds its text."""

    file: str
    limits: Limits
    parts: dict[str, bytes]
    main: str

    @property
    def has_macros(self) -> bool:
        """It carries a program."""
        return any(name.lower().endswith("vbaproject.bin") for name in self.parts)

    def document(self) -> etree._Element:
        """The main part. Raises ManualError when it is no text document."""
        root = self.parsed(self.main)
        if root is None or root.tag != f"{W}document":
            raise ManualError(f"{self.file}: holds no Word document. Save it as .docx")
        return root

    def part(self, kind: str) -> etree._Element | None:
        """The part that the main one calls its `kind` ("styles", "numbering"); None when it has none."""
        return next((self.parsed(name) for name in _targets(self, self.main, kind)), None)

    def parsed(self, name: str) -> etree._Element | None:
        """A part as XML."""
        if name not in self.parts:
            return None
        root = parse_xml(self.parts[name], f"{self.file}:{name}", self.limits)
        _as_transitional(root)
        return root


def opened(data: bytes, file: str, limits: Limits) -> Package:
    """The package. Raises ManualError when it is damaged, protected, asks for too much, or holds no document."""
    if data.startswith(_OLE):
        raise ManualError(f"{file}: is protected by a password, or from before Word 2007. Save it as .docx without one")
    try:
        parts = members(data, file, limits)
    except (zlib.error, lzma.LZMAError, struct.error, IndexError) as error:
        raise ManualError(f"{file}: is not a whole zip package ({error})") from error
    package = Package(file, limits, parts, "")
    main = next(iter(_targets(package, "", "officeDocument")), "word/document.xml")
    if main not in parts:
        raise ManualError(f"{file}: holds no Word document. Save it as .docx")
    return Package(file, limits, parts, main)


def part_of_package(package: Package, kind: str) -> etree._Element | None:
    """A part of the package itself, such as "core-properties"."""
    return next((package.parsed(name) for name in _targets(package, "", kind)), None)


def _targets(package: Package, source: str, kind: str) -> list[str]:
    """The parts that `source` calls its `kind`. What lies outside of the package is never opened."""
    folder, name = posixpath.split(source)
    root = package.parsed(posixpath.join(folder, "_rels", f"{name}.rels"))
    found = []
    for relation in root.iter(_RELATIONSHIP) if root is not None else ():
        ending = (relation.get("Type") or "").rsplit("/", 1)[-1]
        target = relation.get("Target") or ""
        if ending == kind and relation.get("TargetMode") != "External":
            path = posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))
            found.append(path)
    return found


def _as_transitional(root: etree._Element) -> None:
    if not any(f"{{{uri}}}" in _STRICT for uri in root.nsmap.values()):
        return
    for element in root.iter(etree.Element):
        element.tag = _renamed(str(element.tag))
        for name in [name for name in map(str, element.attrib) if name.startswith("{")]:
            value = element.attrib.pop(name)
            element.set(_renamed(name), value)


def _renamed(name: str) -> str:
    space, brace, local = name.rpartition("}")
    return _STRICT.get(space + brace, space + brace) + local


def value(element: etree._Element | None, name: str, attribute: str = "val") -> str | None:
    """An attribute of a child: `value(properties, "sz")` is what <w:sz w:val="…"/> in it says."""
    child = element.find(f"{W}{name}") if element is not None else None
    return child.get(f"{W}{attribute}") if child is not None else None


def is_on(element: etree._Element | None, name: str) -> bool | None:
    """What a switch such as <w:vanish/> says; None where it is not set."""
    child = element.find(f"{W}{name}") if element is not None else None
    if child is None:
        return None
    return (child.get(f"{W}val") or "true").lower() not in {"0", "false", "off"}


def number(text: str | None, default: int = 0) -> int:
    """A whole number of a measure; `default` where there is none."""
    try:
        return round(float(text)) if text and len(text) < 16 else default
    except (ValueError, OverflowError):
        return default
