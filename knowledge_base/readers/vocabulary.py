"""The words by which manuals name notices, parts of a procedure and sections without one: one table each.

Signal words. ISO 3864-2 and ANSI Z535.6: DANGER and WARNING are of grave injury, CAUTION is of slight injury; a NOTICE
(ANSI alone) is important and of no hazard to people: damage to property. It is a CAUTION here, as that of S1000D is of
damage, and guards a step, which a NOTE need not. IMPORTANT is in neither standard; it stands where ANSI has NOTICE, and
is read like it. MISE EN GARDE stands for WARNING in some manuals and for CAUTION in others: the graver one counts.

Parts of a procedure: IEC/IEEE 82079-1 (purpose, tools, parts, supplies, personnel, conditions, safety, steps).
"""

from typing import Final

from knowledge_base.records import NoticeKind

SAFETY: Final = "safety"
STEPS: Final = "steps"

_SIGNAL_WORDS = {
    NoticeKind.WARNING: (
        "danger|warning|safety warning|warnung|gefahr|lebensgefahr|avertissement|mise en garde|advertencia|peligro|"
        "avvertenza|avvertimento|pericolo"
    ),
    NoticeKind.CAUTION: (
        "caution|notice|safety notice|attention|important|vorsicht|achtung|wichtig|prudence|précaution|precaución|"
        "atención|cuidado|aviso|importante|attenzione|cautela"
    ),
    NoticeKind.NOTE: (
        "note|tip|hint|hinweis|anmerkung|bemerkung|tipp|remarque|astuce|conseil|nota|consejo|suggerimento"
    ),
}
SIGNAL_WORDS: Final = {word: kind for kind, words in _SIGNAL_WORDS.items() for word in words.split("|")}
"""Signal word, in small letters → what it makes of the words after it."""

_FIELDS = {
    "purpose": "purpose|zweck|but|objet|objectif|objeto|objetivo|propósito|scopo",
    "tools": (
        "tool|tools|tooling|required tools|tools required|tools needed|special tools|tools and equipment|"
        "tools and test equipment|test equipment|support equipment|werkzeug|werkzeuge|benötigte werkzeuge|"
        "benötigtes werkzeug|spezialwerkzeug|spezialwerkzeuge|outils|outillage|outils nécessaires|herramientas|"
        "herramientas necesarias|utensili|attrezzi"
    ),
    "parts": (
        "parts|required parts|parts required|parts needed|spare parts|replacement parts|spares|ersatzteile|teile|"
        "benötigte teile|pièces|pièces de rechange|piezas|piezas de repuesto|repuestos|ricambi|pezzi di ricambio"
    ),
    "supplies": (
        "supplies|consumables|materials|required materials|materials required|materials and supplies|"
        "consumables and materials|material|materialien|verbrauchsmaterial|verbrauchsmaterialien|hilfsstoffe|matériel|"
        "matériaux|consommables|materiales|consumibles|materiali di consumo"
    ),
    "duration": (
        "duration|time required|required time|estimated time|time needed|dauer|zeitbedarf|zeitaufwand|durée|"
        "temps nécessaire|duración|tiempo necesario|durata"
    ),
    "personnel": (
        "personnel|required personnel|personnel required|staff|qualification|personal|fachpersonal|qualifikation|"
        "personnel requis|personal necesario|personale"
    ),
    "preconditions": (
        "precondition|preconditions|prerequisite|prerequisites|before you start|before you begin|required conditions|"
        "preliminary requirements|initial conditions|voraussetzung|voraussetzungen|vorbedingungen|vor beginn|"
        "prérequis|conditions préalables|conditions initiales|avant de commencer|requisitos previos|"
        "condiciones previas|antes de empezar|antes de comenzar|prerequisiti"
    ),
    "acceptance": (
        "acceptance|acceptance criteria|completion criteria|verification|abnahme|abnahmekriterien|prüfung|vérification|"
        "critères d'acceptation|verificación|aceptación|criterios de aceptación|verifica"
    ),
    SAFETY: (
        "safety|safety precautions|safety instructions|safety notes|safety information|safety notices|"
        "safety conditions|safety warnings|precautions|warnings|warnings and cautions|cautions|sicherheit|"
        "sicherheitshinweise|warnhinweise|sécurité|consignes de sécurité|avertissements|seguridad|"
        "indicaciones de seguridad|instrucciones de seguridad|advertencias|sicurezza"
    ),
    STEPS: (
        "procedure|procedures|procedure steps|steps|work steps|instructions|step by step|step-by-step|vorgehen|"
        "vorgehensweise|ablauf|arbeitsschritte|schritte|durchführung|procédure|étapes|mode opératoire|"
        "marche à suivre|procedimiento|pasos|instrucciones|procedura|passi"
    ),
}
FIELD_NAMES: Final = {name: field for field, names in _FIELDS.items() for name in names.split("|")}
"""Name of a part of a procedure, in small letters → the part."""

_NO_PROCEDURES = (
    "contents|table of contents|list of figures|list of tables|overview|legend|key|components|main components|"
    "scope of delivery|glossary|references|bibliography|abbreviations|footnotes|notes|index|revision history|"
    "document history|related documents|see also|inhalt|inhaltsverzeichnis|übersicht|legende|aufbau|komponenten|"
    "lieferumfang|glossar|literatur|abkürzungen|fußnoten|anmerkungen|sommaire|table des matières|légende|"
    "vue d'ensemble|composants|glossaire|références|contenido|índice|leyenda|vista general|componentes|glosario|"
    "referencias|indice|componenti"
)
NO_PROCEDURES: Final = frozenset(_NO_PROCEDURES.split("|"))
"""Headings, in small letters, of sections whose numbered lists are never steps."""
