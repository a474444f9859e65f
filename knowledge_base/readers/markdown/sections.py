"""The tokens of a Markdown file → its outline. Positions are those of the file."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from knowledge_base.readers.markdown.grammar import BOX
from knowledge_base.readers.markup.labels import box_kind, notice_at
from knowledge_base.readers.markup.outline import Item, Part, PartKind, Section, pruned, unnumbered
from knowledge_base.readers.markup.paragraphs import paragraph_parts
from knowledge_base.readers.source import SourceText, Span
from knowledge_base.records import Finding, FindingKind, NoticeKind

_ATTRIBUTES = re.compile(r"\s*\{:?(?P<all>[^{}\n]*)\}\s*$")
_ANCHOR = re.compile(r"#(?P<id>[^\s#{}]+)")
_ITEM_MARK = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+(?:\[[ xX]\][ \t]+)?|$)", re.MULTILINE)
_QUOTE_MARK = re.compile(r"[ \t]*>[ \t]?")
_ALERT = re.compile(r"[ \t>]*\[!(?P<kind>[A-Za-z]+)\][\s>]*")
_ROW = re.compile(r"<tr\b", re.IGNORECASE)
_ROW_END = re.compile(r"</(?:tr|table|tbody|thead)\s*>", re.IGNORECASE)
_NO_WORDS = re.compile(
    r"!\[[^\]\n]{0,999}\](?:\([^)\n]{0,999}\)|\[[^\]\n]{0,999}\])?|</?[A-Za-z][\w-]*(?=[\s/>])[^<>]*>|\]\([^)\n]{0,999}\)|&#?\w+;|\{:[^{}\n]*\}"
)
_WORD = re.compile(r"\w")
_HEADING_MARKS = re.compile(r"\A[ \t]*#{1,6}[ \t]*|[ \t]+#+[ \t]*\Z|(?:\r\n?|\n)[ \t]*(?:=+|-+)[ \t]*\Z")


def heading_words(shown: str) -> str:
    """The words of a heading without the marks that make it one."""
    return _HEADING_MARKS.sub("", shown).strip()


class Sections:
    """Walks a tree of tokens. text: blanked where nobody sees it; env: of the parser, with the definitions of links.

    body: the line, from 0, on which the tokens begin.
    """

    def __init__(self, text: SourceText, parser: MarkdownIt, env: dict[str, Any], body: int) -> None:
        self._text = text
        self._parser = parser
        self._env = env
        self._body = body
        self.findings: list[Finding] = []

    def of(self, tree: SyntaxTreeNode) -> tuple[Section, ...]:
        """The sections in reading order."""
        sections = [Section("", (), 0, 0)]
        path: list[tuple[int, str]] = []
        nodes: list[SyntaxTreeNode] = []
        for node in tree.children:
            if node.type != "heading":
                nodes.append(node)
                continue
            self._fill(sections[-1], nodes)
            nodes = []
            title, anchor = self._heading(node)
            level = int(node.tag[1])
            path = [entry for entry in path if entry[0] < level] + [(level, title)]
            start = self._span(node)[0]
            sections.append(Section(title, tuple(name for _, name in path), level, start, anchor))
        self._fill(sections[-1], nodes)
        return tuple(section for section in sections if section.level or section.parts)

    def _fill(self, section: Section, nodes: Sequence[SyntaxTreeNode]) -> None:
        section.parts = pruned(tuple(self._parts(nodes, 0)), self._said)

    def _said(self, span: Span) -> bool:
        return _WORD.search(_NO_WORDS.sub(" ", self._text.text[slice(*span)])) is not None

    def _heading(self, node: SyntaxTreeNode) -> tuple[str, str | None]:
        """The words of a heading without its markup, and its id."""
        words = heading_words(self._text.text[slice(*self._span(node))])
        attributes = _ATTRIBUTES.search(words)
        anchor = _ANCHOR.search(attributes["all"]) if attributes else None
        plain = self._parser.parseInline(words[: attributes.start()] if attributes and anchor else words, self._env)
        said = (token for inline in plain for token in inline.children or ())
        title = "".join(
            " " if token.type in {"softbreak", "hardbreak"} else token.content
            for token in said
            if token.type in {"text", "text_special", "code_inline", "softbreak", "hardbreak"}
        )
        return " ".join(title.split()), anchor["id"] if anchor else None

    def _lines(self, node: SyntaxTreeNode) -> Span:
        first, last = node.map or (0, 0)
        return first + self._body, last + self._body

    def _span(self, node: SyntaxTreeNode, floor: int = 0) -> Span:
        """Characters of a node. floor: where the content of the item begins that holds it."""
        start, end = self._text.span(self._lines(node))
        return max(start, floor), max(end, start, floor)

    def _parts(self, nodes: Sequence[SyntaxTreeNode], floor: int) -> Iterator[Part]:
        for node in nodes:
            span = self._span(node, floor)
            if node.type in {"paragraph", "heading"}:
                yield from self._paragraph(node, span)
            elif node.type in {"bullet_list", "ordered_list"}:
                yield self._list(node, span)
            elif node.type == "blockquote":
                yield from self._quotation(node, span)
            elif node.type == BOX:
                yield self._box(node, span)
            elif node.type == "table":
                yield from (self._row(row, floor) for part in node.children for row in part.children)
            elif node.type in {"fence", "code_block"}:
                yield self._listing(node, span)
            elif node.type == "html_block":
                yield from self._html(span)

    def _row(self, node: SyntaxTreeNode, floor: int) -> Part:
        span = self._span(node, floor)
        return Part(PartKind.ROW, span, span)

    def _paragraph(self, node: SyntaxTreeNode, span: Span) -> Iterator[Part]:
        first, last = self._lines(node)
        starts = [self._text.span((line, line + 1))[0] for line in range(first + 1, last)]
        yield from paragraph_parts(self._text.text, span, starts)

    def _list(self, node: SyntaxTreeNode, span: Span) -> Part:
        ordered = node.type == "ordered_list"
        items = []
        for child in node.children:
            start, end = self._span(child, span[0])
            mark = _ITEM_MARK.match(self._text.text, start, end)
            words = mark.end() if mark else start
            number = int(child.info) if ordered and child.info.isdigit() else None
            items.append(Item(start, tuple(self._parts(child.children, words)), number))
        return Part(PartKind.NUMBERED if ordered else PartKind.BULLETS, span, span, tuple(items))

    def _quotation(self, node: SyntaxTreeNode, span: Span) -> Iterator[Part]:
        """A notice when its first line says so, else what is quoted; a list in it is no procedure."""
        start, end = span[0], self._without_empty_lines(span)
        inner = _QUOTE_MARK.match(self._text.text, start, end)
        words = inner.end() if inner else start
        alert = _ALERT.match(self._text.text, words, end)
        labelled = notice_at(self._text.text[words:end])
        kind = box_kind(alert["kind"]) if alert else None
        if alert and kind:
            yield Part(PartKind.NOTICE, (start, end), (min(alert.end(), end), end), notice=kind)
        elif labelled and self._is_one_notice(words, end):
            yield Part(PartKind.NOTICE, (start, end), (words + labelled[1], end), notice=labelled[0])
        else:
            yield from unnumbered(tuple(self._parts(node.children, words)))

    def _without_empty_lines(self, span: Span) -> int:
        """The end of a quotation without the lines at its end that hold its mark alone."""
        text, (start, end) = self._text.text, span
        words = text[start:end].rstrip("> \t\r\n")
        line_end = re.compile(r"[\r\n]|\Z").search(text, start + len(words), end)
        return line_end.start() if line_end else end

    def _is_one_notice(self, start: int, end: int) -> bool:
        """No second notice begins on a line of its own further down."""
        lines = re.split(r"\r\n?|\n", self._text.text[start:end])[1:]
        return not any(notice_at(line.lstrip("> \t")) for line in lines)

    def _box(self, node: SyntaxTreeNode, span: Span) -> Part:
        """A box with a title is quoted from its title on."""
        first, last = node.meta["lines"]
        head_end = self._text.span((first - 1 + self._body, first + self._body))[1]
        title = node.meta["title"]
        begin = self._text.text.rfind(title, span[0], head_end) if title else -1
        if begin > span[0] and self._text.text[begin - 1] == '"':
            begin -= 1
        content = self._text.span((first + self._body, last + self._body))
        words = (begin if begin >= 0 else content[0], content[1])
        kind = box_kind(node.meta["kind"]) or box_kind(title)
        if kind is None:
            kind = NoticeKind.CAUTION
            what = f"a box of the unknown kind {node.meta['kind']!r} is taken for a caution"
            place = f"line {self._text.line_of(span[0]) + 1}"
            self.findings.append(Finding(kind=FindingKind.ASSUMED, file=self._text.file, place=place, what=what))
        return Part(PartKind.NOTICE, (span[0], content[1]), words, notice=kind)

    def _listing(self, node: SyntaxTreeNode, span: Span) -> Part:
        """Program text without its fences."""
        if node.type == "code_block":
            return Part(PartKind.LISTING, span, span)
        first, last = self._lines(node)
        closing = self._text.text[slice(*self._text.span((last - 1, last)))].strip(" \t>")
        closed = last - first > 1 and closing.strip("`~") == "" and closing[:1] == node.markup[:1]
        start, end = self._text.span((first + 1, last - 1 if closed else last))
        return Part(PartKind.LISTING, (start, end), (start, end))

    def _html(self, span: Span) -> Iterator[Part]:
        """Raw HTML: the rows of its tables one by one, and what stands around them."""
        text, place = self._text.text, span[0]
        while row := _ROW.search(text, place, span[1]):
            closing = _ROW_END.search(text, row.end(), span[1])
            end = closing.end() if closing else span[1]
            if row.start() > place:
                yield Part(PartKind.TEXT, (place, row.start()), (place, row.start()))
            yield Part(PartKind.ROW, (row.start(), end), (row.start(), end))
            place = end
        if place < span[1]:
            yield Part(PartKind.TEXT, (place, span[1]), (place, span[1]))
