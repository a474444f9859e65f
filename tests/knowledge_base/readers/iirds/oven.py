"""Packages about an oven, made as tests need them."""

import io
import zipfile
from collections.abc import Mapping

from knowledge_base.readers.contract import Facts, Limits, Source
from knowledge_base.readers.iirds import READER
from knowledge_base.records import Reading

FILE = "manuals/oven.iirds"
BASE = "http://oven.example/"
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"
 xmlns:iirds="http://iirds.tekom.de/iirds#" xmlns:my="http://oven.example/terms#">
"""
PACKAGE = f"""<iirds:Package rdf:about="{BASE}package"><iirds:iiRDSVersion>1.1</iirds:iiRDSVersion>
<iirds:title>Oven 3000</iirds:title><iirds:revision>B</iirds:revision><iirds:language>en-GB</iirds:language>
<iirds:dateOfLastModification>2026-02-03T10:00:00Z</iirds:dateOfLastModification></iirds:Package>"""
TASK = """<!DOCTYPE html><html lang="en"><head><title>Change the lamp</title></head><body>
<h1 id="lamp">Change the lamp</h1><p>Do this when the lamp is dark.</p>
<ol><li>Switch the oven off.</li><li>Turn the glass to the left.</li>
<li>Fit the lamp E14, 25 W.</li></ol></body></html>"""
CONCEPT = """<!DOCTYPE html><html lang="en"><head><title>How it heats</title></head><body>
<h1>How it heats</h1><p>The fan moves the air over the heater.</p></body></html>"""


def rdf(*parts: str) -> str:
    """Metadata with these parts."""
    return _HEAD + "\n".join(parts) + "\n</rdf:RDF>"


def link(name: str, other: str) -> str:
    """A property that names a resource; without a colon it is one of iiRDS or, with a slash before it, of the oven."""
    iri = f"{BASE}{other[1:]}" if other.startswith("/") else f"http://iirds.tekom.de/iirds#{other}"
    return f'<iirds:{name} rdf:resource="{iri}"/>'


def rendition(source: str, form: str = "text/html", more: str = "") -> str:
    """A file of a unit."""
    inner = f"<iirds:format>{form}</iirds:format><iirds:source>{source}</iirds:source>{more}"
    return f"<iirds:has-rendition><iirds:Rendition>{inner}</iirds:Rendition></iirds:has-rendition>"


def unit(name: str, *inner: str, title: str | None = None, kind: str = "Topic") -> str:
    """A unit called http://oven.example/NAME."""
    said = f"<iirds:title>{title}</iirds:title>" if title else ""
    return f'<iirds:{kind} rdf:about="{BASE}{name}">{said}{"".join(inner)}</iirds:{kind}>'


def node(name: str, *inner: str, label: str | None = None, of: str | None = None) -> str:
    """A directory node called http://oven.example/NAME."""
    said = f"<rdfs:label>{label}</rdfs:label>" if label else ""
    about = link("relates-to-information-unit", f"/{of}") if of else ""
    return f'<iirds:DirectoryNode rdf:about="{BASE}{name}">{said}{about}{"".join(inner)}</iirds:DirectoryNode>'


def status(value: str, date: str = "") -> str:
    """A status of a unit, since a day."""
    when = f"<iirds:dateOfStatus>{date}</iirds:dateOfStatus>" if date else ""
    inner = f"{when}{link('has-content-lifecycle-status-value', value)}"
    return (
        f"<iirds:has-content-lifecycle-status>"
        f"<iirds:ContentLifeCycleStatus>{inner}</iirds:ContentLifeCycleStatus>"
        f"</iirds:has-content-lifecycle-status>"
    )


TOC = link("has-directory-structure-type", "TableOfContents")
LAMP = unit("lamp", link("has-topic-type", "GenericTask"), rendition("content/lamp.html"), title="Change the lamp")
HEAT = unit("heat", link("has-topic-type", "GenericConcept"), rendition("content/heat.html"), title="How it heats")
METADATA = rdf(
    PACKAGE,
    LAMP,
    HEAT,
    node("root", TOC, link("has-first-child", "/n1"), link("has-next-sibling", "nil"), label="Contents"),
    node("n1", link("has-first-child", "/n2"), link("has-next-sibling", "nil"), label="Care"),
    node("n2", link("has-next-sibling", "/n3"), of="heat"),
    node("n3", link("has-next-sibling", "nil"), of="lamp", label="Change the lamp"),
)
FILES: dict[str, str | bytes] = {"content/lamp.html": TASK, "content/heat.html": CONCEPT}


def packed(
    metadata: str | None, files: Mapping[str, str | bytes], mimetype: str | None = "application/iirds+zip"
) -> bytes:
    """The bytes of a package."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as package:
        if mimetype is not None:
            package.writestr("mimetype", mimetype, compress_type=zipfile.ZIP_STORED)
        if metadata is not None:
            package.writestr("META-INF/metadata.rdf", metadata)
        for name, data in files.items():
            package.writestr(name, data)
    return into.getvalue()


def source_of(data: bytes, facts: Facts | None = None, limits: Limits | None = None) -> Source:
    """A package as it lies in a plant."""
    return Source(FILE, {FILE: data}, facts or Facts("oven"), limits or Limits())


def read(
    metadata: str = METADATA, files: Mapping[str, str | bytes] | None = None, facts: Facts | None = None
) -> Reading:
    """The reading of a package."""
    return READER.read(source_of(packed(metadata, FILES if files is None else files), facts))


def words(text: str) -> str:
    """A page with these words."""
    return f'<!DOCTYPE html><html lang="en"><body><p>{text}</p></body></html>'


def found(reading: Reading) -> list[tuple[str, str, str]]:
    """Kind, place and words of the findings."""
    return [(str(one.kind), one.place, one.what) for one in reading.findings]
