"""What of a Markdown file is not seen on its page: hidden HTML, definitions of links, characters without a shape."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from knowledge_base.readers.markup.hidden import Hidden, blanked, reported, shapeless
from knowledge_base.readers.markup.html import HiddenHtml, Region
from knowledge_base.readers.source import SourceText, Span
from knowledge_base.records import Finding

_WORD = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Shown:
    """The text with blanks where nobody sees it, and the findings on the words that stood there."""

    text: SourceText
    findings: tuple[Finding, ...]


def shown(source: SourceText, tokens: Sequence[Token], body: int) -> Shown:
    """What a reader of the page sees. tokens: of the file from line `body` on, counted from 0."""
    hidden = [*shapeless(source.text), *HiddenHtml(source.text).of(_regions(source, tokens, body))]
    quiet: list[Span] = []
    for token in tokens:
        if token.type == "definition":
            span = _span(source, token, body)
            if _is_remark(token):
                hidden.append(Hidden(span, "a definition of a link, used as a remark"))
            else:
                quiet.append(span)
    seen = blanked(source.text, [*(item.span for item in hidden), *quiet])
    text = SourceText(seen, source.manual_id, source.revision, source.file)
    return Shown(text, reported(text, source.text, source.file, hidden))


def _span(source: SourceText, token: Token, body: int) -> Span:
    first, last = token.map or (0, 0)
    return source.span((first + body, last + body))


def _regions(source: SourceText, tokens: Iterable[Token], body: int) -> Iterator[Region]:
    """Where HTML may stand; a row of a table is one region, because its cells have no lines of their own."""
    for token in tokens:
        if token.map and token.type in {"inline", "tr_open", "html_block"}:
            yield Region(*_span(source, token, body), raw=token.type == "html_block")


def _is_remark(token: Token) -> bool:
    """It has a title, or it leads nowhere: the usual ways to leave a remark that no page shows."""
    leads = token.meta["url"] not in {"", "#", "/"}
    words = token.meta["title"] if leads else f"{token.meta['label']} {token.meta['title']}"
    return _WORD.search(words) is not None
