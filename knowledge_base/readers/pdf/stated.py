"""What the first pages say of the manual: its title, revision and date."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence

from knowledge_base.readers.identity import Stated
from knowledge_base.readers.pdf.outline import Information
from knowledge_base.readers.pdf.paragraphs import Paragraph, Piece

_REVISION_WORDS = (
    r"revision|rev|version|ver|issue|edition|release|ausgabe|auflage|stand|révision|édition|indice|versión|revisión|edición"
    r"|revisione|edizione|versione"
)
_VALUE = r"(?P<value>\d{1,4}(?:\.\d{1,4}){0,3}[a-z]?|[A-Z]{1,2}\d{0,2})"
_REVISION = re.compile(rf"\b(?i:{_REVISION_WORDS})(?:\.|\b)\s*(?:(?i:no|nr)\.?\s*)?[:#]?\s*{_VALUE}(?![\w.]*\w)")
_SHORT = re.compile(r"\b[Vv](?P<value>\d{1,3}(?:\.\d{1,3}){0,2})\b")
_WORDS_BESIDE = 6
_COVER = 300
_LARGE = 1.15

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero gennaio",
            "february feb februar février febrero febbraio",
            "march mar märz mars marzo",
            "april apr avril abril aprile",
            "may mai mayo maggio",
            "june jun juni juin junio giugno",
            "july jul juli juillet julio luglio",
            "august aug août agosto",
            "september sep sept septembre septiembre settembre",
            "october oct oktober okt octobre octubre ottobre",
            "november nov novembre noviembre",
            "december dec dezember dez décembre diciembre dicembre",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b")
_DOTTED = re.compile(r"\b(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d)\b")
_SLASHED = re.compile(r"\b(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<year>(?:19|20)\d\d)\b")
_DAY_FIRST = re.compile(
    r"\b(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?(?P<name>[^\W\d_]{3,10})\.?,?\s+(?:de\s+)?(?P<year>(?:19|20)\d\d)\b"
)
_MONTH_FIRST = re.compile(
    r"\b(?P<name>[^\W\d_]{3,10})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)\b"
)
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)\s*-.*|untitled.*|unbenannt.*|document\d*|dokument\d*|\(?anonymous\)?"
    r"|.*\.(?:docx?|indd|fm|dvi|tex|odt|xlsx?|pdf|html?))",
    re.IGNORECASE,
)


def stated_by(pieces: Sequence[Piece], running: Sequence[str], information: Information, title: str | None) -> Stated:
    """What the manual says of itself. title: its largest line on the first page.

    What a person can see goes before the document information, which nobody sees on paper.
    """
    paragraphs = [piece for piece in pieces if isinstance(piece, Paragraph)]
    first = [piece for piece in paragraphs if piece.page <= 2]
    lines = [line.text for piece in first for line in piece.lines]
    return Stated(
        title=title_of(title, information, " ".join(lines)),
        revision=_revision(lines, running, information) or _short_revision(paragraphs),
        date=next((found for text in (*lines, *running) if (found := date_in(text))), information.dated),
        language=information.language,
    )


def _short_revision(paragraphs: Sequence[Paragraph]) -> str | None:
    """V3 in a large line of the first page, or anywhere on a cover; elsewhere it may be the version of anything."""
    letters: Counter[float] = Counter()
    for piece in paragraphs:
        letters[piece.style.size] += len(piece.text)
    usual = letters.most_common(1)[0][0] if letters else 0.0
    first = [piece for piece in paragraphs if piece.page == paragraphs[0].page]
    is_cover = sum(len(piece.text) for piece in first) <= _COVER
    for piece in first:
        match = _SHORT.search(piece.text)
        if match and (is_cover or piece.style.size >= _LARGE * usual) and len(piece.text.split()) <= _WORDS_BESIDE + 2:
            return match["value"]
    return None


def title_of(largest: str | None, information: Information, seen: str) -> str | None:
    """The title in the document information if the first pages show it, else their largest line, else the former."""
    named = "" if _NO_TITLE.fullmatch(information.title) else information.title
    if named and _bare(named) in _bare(seen):
        return named
    return largest or named or None


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _revision(lines: Sequence[str], running: Sequence[str], information: Information) -> str | None:
    """The first revision that a line states by itself or at its end; a sentence that mentions one states none."""
    for text in (*lines, *running, information.subject, information.title, information.keywords):
        match = _REVISION.search(text)
        if match and _is_alone(text, match):
            return match["value"]
    return None


def _is_alone(text: str, match: re.Match[str]) -> bool:
    """Hardly any words stand beside it, or it ends a short line."""
    before, after = text[: match.start()].split(), text[match.end() :].split()
    if text.rstrip().endswith(".") and len(before) > 2:
        return False
    return len(before) <= _WORDS_BESIDE and (len(after) <= 4 or date_in(" ".join(after)) is not None)


def is_statement(text: str) -> bool:
    """A line that says nothing but the revision or the date."""
    for pattern in (_REVISION, _SHORT):
        match = pattern.match(text)
        if match and len(text[match.end() :].split()) <= 4:
            return True
    return date_in(text) is not None and len(text.split()) <= 5


def date_in(text: str) -> dt.date | None:
    """The first whole date in a text. 3/4/2024 may be March or April: it is none."""
    for pattern in (_ISO, _DOTTED, _DAY_FIRST, _MONTH_FIRST, _SLASHED):
        for match in pattern.finditer(text):
            found = _date(match.groupdict())
            if found is not None:
                return found
    return None


def _date(parts: dict[str, str]) -> dt.date | None:
    month, day = parts.get("month"), parts.get("day")
    if "name" in parts:
        number = _MONTHS.get(parts["name"].lower())
        month = str(number) if number else None
    if "one" in parts:
        one, two = int(parts["one"]), int(parts["two"])
        if one > 12 >= two:
            day, month = str(one), str(two)
        elif two > 12 >= one or one == two:
            month, day = str(one), str(two)
    if month is None or day is None:
        return None
    try:
        return dt.date(int(parts["year"]), int(month), int(day))
    except ValueError:
        return None
