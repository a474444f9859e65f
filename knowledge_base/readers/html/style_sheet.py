"""Style sheets within a page → the declarations that each element has (CSS 2.2 chapters 4 to 6).

Only what can hide words is kept. Selectors are matched by soupsieve. What holds only for print, for a width of the
screen or while somebody points at something is left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import soupsieve
from bs4 import BeautifulSoup, Tag

from knowledge_base.readers.task_draft import Findings, excerpt

_NAMES = (
    "display visibility opacity color background font-size position left top right bottom text-indent margin-left "
    "margin-top clip clip-path height width max-height max-width overflow transform scale filter content-visibility "
    "text-decoration white-space font-weight unicode-bidi direction -webkit-text-fill-color -webkit-text-security "
    "translate rotate zoom letter-spacing"
)
PROPERTIES = frozenset(_NAMES.split())
"""What can hide words, strike them out or part them."""

_SAME = {
    "background-color": "background",
    "overflow-x": "overflow",
    "overflow-y": "overflow",
    "text-decoration-line": "text-decoration",
    "inset-inline-start": "left",
    "inset-inline-end": "right",
    "inset-block-start": "top",
    "inset-block-end": "bottom",
    "margin-inline-start": "margin-left",
    "margin-block-start": "margin-top",
}
_MOST_RULES = 5000
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_TOKEN = re.compile(r"""(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|url\([^()"'\s]*\)|\\.|[{};]""", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n]?|(.))", re.DOTALL)
_IMPORTANT = re.compile(r"\s*!\s*important\s*\Z", re.IGNORECASE)
_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_COMBINATOR = re.compile(r"[\s>+~]+")
_SIMPLE_KEY = re.compile(r"(?P<sort>[#.]?)(?P<name>[\w-]+)")
_ALWAYS = re.compile(r"(?:only\s+)?(?:screen|all)\Z|\Z", re.IGNORECASE)
_GROUPS = ("@supports", "@layer", "@container", "@scope", "@starting-style")
_FONT_SIZE = re.compile(r"(?<![\w.-])[\d.]+(?:px|pt|r?em|%|ex|ch|in|cm|mm|pc|vw|vh)(?!\w)|(?<![\w.-])0(?=/|\s|$)")
_PART_OF_ELEMENT = re.compile(r"::|:(?:before|after|first-letter|first-line)\b")

Declarations = dict[str, str]
Priority = tuple[int, int, int, int, int]
"""Important, inline or in a sheet, specificity by ids and by the rest, order: the higher wins."""


@dataclass(frozen=True)
class Rule:
    """One selector and what it declares; each value with whether it is important."""

    selector: str
    declarations: dict[str, tuple[str, bool]]


class Cascade:
    """What every element of a page is declared to be, by its sheets, its own style and the old attributes."""

    def __init__(self, soup: BeautifulSoup, findings: Findings) -> None:
        self._own: dict[int, dict[str, tuple[Priority, str]]] = defaultdict(dict)
        self._findings = findings
        self._soup = soup
        self._by_key: dict[str, list[Tag]] = defaultdict(list)
        self._index()
        self._order = 0
        for sheet in soup.find_all("style"):
            if sheet.find_parent(["template", "noscript"]) or not _ALWAYS.match(str(sheet.get("media") or "").strip()):
                continue
            place = f"line {sheet.sourceline}"
            for rule in rules_of("".join(str(words) for words in sheet.contents)):
                self._apply(rule, place)

    def of(self, tag: Tag) -> Declarations:
        """The declarations of an element; none is inherited."""
        found = dict(self._own.get(id(tag), {}))
        for name, (value, important) in _declarations(str(tag.get("style") or "")).items():
            _set(found, name, value, (int(important), 1, 0, 0, 0))
        return {name: value for name, (_, value) in found.items()}

    def _index(self) -> None:
        for tag in self._soup.find_all(True):
            names = tag.get("class") or []
            classes = names.split() if isinstance(names, str) else names
            for key in (tag.name, f"#{tag.get('id')}", *(f".{name}" for name in classes), "*"):
                self._by_key[key.lower()].append(tag)

    def _apply(self, rule: Rule, place: str) -> None:
        self._order += 1
        if self._order == _MOST_RULES:
            self._findings.not_understood(place, f"only the first {_MOST_RULES} rules of style are followed")
        if self._order >= _MOST_RULES:
            return
        for selector in _alternatives(rule.selector):
            if _PART_OF_ELEMENT.search(selector):
                continue
            try:
                compiled = soupsieve.compile(selector)
            # The last is soupsieve's for a pseudo-element, which no element can match.
            except (soupsieve.SelectorSyntaxError, ValueError, NotImplementedError):
                self._findings.not_understood(place, f"a rule of style is not understood: {excerpt(selector)}")
                continue
            ids, rest = _specificity(selector)
            for tag in self._by_key.get(_key(selector), ()):
                if compiled.match(tag):
                    for name, (value, important) in rule.declarations.items():
                        _set(self._own[id(tag)], name, value, (int(important), 0, ids, rest, self._order))


def rules_of(sheet: str) -> Iterator[Rule]:
    """The rules of a style sheet that declare something that can hide words."""
    yield from _rules(_COMMENT.sub(" ", sheet).replace("<!--", " ").replace("-->", " "), "")


def _rules(text: str, parent: str, depth: int = 0) -> Iterator[Rule]:
    own: list[str] = []
    for prelude, body in _statements(text):
        name = prelude.split(None, 1)[0].lower() if prelude else ""
        if body is None:
            own.append(prelude)
        elif name == "@media":
            if _ALWAYS.match(prelude[6:].strip()) and depth < 20:
                yield from _rules(body, parent, depth + 1)
        elif name in _GROUPS:
            if depth < 20:
                yield from _rules(body, parent, depth + 1)
        elif not name.startswith("@") and depth < 20:
            yield from _rules(body, _nested(prelude, parent), depth + 1)
    declared = _declarations(";".join(own)) if parent else {}
    if declared:
        yield Rule(parent, declared)


def _statements(text: str) -> Iterator[tuple[str, str | None]]:
    """What stands between semicolons, and blocks with what stands before them."""
    start, level, opened = 0, 0, 0
    for token in _TOKEN.finditer(text):
        if token[0] == "{":
            opened = token.start() if level == 0 else opened
            level += 1
        elif token[0] == "}" and level:
            level -= 1
            if level == 0:
                yield text[start:opened].strip(), text[opened + 1 : token.start()]
                start = token.end()
        elif token[0] == ";" and level == 0:
            yield text[start : token.start()].strip(), None
            start = token.end()
    if level:
        yield text[start:opened].strip(), text[opened + 1 :]
    elif text[start:].strip():
        yield text[start:].strip(), None


def _nested(selector: str, parent: str) -> str:
    if not parent:
        return selector
    return selector.replace("&", f":is({parent})") if "&" in selector else f":is({parent}) :is({selector})"


def _declarations(text: str) -> dict[str, tuple[str, bool]]:
    found: dict[str, tuple[str, bool]] = {}
    for statement, body in _statements(_COMMENT.sub(" ", text)):
        stated, colon, value = statement.partition(":")
        if body is not None or not colon:
            continue
        bare = _IMPORTANT.sub("", value)
        important = bare != value
        for name, part in _longhands(_unescaped(stated).strip().lower(), _unescaped(bare).strip().lower()):
            if important or name not in found or not found[name][1]:
                found[name] = (part, important)
    return found


def _longhands(name: str, value: str) -> Iterator[tuple[str, str]]:
    """The declaration by the names that are kept, a shorthand taken apart."""
    name = _SAME.get(name, name)
    if name in PROPERTIES or name.startswith("--"):
        yield name, value
    elif name == "background-image" and "gradient(" in value:
        yield "background", value
    elif name in {"margin", "inset"}:
        prefix = "margin-" if name == "margin" else ""
        for side, part in zip(("top", "right", "bottom", "left"), _four(value.split()), strict=False):
            if prefix + side in PROPERTIES:
                yield prefix + side, part
    elif name == "font":
        size = _FONT_SIZE.search(value)
        yield "font-weight", "bold" if re.search(r"\bbold|\b[6-9]00\b", value) else "normal"
        if size:
            yield "font-size", size[0]


def _four(sides: list[str]) -> list[str]:
    """Top, right, bottom and left of a shorthand that leaves out what is the same."""
    if not 0 < len(sides) < 4:
        return sides
    return [sides[0], sides[min(1, len(sides) - 1)], sides[2 if len(sides) == 3 else 0], sides[min(1, len(sides) - 1)]]


def _unescaped(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        if match[1]:
            code = int(match[1], 16)
            return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        return match[2]

    return _ESCAPE.sub(character, text) if "\\" in text else text


def _alternatives(selector: str) -> Iterator[str]:
    """The selectors of a list, cut at the commas that stand in no parenthesis."""
    start = depth = 0
    for at, character in enumerate(selector):
        depth += (character in "([") - (character in ")]")
        if character == "," and depth == 0:
            yield selector[start:at].strip()
            start = at + 1
    if selector[start:].strip():
        yield selector[start:].strip()


def _bare(selector: str) -> str:
    """The selector without what stands in parentheses and brackets."""
    while (shorter := _PARENTHESES.sub("", selector)) != selector:
        selector = shorter
    return selector


def _key(selector: str) -> str:
    """The id, class or name that an element must have to be selected; "*" where none is certain."""
    last = _COMBINATOR.split(_bare(selector).strip())[-1].split(":")[0]
    keys = [(match["sort"], match["name"]) for match in _SIMPLE_KEY.finditer(last)] if "\\" not in last else []
    keys.sort(key=lambda key: "#.".find(key[0]) if key[0] else 2)
    return f"{keys[0][0]}{keys[0][1]}".lower() if keys else "*"


def _specificity(selector: str) -> tuple[int, int]:
    """How special a selector is (Selectors Level 3, chapter 9), what stands in parentheses counted too."""
    return selector.count("#"), 1000 * len(re.findall(r"\.(?=[\w-])|\[|(?<!:):(?!:)", selector)) + len(
        re.findall(r"(?:^|[\s>+~(,])[a-zA-Z]", selector)
    )


def _set(found: dict[str, tuple[Priority, str]], name: str, value: str, priority: Priority) -> None:
    """Put a declaration where no stronger one stands; a shorthand that comes later counts later."""
    if name not in found or found[name][0] <= priority:
        found.pop(name, None)
        found[name] = (priority, value)
