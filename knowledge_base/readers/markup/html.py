"""Raw HTML inside markup: what of it is not shown. Tags that hide nothing are left alone."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge_base.readers.markup.hidden import Hidden


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


VOID = _names("area base br col embed hr img input link meta param source track wbr")
_UNSEEN = _names("script style template title head datalist iframe noembed noframes")
_CLOSED_BY_THE_NEXT = _names("p li td th tr dt dd option")
_HIDING_CLASSES = _names("hidden invisible hide d-none is-hidden visually-hidden sr-only screen-reader-text")
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][\w-]*)(?P<rest>(?:[^<>\"']{1,2000}+|\"[^\"]{0,5000}+\"|'[^']{0,5000}+'){0,200}+)>"
)
_ATTRIBUTE = re.compile(r"(?P<name>[\w:@.-]+)(?:\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s\"'=<>`]+)))?")
_MARKS = re.compile(r"\\.|`+|<!--|<\?|<!\[CDATA\[|<![A-Za-z]|</?[A-Za-z]|\]\(", re.DOTALL)
_RAW_MARKS = re.compile(r"<!--|<\?|<!\[CDATA\[|<![A-Za-z]|</?[A-Za-z]")
_CLOSES = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>", "<!": ">"}
_LINK_TITLE = re.compile(
    r"\]\([ \t]*(?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)\s+"
    r"(?P<title>\"[^\"]*\"|'[^']*'|\([^()]*\))[ \t]*\)"
)
_HIDING_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0?\.?0*[0-4]?%?\s*(?:;|!|$)"
    r"|font-size\s*:\s*(?:0|[0-2](?:\.\d+)?(?:px|pt)|0?\.[0-2]\d*r?em)\s*(?:;|!|$)|font\s*:\s*0"
    r"|(?<!-)color\s*:\s*(?:white|transparent|#fff(?:fff)?(?:00)?\b|rgba?\(\s*255\s*,\s*255\s*,\s*255)"
    r"|rgba\([^()]*,\s*0?\.?0*\s*\)|(?:left|top|right|bottom|text-indent|margin-left|margin-top)\s*:\s*-\d{3,}"
    r"|clip(?:-path)?\s*:|transform\s*:\s*scale\(\s*0|(?<![-\w])(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|!|$)",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:", re.IGNORECASE)
# Values that no reader sees and that may be long for good reason.
_TECHNICAL = _names("src href style class id width height align srcset sizes rel media viewbox d points")
_SENTENCE = 3


@dataclass(frozen=True)
class Region:
    """A stretch of the file in which HTML may stand. raw: nothing but HTML; else code spans and escapes count too."""

    start: int
    end: int
    raw: bool


@dataclass
class _Open:
    """An element that hides what is in it and is not closed yet. depth: open elements of its name in it."""

    name: str
    start: int
    why: str
    inline: bool
    depth: int = 1


class HiddenHtml:
    """Walks regions in the order of the file; an element may begin in one and end in another.

    end: where an element ends at the latest that is never closed; None: with the file.
    """

    def __init__(self, text: str, end: int | None = None) -> None:
        self._text = text
        self._end = len(text) if end is None else end
        self._open: _Open | None = None
        self._missing: set[str] = set()
        self._found: list[Hidden] = []

    def of(self, regions: Iterable[Region]) -> tuple[Hidden, ...]:
        """Everything in these regions that is not shown."""
        for region in regions:
            self._walk(region)
            if self._open and (self._open.inline or self._open.name in _CLOSED_BY_THE_NEXT):
                self._close(region.end)
        if self._open:
            self._close(self._end)
        return tuple(self._found)

    def _close(self, end: int) -> None:
        if self._open:
            self._found.append(Hidden((self._open.start, end), self._open.why))
        self._open = None

    def _walk(self, region: Region) -> None:
        text, place = self._text, region.start
        self._missing.clear()
        marks = _RAW_MARKS if region.raw else _MARKS
        code = {} if region.raw else _runs(text, region)
        while match := marks.search(text, place, region.end):
            mark = match[0]
            if mark.startswith("\\"):
                place = match.end()
            elif mark.startswith("`"):
                place = _after_code(code, match)
            elif mark == "](":
                place = self._link_title(match, region)
            elif mark.startswith(("<!", "<?")):
                place = self._comment(match, region)
            else:
                place = self._tag(match, region)

    def _link_title(self, match: re.Match[str], region: Region) -> int:
        title = _LINK_TITLE.match(self._text, match.start(), region.end)
        if title and _is_sentence(title["title"]):
            self._found.append(Hidden((title.start("title") + 1, title.end("title") - 1), "the title of a link"))
        return match.end()

    def _comment(self, match: re.Match[str], region: Region) -> int:
        """A comment, instruction, declaration or CDATA; where it does not end, HTML shows nothing more of a block."""
        start, mark = match.start(), match[0]
        short = re.compile(r"<!--(?:>|->)").match(self._text, start, region.end)
        if short:
            return short.end()
        closing = _CLOSES.get(mark, _CLOSES["<!"])
        end = -1 if closing in self._missing else self._text.find(closing, match.end(), region.end)
        if end < 0 and not region.raw:
            self._missing.add(closing)
            return match.end()
        stop = region.end if end < 0 else end + len(closing)
        self._found.append(Hidden((start, stop), "an HTML comment" if mark == "<!--" else "an HTML declaration"))
        return stop

    def _tag(self, match: re.Match[str], region: Region) -> int:
        tag = _TAG.match(self._text, match.start(), region.end)
        if tag is None:
            return match.end()
        name = tag["name"].lower()
        if self._open:
            self._inside(self._open, name, tag)
        elif not tag["close"]:
            attributes = dict(_attributes(tag))
            why = _why(name, {key: value for key, (value, _) in attributes.items()})
            if why and name not in VOID:
                self._open = _Open(name, tag.start(), why, inline=not region.raw)
            else:
                self._found += _unseen_values(attributes)
        return tag.end()

    def _inside(self, hiding: _Open, name: str, tag: re.Match[str]) -> None:
        if name != hiding.name:
            return
        if tag["close"]:
            hiding.depth -= 1
        elif name in _CLOSED_BY_THE_NEXT:
            self._close(tag.start())
            return
        else:
            hiding.depth += 1
        if hiding.depth == 0:
            self._close(tag.end())


def _runs(text: str, region: Region) -> dict[int, list[int]]:
    """Where runs of backticks stand, by their length."""
    runs: dict[int, list[int]] = defaultdict(list)
    for match in re.compile("`+").finditer(text, region.start, region.end):
        runs[len(match[0])].append(match.start())
    return runs


def _after_code(runs: dict[int, list[int]], opening: re.Match[str]) -> int:
    """The place after a code span; after its backticks alone when no run of the same length closes it."""
    same = runs.get(len(opening[0]), [])
    following = bisect_left(same, opening.end())
    return same[following] + len(opening[0]) if following < len(same) else opening.end()


def _attributes(tag: re.Match[str]) -> Iterator[tuple[str, tuple[str, tuple[int, int]]]]:
    offset = tag.start("rest")
    for match in _ATTRIBUTE.finditer(tag["rest"]):
        group = next((name for name in "abc" if match[name] is not None), None)
        value, span = (match[group], match.span(group)) if group else ("", match.span())
        yield match["name"].lower(), (value, (span[0] + offset, span[1] + offset))


def _why(name: str, attributes: dict[str, str]) -> str | None:
    """What hides this element, if anything does."""
    if name in _UNSEEN:
        return f"an HTML element {name}"
    if "hidden" in attributes:
        return "HTML that is hidden"
    style = attributes.get("style", "")
    if style and _HIDING_STYLE.search(style if not _BACKGROUND.search(style) else _uncoloured(style)):
        return "HTML whose style hides it"
    if _HIDING_CLASSES & set(attributes.get("class", "").lower().split()):
        return "HTML whose class hides it"
    if name == "font" and attributes.get("color", "").lower() in {"white", "#fff", "#ffffff", "transparent"}:
        return "HTML whose colour hides it"
    return None


def _uncoloured(style: str) -> str:
    """A style without its colours: white words on a ground of their own can be seen."""
    return ";".join(part for part in style.split(";") if "color" not in part.lower())


def _unseen_values(attributes: dict[str, tuple[str, tuple[int, int]]]) -> Iterator[Hidden]:
    """Sentences in attributes; `alt` stands on the page wherever the picture does not."""
    for name, (value, span) in attributes.items():
        if name not in _TECHNICAL and name != "alt" and _is_sentence(value):
            yield Hidden(span, f"an HTML attribute {name}")


def _is_sentence(words: str) -> bool:
    return len(re.findall(r"[^\W\d_]{2,}", words)) >= _SENTENCE
