"""What stands in an AsciiDoc file and is no word of its page: comments, conditions, attributes, index terms."""

import re
from dataclasses import dataclass, field

from knowledge_base.readers.asciidoc.lines import Lines
from knowledge_base.readers.markup.hidden import Hidden
from knowledge_base.readers.markup.html import HiddenHtml, Region
from knowledge_base.readers.source import Span
from knowledge_base.records import Finding, FindingKind

_SENTENCE = 4
_CONCEALED_TERM = re.compile(r"\(\(\([^()]*(?:\([^()]*\)[^()]*)*\)\)\)|indexterm:\[[^\]\n]*\]")
_PASSTHROUGH = re.compile(r"\+\+\+(?P<a>.{1,5000}?)\+\+\+|pass:[a-z,]{0,9}\[(?P<b>.{0,5000}?)\]", re.DOTALL)
_UNSEEN_ROLE = re.compile(
    r"\[\.?(?:[\w.-]*\.)?(?:hidden|invisible|hide|white|visually-hidden|sr-only|d-none)(?:\.[\w.-]*)?\]"
    r"(?P<hash>#{1,2})(?P<words>.{1,5000}?)(?P=hash)",
    re.DOTALL,
)
_REFERENCE = re.compile(r"(?<!\\)\{(?P<name>\w[\w-]*)\}")
_UNSEEN_BLOCK = re.compile(r"(?:^|[.,\"'= ])(?:hidden|invisible|hide|visually-hidden|sr-only|d-none)(?:$|[.,\"' %])")


@dataclass
class Margin:
    """Collects what is taken out of the reading text. quiet: marks without words of their own."""

    lines: Lines
    file: str
    hidden: list[Hidden] = field(default_factory=list)
    quiet: list[Span] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    entries: list[tuple[str, str, int]] = field(default_factory=list)
    """Name, value and line of each document attribute."""
    _directives: dict[int, bool] = field(default_factory=dict)

    def report(self, kind: FindingKind, line: int, what: str) -> None:
        """A finding at a line, counted from 0."""
        self.findings.append(Finding(kind=kind, file=self.file, place=f"line {line + 1}", what=what))

    def comment(self, first: int, last: int) -> None:
        """Lines [first, last) are a comment."""
        self.hidden.append(Hidden(self.lines.span(first, last), "a comment"))

    def mark(self, first: int, last: int | None = None) -> None:
        """Lines that are marks alone."""
        self.quiet.append(self.lines.span(first, first + 1 if last is None else last))

    def block_attributes(self, line: int, words: str) -> None:
        """A block attribute line; a sentence in it is on no page."""
        if len(words.split()) > _SENTENCE:
            self.hidden.append(Hidden(self.lines.span(line, line + 1), "block attributes"))
        else:
            self.mark(line)

    def entry(self, line: int) -> Span | None:
        """Take in a document attribute; its characters, if there is one (Document Attributes)."""
        match = self.lines.entry(line)
        if match is None:
            return None
        start, end = self.lines.span(line, self.end_of_entry(line))
        value = self.lines.text[start + match.start("value") : end] if match["value"] else ""
        self.entries.append((match["name"].strip("!"), value.strip(), line))
        return start, end

    def directive(self, line: int) -> bool:
        """A condition or an include; True when the line holds nothing else (Conditionals, Includes)."""
        match = self.lines.directive(line)
        if match is None:
            return False
        name, said = match["name"], self.lines.at(line)
        if line in self._directives:
            return self._directives[line]
        if name == "include":
            what = f"{said} is not followed. Give the whole document in one file"
            self.report(FindingKind.MISSING, line, what)
        elif name != "endif":
            self.report(FindingKind.NOT_UNDERSTOOD, line, f"the condition {said} is not decided: its words are kept")
        if name in {"ifdef", "ifndef"} and match["text"]:
            start = self.lines.starts[line]
            self.quiet += [(start, start + match.start("text")), (start + match.end("text"), start + len(said))]
        else:
            self.mark(line)
        self._directives[line] = not (name in {"ifdef", "ifndef"} and match["text"])
        return self._directives[line]

    def aside(self, line: int, last: int) -> int:
        """The line after a comment or directive that begins here; the same line when none does."""
        words = self.lines.at(line)
        if re.fullmatch(r"/{4,}", words):
            stop = next((n for n in range(line + 1, last) if self.lines.at(n) == words), last - 1) + 1
            self.comment(line, stop)
            return stop
        if self.lines.is_comment(line):
            self.comment(line, line + 1)
            return line + 1
        return line + 1 if self.directive(line) else line

    def inline(self, span: Span) -> None:
        """What is not seen of the words of one block."""
        text = self.lines.text
        for match in _CONCEALED_TERM.finditer(text, *span):
            if len(match[0].split()) > 2 * _SENTENCE:
                self.hidden.append(Hidden(match.span(), "an index term"))
            else:
                self.quiet.append(match.span())
        for match in _UNSEEN_ROLE.finditer(text, *span):
            self.hidden.append(Hidden(match.span("words"), "words in a role that hides them"))
        for match in _PASSTHROUGH.finditer(text, *span):
            group = "a" if match["a"] is not None else "b"
            self.html(match.span(group))

    def html(self, span: Span) -> None:
        """What is not seen of HTML that is passed through."""
        self.hidden += HiddenHtml(self.lines.text, span[1]).of([Region(*span, raw=True)])

    def settle(self, seen: list[Span]) -> None:
        """Attributes that nothing refers to are on no page. seen: where words are that may refer to them."""
        used: dict[str, int] = {}
        for span in seen:
            for match in _REFERENCE.finditer(self.lines.text, *span):
                used.setdefault(match["name"], match.start())
        for name, value, line in self.entries:
            span = self.lines.span(line, self.end_of_entry(line))
            if name in used and value:
                what = f"the reference {{{name}}} is left as it is; its value is {value[:60]!r}"
                self.report(FindingKind.NOT_UNDERSTOOD, line, what)
            elif len(value.split()) >= _SENTENCE:
                self.hidden.append(Hidden(span, f"the attribute {name}"))
            else:
                self.quiet.append(span)

    def end_of_entry(self, line: int) -> int:
        """The line after an attribute, which may run over lines."""
        stop = line + 1
        while stop < len(self.lines) and self.lines.at(stop - 1).endswith(" \\"):
            stop += 1
        return stop


def hides_a_block(attributes: str) -> bool:
    """The attributes of a block give it a role that hides it."""
    return _UNSEEN_BLOCK.search(attributes) is not None
