"""What the parts of a procedure are called (IEC/IEEE 82079-1: purpose, tools, supplies, personnel, conditions)."""

import re
from collections.abc import Iterator

STEPS = "steps"
SAFETY = "safety"

_NAMES = {
    "tools": "tool|tools|tooling|required tools|tools required|tools needed|special tools|test equipment|"
    "support equipment|tools and equipment|tools and test equipment|werkzeug|werkzeuge|benötigte werkzeuge|"
    "spezialwerkzeug|spezialwerkzeuge|outils|outillage|outils nécessaires|herramientas|herramientas necesarias",
    "parts": "part|parts|spare parts|spares|replacement parts|required parts|parts required|parts needed|ersatzteile|"
    "teile|benötigte teile|pièces|pièces de rechange|piezas|repuestos|piezas de repuesto",
    "supplies": "materials|supplies|consumables|materials and supplies|consumables and materials|material|materialien|"
    "verbrauchsmaterial|verbrauchsmaterialien|hilfsstoffe|matériel|matériaux|consommables|materiales|consumibles",
    "duration": "duration|time|time required|required time|estimated time|time needed|dauer|zeitbedarf|zeitaufwand|"
    "durée|temps nécessaire|duración|tiempo|tiempo necesario",
    "personnel": "personnel|required personnel|personnel required|staff|qualification|personal|fachpersonal|"
    "qualifikation|personal necesario",
    "preconditions": "precondition|preconditions|prerequisites|before you start|before you begin|required conditions|"
    "preliminary requirements|initial conditions|voraussetzung|voraussetzungen|vorbedingungen|vor beginn|prérequis|"
    "conditions préalables|conditions initiales|avant de commencer|requisitos previos|condiciones previas|"
    "antes de empezar|antes de comenzar",
    "acceptance": "acceptance|acceptance criteria|completion criteria|result|expected result|abnahme|"
    "abnahmekriterien|ergebnis|critères d'acceptation|résultat|criterios de aceptación|aceptación|resultado",
    "purpose": "purpose|zweck|objectif|objetivo|propósito",
    "interval": "interval|intervall|intervalle|intervalo",
    SAFETY: "safety|safety instructions|safety notes|safety information|safety notices|safety conditions|warnings|"
    "warnings and cautions|cautions|sicherheit|sicherheitshinweise|warnhinweise|sécurité|consignes de sécurité|"
    "avertissements|seguridad|indicaciones de seguridad|instrucciones de seguridad|advertencias",
    STEPS: "procedure|steps|instructions|work steps|procedure steps|vorgehen|vorgehensweise|durchführung|"
    "arbeitsschritte|ablauf|procédure|étapes|mode opératoire|marche à suivre|procedimiento|pasos|instrucciones",
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in names.split("|")}

# Sections whose numbered lists are never steps.
_NO_PROCEDURE_NAMES = (
    "contents|table of contents|overview|legend|key|components|main components|scope of delivery|glossary|"
    "references|bibliography|abbreviations|footnotes|notes|list of figures|list of tables|index|revision history|"
    "document history|related documents|see also|inhalt|inhaltsverzeichnis|übersicht|legende|aufbau|komponenten|"
    "lieferumfang|glossar|literatur|abkürzungen|fußnoten|anmerkungen|sommaire|table des matières|légende|"
    "vue d'ensemble|composants|glossaire|références|contenido|índice|leyenda|vista general|componentes|glosario|"
    "referencias"
)
_NO_PROCEDURES = frozenset(_NO_PROCEDURE_NAMES.split("|"))
_NUMBERING = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,5}\.?|[A-Z]\.(?:\d{1,3}\.?){0,5})[ \t\u00a0]+")
_LEAD = re.compile(r"(?P<name>[^\W\d_][^:\n|]{1,39}?)[ \t\u00a0]*(?P<end>:|\n|\Z)\s*")


def field_of(heading: str) -> str | None:
    """The part of a procedure that a heading names; numbering and a colon do not matter."""
    return _FIELDS.get(_plain(heading))


def holds_no_procedure(heading: str) -> bool:
    """The section is of a kind whose numbered lists are no steps: contents, legend, glossary."""
    return _plain(heading) in _NO_PROCEDURES


def fields_in(words: str, lead: int = 0) -> Iterator[tuple[str | None, int, int]]:
    """The words cut before each line that begins a field: (field or None, start, end), without the field's name.

    lead: length of a bold lead-in at the beginning; a bold name needs no colon.
    """
    begun: list[tuple[str | None, int, int]] = []
    start = 0
    for line in words.split("\n"):
        found = _field_lead(words, start, lead if start == 0 else 0)
        if found or start == 0:
            begun.append((found[0], start, found[1]) if found else (None, 0, 0))
        start += len(line) + 1
    ends = [*(first for _, first, _ in begun[1:]), len(words)]
    for (name, _, inner), end in zip(begun, ends, strict=True):
        yield name, min(inner, end), end


def _field_lead(words: str, start: int, lead: int) -> tuple[str, int] | None:
    """The field that begins at `start`, and where its value begins."""
    match = _LEAD.match(words, start)
    if match and match["end"] == ":":
        field = _FIELDS.get(_plain(match["name"]))
        return (field, match.end()) if field else None
    bold = words[start : start + lead]
    field = _FIELDS.get(_plain(bold)) if bold else None
    return (field, start + lead) if field else None


def _plain(words: str) -> str:
    bare = _NUMBERING.sub("", words.strip(), count=1) if _NUMBERING.match(words.strip()) else words.strip()
    return " ".join(bare.rstrip(" :.\u00a0").split()).casefold().replace("’", "'")
