"""How a line of a page names a notice, a field, a step, a figure or a list of contents, in five languages."""

import re
from dataclasses import dataclass

from knowledge_base.readers.vocabulary import FIELD_NAMES, SAFETY, SIGNAL_WORDS, STEPS
from knowledge_base.records import NoticeKind

_NOTICE = re.compile(
    rf"[\W_]{{0,3}}(?P<word>{'|'.join(sorted(map(re.escape, SIGNAL_WORDS), key=len, reverse=True))})s?"
    r"(?P<mark>\s*[:!–—]+|\s*-(?=\s)|\s*$|\s)\s*",
    re.IGNORECASE,
)

# Beside the names of all readers, what the labels of forms and of tables are: a line of a page is no sentence.
_OF_FORMS = {
    "tools": (
        r"(?:special |required |necessary |hand )?tools?(?: required| needed| and equipment)?|equipment required"
        r"|required equipment|(?:erforderliche|spezial)\s?werkzeuge?|hilfsmittel|outil|herramienta"
    ),
    "parts": (
        r"(?:spare |required |replacement )?parts?(?: required| needed| list)?|ersatzteil|pièces?(?: nécessaires)?"
        r"|pièce de rechange|repuesto|pieza(?: de repuesto)?|parti di ricambio"
    ),
    "supplies": r"consumable|required material|material required|betriebsstoffe|consommable|consumible|materiali",
    "duration": r"time|tiempo",
    "personnel": r"persons?(?: required)?|required persons|personen|personalbedarf|personnes|personas",
    "preconditions": r"requirements|vorbedingung|requisitos|condizioni preliminari",
    "acceptance": (
        r"acceptance (?:check|test)|final check|expected result|result|requirements after job completion"
        r"|abschlussprüfung|endkontrolle|ergebnis|contrôle final|résultat|comprobación final|resultado"
        r"|verifica finale|risultato"
    ),
    "purpose": r"objective|ziel|finalidad",
    "procedure": r"step|instruction|method|main procedure|anleitung|arbeitsablauf|istruzioni",
    SAFETY: (
        r"(?:general |important )?(?:safety(?: instructions| notes| precautions| information)?|warnings|cautions)"
    ),
}
_PROCEDURE = {STEPS: "procedure"}


def _named(names: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{names})(?!\w)\s*(?P<mark>:)?\s*", re.IGNORECASE)


def _of_all_readers(field: str) -> str:
    names = [re.escape(name) for name, named in FIELD_NAMES.items() if _PROCEDURE.get(named, named) == field]
    return "|".join(sorted(names, key=len, reverse=True))


_FIELD = [
    (field, _named(names))
    for field, own in _OF_FORMS.items()
    for names in (own, _of_all_readers(field))
    if field != SAFETY
]
_SAFETY = re.compile(rf"{_OF_FORMS[SAFETY]}|{_of_all_readers(SAFETY)}", re.IGNORECASE)
STEP_WORD = re.compile(r"(?:step|schritt|étape|paso|passo)\s+(?P<number>\d{1,3})\s*[:.)–—-]?\s*", re.IGNORECASE)
CAPTION = re.compile(
    r"(?:figure|fig\.|abbildung|abb\.|bild|table|tab\.|tabelle|tableau|tabla|figura|illustration)"
    r"\s*\d+[\w.-]*\s*(?:[:.–—-]|$)",
    re.IGNORECASE,
)
CONTENTS = re.compile(
    r"(?:table of )?contents|inhalt(?:sverzeichnis)?|table des matières|sommaire|índice|contenido|indice|sommario"
    r"|(?:list|table) of (?:figures|tables|illustrations)|index",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NoticeWord:
    """A notice word at the beginning of a text. end: where the notice itself begins; alone: nothing follows."""

    kind: NoticeKind
    end: int
    alone: bool


def notice_in(text: str) -> NoticeWord | None:
    """The notice that a text begins: its word before a colon or dash, alone, or in capitals before a sentence."""
    match = _NOTICE.match(text)
    if match is None:
        return None
    word, mark, alone = match["word"], match["mark"].strip(), match.end() == len(text)
    if mark:
        named = word.isupper() or mark[0] in ":!"
    elif alone:
        named = word[0].isupper()
    else:
        named = word.isupper() and not text[match.end() :].split(maxsplit=1)[0].isupper()
    if not named:
        return None
    return NoticeWord(SIGNAL_WORDS[word.lower()], match.end(), alone)


@dataclass(frozen=True)
class FieldName:
    """The name of a field at the beginning of a text. end: where its value begins; alone: nothing follows."""

    name: str
    end: int
    alone: bool


def field_in(text: str, *, bold_until: int = 0) -> FieldName | None:
    """The field that a text begins: "Tools: …", "Tools" alone, or bold_until characters of bold type that name one."""
    for name, pattern in _FIELD:
        match = pattern.match(text)
        if match is None:
            continue
        alone = match.end() == len(text)
        if alone or match["mark"] or (0 < bold_until <= match.end() and text[bold_until - 1 : bold_until] != " "):
            return FieldName(name, match.end(), alone)
    return None


def is_safety_heading(text: str) -> bool:
    """A heading over the warnings of a whole procedure."""
    return _SAFETY.fullmatch(text.strip().rstrip(":")) is not None
