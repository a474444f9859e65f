"""Small manuals for the tests of the readers of markup, and short words for what was read."""

from knowledge_base.readers.asciidoc import READER as ASCIIDOC
from knowledge_base.readers.contract import Facts, Source
from knowledge_base.readers.markdown import READER as MARKDOWN
from knowledge_base.readers.verify import verify
from knowledge_base.records import FindingKind, Quote, Reading, Task


def source_of(text: str | bytes, name: str = "manuals/oven.md", facts: Facts | None = None) -> Source:
    """A manual of one file."""
    raw = text if isinstance(text, bytes) else text.encode()
    return Source(name, {name: raw}, facts or Facts("oven", manual="OV-M", revision="1", language="en"))


def markdown(text: str | bytes, facts: Facts | None = None) -> Reading:
    """The reading of a manual in Markdown, checked."""
    source = source_of(text, "manuals/oven.md", facts)
    reading = MARKDOWN.read(source)
    verify(reading, source)
    return reading


def asciidoc(text: str | bytes, facts: Facts | None = None) -> Reading:
    """The reading of a manual in AsciiDoc, checked."""
    source = source_of(text, "manuals/oven.adoc", facts)
    reading = ASCIIDOC.read(source)
    verify(reading, source)
    return reading


def steps(task: Task) -> list[tuple[str | None, str]]:
    """Label and words of each step, white space as one blank."""
    return [(step.label, one_line(step.quote.text)) for step in task.steps]


def notices(task: Task) -> list[list[tuple[str, str]]]:
    """Kind and words of the notices before each step."""
    return [[(notice.kind.value, one_line(notice.quote.text)) for notice in step.notices] for step in task.steps]


def said(quotes: tuple[Quote, ...]) -> list[str]:
    """The words of quotes."""
    return [one_line(quote.text) for quote in quotes]


def findings(reading: Reading, kind: FindingKind) -> list[tuple[str, str]]:
    """Place and words of the findings of a kind."""
    return [(finding.place, finding.what) for finding in reading.findings if finding.kind is kind]


def searchable(reading: Reading) -> str:
    """All words of all passages."""
    return " ".join(one_line(passage.quote.text) for passage in reading.passages)


def one_line(words: str) -> str:
    """The words with single blanks."""
    return " ".join(words.split())
