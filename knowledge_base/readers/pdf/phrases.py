"""The words by which manuals name notices, fields, steps, figures and procedures, in five languages."""

import re
from dataclasses import dataclass

from knowledge_base.records import NoticeKind

# IEC 82079-1 and ANSI Z535.6: danger and warning are of injury, caution and notice of damage, note is information.
_NOTICES = {
    NoticeKind.WARNING: "danger|warning|gefahr|warnung|avertissement|peligro|advertencia|pericolo|avvertenza",
    NoticeKind.CAUTION: (
        "caution|notice|attention|vorsicht|achtung|mise en garde|prudence|precaución|atención|cuidado|attenzione"
    ),
    NoticeKind.NOTE: ("note|important|hint|tip|hinweis|wichtig|tipp|remarque|nota|importante|consejo|suggerimento"),
}
_NOTICE = re.compile(
    rf"[\W_]{{0,3}}(?P<word>{'|'.join(_NOTICES.values())})s?(?P<mark>\s*[:!–—]+|\s*-(?=\s)|\s*$|\s)\s*", re.IGNORECASE
)

_FIELDS = {
    "tools": (
        r"(?:special |required |necessary |hand )?tools?(?: required| needed| and equipment)?|support equipment"
        r"|test equipment|equipment required|required equipment"
        r"|werkzeuge?|(?:benötigte|erforderliche|spezial)\s?werkzeuge?|hilfsmittel|outils?|outillage"
        r"|outils nécessaires|herramientas?|herramientas necesarias|attrezzi|utensili"
    ),
    "parts": (
        r"(?:spare |required |replacement )?parts?(?: required| needed| list)?|spares"
        r"|ersatzteile?|teile|benötigte teile|pièces?(?: de rechange| nécessaires)?|repuestos?"
        r"|piezas?(?: de repuesto)?|ricambi|parti di ricambio"
    ),
    "supplies": (
        r"supplies|consumables?|(?:required )?materials?|material required"
        r"|hilfsstoffe|betriebsstoffe|verbrauchsmaterial|consommables?|matériel|consumibles?|materiales|materiali"
    ),
    "duration": (
        r"duration|time(?: required)?|estimated time|required time"
        r"|dauer|zeitbedarf|zeitaufwand|durée|duración|tiempo|durata"
    ),
    "personnel": (
        r"personnel|persons?(?: required)?|required persons|staff|qualification"
        r"|personal|personen|personalbedarf|personnel requis|personnes|personas|personale"
    ),
    "preconditions": (
        r"preconditions?|prerequisites?|required conditions|preliminary requirements|requirements"
        r"|before you (?:start|begin)|voraussetzung(?:en)?|vorbedingung(?:en)?|prérequis|conditions préalables"
        r"|requisitos(?: previos)?|condiciones previas|condizioni preliminari|prerequisiti"
    ),
    "acceptance": (
        r"acceptance(?: criteria| check| test)?|final check|verification|expected result|result"
        r"|requirements after job completion|abnahme|abschlussprüfung|endkontrolle|ergebnis|contrôle final"
        r"|vérification|résultat|comprobación final|verificación|resultado|verifica finale|risultato"
    ),
    "purpose": r"purpose|objective|zweck|ziel|but|objet|objetivo|finalidad|scopo",
    "procedure": (
        r"procedure|steps?|work steps|instructions?|method|main procedure"
        r"|vorgehen(?:sweise)?|durchführung|ablauf|arbeitsschritte|anleitung|arbeitsablauf|procédure|mode opératoire"
        r"|étapes|marche à suivre|procedimiento|pasos|instrucciones|procedura|istruzioni"
    ),
}
_FIELD = {name: re.compile(rf"(?:{words})(?!\w)\s*(?P<mark>:)?\s*", re.IGNORECASE) for name, words in _FIELDS.items()}
_SAFETY = re.compile(
    r"(?:general |important )?(?:safety(?: instructions| notes| precautions| information)?|warnings|cautions)"
    r"|sicherheit(?:shinweise)?|consignes de sécurité|sécurité|(?:indicaciones de )?seguridad|sicurezza",
    re.IGNORECASE,
)
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
    kind = next(kind for kind, words in _NOTICES.items() if re.fullmatch(words, word, re.IGNORECASE))
    return NoticeWord(kind, match.end(), alone)


@dataclass(frozen=True)
class FieldName:
    """The name of a field at the beginning of a text. end: where its value begins; alone: nothing follows."""

    name: str
    end: int
    alone: bool


def field_in(text: str, *, bold_until: int = 0) -> FieldName | None:
    """The field that a text begins: "Tools: …", "Tools" alone, or bold_until characters of bold type that name one."""
    for name, pattern in _FIELD.items():
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
