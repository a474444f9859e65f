"""Markdown as manuals write it: CommonMark 0.31 with the tables of GFM, and what else is in use around them.

The lenient parser adds boxes (`!!! note "Title"` of Python-Markdown and Material for MkDocs, `:::warning` of
Docusaurus), headings without a blank (`##Settings`), and raw HTML that ends where its elements end.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.common.html_blocks import block_names
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.paragraph import paragraph

from knowledge_base.readers.markup.html import VOID

BOX = "box"
_ADMONITION = re.compile(
    r"(?:!!!|\?\?\?\+?)[ \t]*(?P<kind>[^\W\d_][\w-]*(?:[ \t]+[\w-]+){0,3})?(?:[ \t]+\"(?P<title>[^\"]*)\")?[ \t]*"
)
_CONTAINER = re.compile(r"(?P<fence>:{3,})[ \t]*(?P<kind>[A-Za-z][\w-]*)[ \t]*(?P<title>.*?)[ \t]*")
_TIGHT_HEADING = re.compile(r"(?P<marks>#{2,6})(?P<words>[^#\s].*?)(?:[ \t]+#+)?[ \t]*")
_BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(block_names)})(?=\s|/?>|$)", re.IGNORECASE)
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][\w-]*)(?:[^<>\"']{1,2000}+|\"[^\"]{0,5000}+\"|'[^']{0,5000}+'){0,200}+>"
)
_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}


def common_mark() -> MarkdownIt:
    """CommonMark alone, with definitions of links as tokens."""
    return MarkdownIt("commonmark", {"inline_definitions": True})


def with_tables() -> MarkdownIt:
    """CommonMark and tables."""
    return common_mark().enable("table")


def lenient() -> MarkdownIt:
    """All that manuals from elsewhere use."""
    parser = with_tables()
    rules = parser.block.ruler
    rules.before("fence", "admonition", _admonition, _INTERRUPTS)
    rules.before("fence", "container", _container, _INTERRUPTS)
    rules.before("html_block", "html_elements", _html_elements, _INTERRUPTS)
    rules.before("reference", "footnote", _footnote)
    rules.before("paragraph", "tight_heading", _tight_heading)
    return parser


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`!!! kind "title"` and the lines below that are indented by four columns."""
    match = None if state.is_code_block(start) else _ADMONITION.fullmatch(_line(state, start))
    if match is None:
        return False
    indent, stop, last = state.sCount[start] + 4, start + 1, start + 1
    while stop < end and (state.isEmpty(stop) or state.sCount[stop] >= indent):
        last = last if state.isEmpty(stop) else stop + 1
        stop += 1
    if last == start + 1:
        return False
    if not silent:
        _box(state, match, (start, start + 1, last, last), indent)
    return True


def _container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`:::kind title` up to as many colons on a line by themselves."""
    match = None if state.is_code_block(start) else _CONTAINER.fullmatch(_line(state, start))
    if match is None:
        return False
    fence = match["fence"]
    stop = next((n for n in range(start + 1, end) if _line(state, n).rstrip() == fence), None)
    if stop is None:
        return False
    if not silent:
        _box(state, match, (start, start + 1, stop, stop + 1), state.blkIndent)
    return True


def _box(state: StateBlock, match: re.Match[str], lines: tuple[int, int, int, int], indent: int) -> None:
    """Push a box and what is in it. lines: of the box, from where to where its content stands, its end."""
    start, first, last, stop = lines
    token = state.push(f"{BOX}_open", "div", 1)
    token.map = [start, stop]
    token.meta = {"kind": match["kind"] or "", "title": match["title"] or "", "lines": (first, last)}
    before = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax, state.blkIndent = "root", last, indent
    state.md.block.tokenize(state, first, last)
    state.parentType, state.lineMax, state.blkIndent = before
    state.push(f"{BOX}_close", "div", -1)
    state.line = stop


def _html_elements(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Raw HTML from a block element to the line that closes it, or to the next empty line; a table is taken whole."""
    first = "" if state.is_code_block(start) else _line(state, start)
    if not _BLOCK_TAG.match(first):
        return False
    if silent:
        return True
    line, depth, is_table = start, 0, first.lower().startswith("<table")
    while line < end and (is_table or not state.isEmpty(line)):
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            break
        depth += _depth(_line(state, line))
        line += 1
        if depth <= 0:
            break
    if is_table and depth > 0:
        return False
    token = state.push("html_block", "", 0)
    token.map = [start, line]
    token.content = state.getLines(start, line, state.blkIndent, True)
    state.line = line
    return True


def _depth(line: str) -> int:
    """Elements that a line opens, less those that it closes."""
    tags = (tag for tag in _TAG.finditer(line) if tag["name"].lower() not in VOID and not tag[0].endswith("/>"))
    return sum(-1 if tag["close"] else 1 for tag in tags)


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`[^1]: words` is a footnote, which is shown, and no definition of a link, which is not."""
    return (
        _line(state, start).startswith("[^") and not state.is_code_block(start) and paragraph(state, start, end, silent)
    )


def _tight_heading(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    match = None if state.is_code_block(start) else _TIGHT_HEADING.fullmatch(_line(state, start))
    if match is None:
        return False
    if silent:
        return True
    tag = f"h{len(match['marks'])}"
    opening = state.push("heading_open", tag, 1)
    opening.markup, opening.map = match["marks"], [start, start + 1]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = match["words"], [start, start + 1], []
    state.push("heading_close", tag, -1).markup = match["marks"]
    state.line = start + 1
    return True
