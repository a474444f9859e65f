"""Lines of AsciiDoc: what each of them may begin. Chapters are those of the AsciiDoc Language Documentation.

https://docs.asciidoctor.org/asciidoc/latest/ (Blocks, Sections, Lists, Macros, Conditionals, Includes, Comments).
"""

import re
from dataclasses import dataclass

from knowledge_base.readers.source import Span

_ENDS = re.compile(r"\r\n?|\n|\Z")
_SECTION = re.compile(r"(?P<marks>={1,6}|#{1,6})[ \t]+(?P<title>\S.*)")
_UNDERLINE = re.compile(r"(?P<mark>[=~^+-])(?P=mark)+")
_LONGEST_TITLE = 500
_LEVELS = "=-~^+"
_DELIMITER = re.compile(r"-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|--|`{3,}")
_FENCE = re.compile(r"(?P<fence>`{3,})[^`]*")
_TABLE = re.compile(r"[|,:!]={3,}")
_ATTRIBUTES = re.compile(r"\[(?P<all>|[\w.#%{,\"'].*)\]|\[\[(?P<anchor>[A-Za-z_:][\w:.-]*)(?:, *.+)?\]\]")
_TITLE = re.compile(r"\.(?![\s.])\S.*")
_ENTRY = re.compile(r":(?P<name>!?\w[\w-]*!?):(?:[ \t]+(?P<value>.*))?")
_DIRECTIVE = re.compile(r"(?P<name>include|ifdef|ifndef|ifeval|endif)::(?P<target>[^\[\]]*)\[(?P<text>.*)\]")
_MACRO = re.compile(r"(?:image|video|audio|toc)::\S*\[.*\]")
_BREAK = re.compile(r"'{3,}|<{3,}|-{3}|\*{3}|- - -|\* \* \*")
_ITEMS = (
    ("dots", re.compile(r"[ \t]*(?P<key>\.{1,5})[ \t]+(?=\S)")),
    ("number", re.compile(r"[ \t]*(?P<number>\d+)\.[ \t]+(?=\S)")),
    ("letter", re.compile(r"[ \t]*[a-zA-Z]\.[ \t]+(?=\S)")),
    ("roman", re.compile(r"[ \t]*[ivxIVX]+\)[ \t]+(?=\S)")),
    ("bullet", re.compile(r"[ \t]*(?P<key>\*{1,5}|-|•)[ \t]+(?=\S)")),
    ("callout", re.compile(r"<(?:\d+|\.)>[ \t]+(?=\S)")),
    ("term", re.compile(r"[ \t]*(?!//)\S(?:.*?\S)?(?P<key>:{2,4}|;;)(?=\s|\Z)[ \t]*")),
)
_ORDERED = frozenset({"dots", "number", "letter", "roman"})


@dataclass(frozen=True)
class Marker:
    """The marker of an item of a list. key: equal in items of one list. end: where the words of the item begin."""

    kind: str
    key: str
    end: int
    number: int | None = None

    @property
    def ordered(self) -> bool:
        """The items of its list are counted."""
        return self.kind in _ORDERED


class Lines:
    """The lines of a file, without what ends them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[int] = []
        self._ends: list[int] = []
        start = 0
        for match in _ENDS.finditer(text):
            self.starts.append(start)
            self._ends.append(match.start())
            start = match.end()
        # A byte order mark was there; it does not indent the first line.
        self.starts[0] = 1 if text.startswith(" ") and self._ends[0] else 0

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, line: int) -> str:
        """A line without the white space at its end."""
        return self.text[self.starts[line] : self._ends[line]].rstrip()

    def span(self, first: int, last: int) -> Span:
        """Characters of lines [first, last), without the white space at their end."""
        if first >= last:
            start = self.starts[first] if first < len(self) else len(self.text)
            return start, start
        start = self.starts[first]
        return start, start + len(self.text[start : self._ends[last - 1]].rstrip())

    def is_blank(self, line: int) -> bool:
        """There is nothing on it."""
        return not self.at(line)

    def after_blanks(self, line: int, last: int) -> int:
        """The next line with something on it."""
        while line < last and self.is_blank(line):
            line += 1
        return line

    def section(self, line: int, last: int) -> tuple[str, int, int] | None:
        """Title, level from 1, and the line after it, of a section title of one or two lines (Sections)."""
        words = self.at(line)
        if len(words) > _LONGEST_TITLE:
            return None
        match = _SECTION.fullmatch(words)
        if match:
            title = match["title"].removesuffix(match["marks"])
            return title.rstrip() if title[-1:].isspace() else match["title"], len(match["marks"]), line + 1
        if line + 1 >= last or words[:1] in {"", ".", "[", " ", "\t"} or not re.search(r"\w", words):
            return None
        under = _UNDERLINE.fullmatch(self.at(line + 1))
        if under and abs(len(words) - len(under[0])) <= 1:
            return words, _LEVELS.index(under["mark"]) + 1, line + 2
        return None

    def delimiter(self, line: int) -> str | None:
        """The line that ends the block which this one begins, if it begins one (Delimited Blocks)."""
        words = self.at(line)
        fence = _FENCE.fullmatch(words)
        if fence:
            return fence["fence"]
        return words if _DELIMITER.fullmatch(words) or _TABLE.fullmatch(words) else None

    def attributes(self, line: int) -> re.Match[str] | None:
        """A block attribute line or block anchor."""
        return _ATTRIBUTES.fullmatch(self.at(line))

    def is_title(self, line: int) -> bool:
        """A block title."""
        words = self.at(line)
        return _TITLE.fullmatch(words) is not None and not _DELIMITER.fullmatch(words)

    def entry(self, line: int) -> re.Match[str] | None:
        """A document attribute entry."""
        return _ENTRY.fullmatch(self.at(line))

    def directive(self, line: int) -> re.Match[str] | None:
        """A preprocessor directive: a condition or an include."""
        return _DIRECTIVE.fullmatch(self.at(line))

    def is_comment(self, line: int) -> bool:
        """A line comment."""
        words = self.at(line)
        return words.startswith("//") and not words.startswith("///")

    def has_no_words(self, line: int) -> bool:
        """A block macro (an image, a table of contents …) or a break."""
        words = self.at(line)
        return _MACRO.fullmatch(words) is not None or _BREAK.fullmatch(words) is not None

    def begins_a_block(self, line: int) -> bool:
        """What ends a paragraph even without an empty line before it."""
        return self.delimiter(line) is not None or self.attributes(line) is not None

    def is_plain(self, line: int, last: int) -> bool:
        """A line of a paragraph, which begins nothing else."""
        special = self.begins_a_block(line) or self.is_title(line) or self.is_comment(line)
        return not (special or self.entry(line) or self.directive(line) or self.section(line, last))

    def marker(self, line: int) -> Marker | None:
        """The marker of a list item (Lists)."""
        words = self.at(line)
        for kind, pattern in _ITEMS:
            match = pattern.match(words)
            if match:
                found = match.groupdict()
                number = int(found["number"]) if found.get("number") else None
                return Marker(kind, found.get("key") or kind, self.starts[line] + match.end(), number)
        return None
