"""The same small manual of an oven in every format that is read, each spelt as its own standard spells it."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from knowledge_base.readers.contract import Facts, Source

FACTS = Facts("oven", manual="OV-M", title="Oven", revision="1", language="en")


@dataclass(frozen=True)
class Words:
    """What the manual says. hidden: words that a person who looks at the document does not see."""

    text: tuple[str, ...] = ("The oven bakes at 250 °C and 0.4 bar.",)
    warning: str = "Hot surface. It burns. Wait until it is cold."
    steps: tuple[str, ...] = ("Close the gas valve.", "Loosen the burner with 25 N·m.", "Lift the burner out.")
    tool: str = "Wrench 13 mm"
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True)
class Format:
    """One format: how the sample is spelt in it, and what it cannot say.

    hides: words can be invisible in it. has_tasks: it knows steps.
    """

    name: str
    spell: Callable[[Words], Source]
    hopeless: bytes
    hides: bool = True
    has_tasks: bool = True


def single(name: str, data: bytes) -> Source:
    """A manual of one file."""
    return Source(name, {name: data}, FACTS)


def markdown(words: Words) -> Source:
    """Markdown with front matter."""
    hidden = "".join(f"<!-- {text} -->\n\n" for text in words.hidden)
    text = "\n\n".join(words.text)
    steps = "\n".join(f"{n}. {step}" for n, step in enumerate(words.steps, 1))
    said = f"""---
manual: OV-M
title: Oven
revision: "1"
date: 2026-01-31
language: en
equipment: oven
---
# Repair
## Description
{text}

{hidden}## Replace the burner {{#OV-T-200}}
**Tools:**
- {words.tool}

> **WARNING:** {words.warning}

{steps}
"""
    return single("oven.md", said.encode())


def asciidoc(words: Words) -> Source:
    """AsciiDoc."""
    hidden = "".join(f"// {text}\n\n" for text in words.hidden)
    steps = "\n".join(f". {step}" for step in words.steps)
    text = "\n\n".join(words.text)
    said = f"""= Oven

== Repair

=== Description

{text}

{hidden}[[OV-T-200]]
=== Replace the burner

.Tools
* {words.tool}

WARNING: {words.warning}

{steps}
"""
    return single("oven.adoc", said.encode())


def html_page(words: Words) -> str:
    """The page of the HTML sample."""
    text = "".join(f"<p>{escape(part)}</p>" for part in words.text)
    hidden = "".join(f'<p style="display:none">{escape(part)}</p>' for part in words.hidden)
    steps = "".join(f"<li>{escape(step)}</li>" for step in words.steps)
    return f"""<!DOCTYPE html><html lang="en"><head><title>Oven</title></head><body><h1>Repair</h1>
<h2>Description</h2>{text}{hidden}
<h2 id="OV-T-200">Replace the burner</h2><p><b>Tools:</b></p><ul><li>{escape(words.tool)}</li></ul>
<div class="warning"><p>{escape(words.warning)}</p></div><ol>{steps}</ol></body></html>"""


def html(words: Words) -> Source:
    """HTML."""
    return single("oven.html", html_page(words).encode())


def docx(words: Words) -> Source:
    """Word."""
    from docx import Document

    document = Document()
    document.add_heading("Repair", 1)
    document.add_heading("Description", 2)
    for part in words.text:
        document.add_paragraph(part)
    for part in words.hidden:
        document.add_paragraph().add_run(part).font.hidden = True
    document.add_heading("Replace the burner {#OV-T-200}", 2)
    document.add_paragraph().add_run("Tools:").bold = True
    document.add_paragraph(words.tool, style="List Bullet")
    document.add_paragraph(f"WARNING: {words.warning}")
    for step in words.steps:
        document.add_paragraph(step, style="List Number")
    buffer = io.BytesIO()
    document.save(buffer)
    return single("oven.docx", buffer.getvalue())


def pdf(words: Words) -> Source:
    """PDF, made by a typesetter."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
    from reportlab.platypus import Flowable, ListFlowable, ListItem, Paragraph, SimpleDocTemplate

    class Unseen(Flowable):  # type: ignore[misc]  # reportlab ships no types
        """Words in render mode 3: they are in the file and not on the page."""

        def __init__(self, said: str) -> None:
            super().__init__()
            self.said = said
            self.width, self.height = 400, 12

        def draw(self) -> None:
            text = self.canv.beginText(0, 0)
            text.setTextRenderMode(3)
            text.textLine(self.said)
            self.canv.drawText(text)

    styles = getSampleStyleSheet()
    bold = ParagraphStyle("lead", parent=styles["Normal"], fontName="Helvetica-Bold")
    story: list[Flowable] = [Paragraph("Repair", styles["Heading1"]), Paragraph("Description", styles["Heading2"])]
    story += [Paragraph(escape(part), styles["Normal"]) for part in words.text]
    story += [Unseen(part) for part in words.hidden]
    story += [Paragraph("Replace the burner (OV-T-200)", styles["Heading2"]), Paragraph("Tools:", bold)]
    story += [ListFlowable([ListItem(Paragraph(escape(words.tool), styles["Normal"]))], bulletType="bullet", start="•")]
    story += [Paragraph(f"WARNING: {escape(words.warning)}", styles["Normal"])]
    items = [ListItem(Paragraph(escape(step), styles["Normal"])) for step in words.steps]
    story += [ListFlowable(items, bulletType="1", bulletFormat="%s.")]
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, title="Oven").build(story)
    return single("oven.pdf", buffer.getvalue())


_CODE = (
    'modelIdentCode="OVEN" systemDiffCode="A" systemCode="D00" subSystemCode="0" subSubSystemCode="0" assyCode="00" '
    'disassyCode="00" disassyCodeVariant="A" infoCodeVariant="A" itemLocationCode="A"'
)


def data_module(code: str, title: str, info: str, content: str) -> bytes:
    """One S1000D data module."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<dmodule><identAndStatusSection><dmAddress>
<dmIdent><dmCode {_CODE} infoCode="{code}"/><language languageIsoCode="en" countryIsoCode="US"/>
<issueInfo issueNumber="001" inWork="00"/></dmIdent>
<dmAddressItems><issueDate year="2026" month="01" day="31"/>
<dmTitle><techName>{title}</techName><infoName>{info}</infoName></dmTitle></dmAddressItems></dmAddress>
<dmStatus issueType="new"><security securityClassification="01"/></dmStatus></identAndStatusSection>
<content>{content}</content></dmodule>""".encode()


def s1000d(words: Words) -> Source:
    """A folder of S1000D data modules."""
    text = "".join(f"<para>{escape(part)}</para>" for part in words.text)
    hidden = "".join(f"<!-- {part.replace('--', '')} -->" for part in words.hidden)
    guarded = (' warningRefs="w1"', *[""] * len(words.steps))
    steps = "".join(
        f"<proceduralStep{refers}><para>{escape(step)}</para></proceduralStep>"
        for refers, step in zip(guarded, words.steps, strict=False)
    )
    about = f"<description><para>What it is.</para>{text}{hidden}</description>"
    procedure = f"""<warningsAndCautions><warning id="w1">
<warningAndCautionPara>{escape(words.warning)}</warningAndCautionPara></warning></warningsAndCautions><procedure><preliminaryRqmts><reqCondGroup><noConds/></reqCondGroup>
<reqSupportEquips><supportEquipDescrGroup><supportEquipDescr><name>{escape(words.tool)}</name>
<reqQuantity>1</reqQuantity></supportEquipDescr></supportEquipDescrGroup></reqSupportEquips>
<reqSupplies><noSupplies/></reqSupplies><reqSpares><noSpares/></reqSpares><reqSafety><noSafety/></reqSafety>
</preliminaryRqmts><mainProcedure>{steps}</mainProcedure>
<closeRqmts><reqCondGroup><noConds/></reqCondGroup></closeRqmts></procedure>"""
    files = {
        "oven/DMC-OVEN-A-D00-00-00-00A-040A-A_001-00_EN-US.XML": data_module("040", "Oven", "Description", about),
        "oven/DMC-OVEN-A-D00-00-00-00A-520A-A_001-00_EN-US.XML": data_module(
            "520", "Burner", "Remove procedure", procedure
        ),
    }
    return Source("oven", files, FACTS)


def dita(words: Words) -> Source:
    """A folder with a DITA map and its topics."""
    text = "".join(f"<p>{escape(part)}</p>" for part in words.text)
    hidden = "".join(f"<draft-comment>{escape(part)}</draft-comment>" for part in words.hidden)
    first, *others = words.steps
    warning = f'<note type="warning">{escape(words.warning)}</note>'
    steps = "".join(f"<step><cmd>{escape(step)}</cmd></step>" for step in others)
    about = f"<concept id='about' xml:lang='en'><title>Description</title><conbody>{text}{hidden}</conbody></concept>"
    task = f"""<task id="OV-T-200" xml:lang="en"><title>Replace the burner</title><taskbody><prelreqs><supequip>
<supeqli><supequi>{escape(words.tool)}</supequi></supeqli></supequip></prelreqs>
<steps><step>{warning}<cmd>{escape(first)}</cmd></step>{steps}</steps></taskbody></task>"""
    index = (
        "<map><title>Oven</title><topichead navtitle='Repair'><topicref href='about.dita'/>"
        "<topicref href='burner.dita'/></topichead></map>"
    )
    files = {"about.dita": about, "burner.dita": task, "oven.ditamap": index}
    return Source("oven", {f"oven/{name}": data.encode() for name, data in files.items()}, FACTS)


def iirds(words: Words) -> Source:
    """An iiRDS package with one HTML topic."""
    metadata = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:iirds="http://iirds.tekom.de/iirds#">
<iirds:Package rdf:about="urn:uuid:0a000000-0000-4000-8000-000000000001">
<iirds:title>Oven</iirds:title><iirds:iiRDSVersion>1.2</iirds:iiRDSVersion><iirds:language>en</iirds:language></iirds:Package>
<iirds:Topic rdf:about="urn:uuid:0a000000-0000-4000-8000-000000000002"><iirds:title>Repair</iirds:title>
<iirds:language>en</iirds:language><iirds:revision>1</iirds:revision>
<iirds:is-part-of-package rdf:resource="urn:uuid:0a000000-0000-4000-8000-000000000001"/>
<iirds:has-rendition><iirds:Rendition><iirds:format>text/html</iirds:format>
<iirds:source>content/oven.html</iirds:source></iirds:Rendition></iirds:has-rendition></iirds:Topic></rdf:RDF>"""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", "application/iirds+zip")
        package.writestr("META-INF/metadata.rdf", metadata)
        package.writestr("content/oven.html", html_page(words))
    return single("oven.iirds", buffer.getvalue())


def code_table(words: Words) -> Source:
    """A CSV table of alarm codes."""
    rows = [f'"{n}","Message {n}","{text}"' for n, text in enumerate(words.text, 1)]
    said = "\n".join(['"Alarm code","Message","Remedy"', *rows]) + "\n"
    return single("alarm_codes.csv", said.encode())


FORMATS = (
    Format("markdown", markdown, b"\xff\xfe\x00"),
    Format("asciidoc", asciidoc, b"\xff\xfe\x00"),
    Format("html", html, b""),
    Format("docx", docx, b"PK\x03\x04broken"),
    Format("pdf", pdf, b"%PDF-1.7\nbroken"),
    Format("s1000d", s1000d, b"<dmodule><broken>"),
    Format("dita", dita, b"<task><broken>"),
    Format("iirds", iirds, b"PK\x03\x04broken"),
    Format("code_table", code_table, b"\x00\x00\x00", hides=False, has_tasks=False),
)

WITH_TASKS = tuple(form for form in FORMATS if form.has_tasks)
HIDING = tuple(form for form in FORMATS if form.hides)
