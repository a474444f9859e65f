"""A manual in AsciiDoc → Reading. The file itself is the reading text; words that no page shows are blanked in it.

There is no maintained parser of AsciiDoc in Python that tells where each word stands, so this reads, line by line, the
part of the language that manuals use: sections, block anchors, paragraphs, lists and what is attached to their items,
admonitions, listings, tables, comments. It follows the AsciiDoc Language Documentation (docs.asciidoctor.org); the
chapter stands with each rule. Not done: attribute references are left as they are, conditions are not decided and
includes not followed; each of them is a finding. Tasks are found as in `knowledge_base.readers.markup.procedures`.
"""

from knowledge_base.readers.asciidoc.document import document_of
from knowledge_base.readers.contract import Reader, Source
from knowledge_base.readers.identity import Stated, identity
from knowledge_base.readers.markup.assembly import read_leniently
from knowledge_base.readers.markup.decoding import decoded
from knowledge_base.readers.markup.outline import Outline
from knowledge_base.readers.source import SourceText
from knowledge_base.records import Reading

NAME = "asciidoc"


def read(source: Source) -> Reading:
    """Read one manual. Raises ManualError when it is too large or not UTF-8."""
    document = document_of(decoded(source), source.main)
    first = next((section.title for section in document.sections if section.title), None)
    said = document.stated
    stated = Stated(said.manual, said.title or first, said.revision, said.date, said.language)
    who = identity(source, stated, document.text.text)
    text = SourceText(document.text.text, who.manual, who.revision, source.main)
    return read_leniently(NAME, source, who, Outline(text, document.sections), document.findings)


READER = Reader(
    name=NAME,
    suffixes=(".adoc", ".asciidoc"),
    recognises=lambda source: source.single,
    read=read,
)
