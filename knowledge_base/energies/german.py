"""How German manuals name the parts and deeds of a lock-out (DIN EN ISO 14118, DIN VDE 0105-100).

A command is an infinitive at the end or an imperative at the beginning with its particle at the end.
"""

import re

from knowledge_base.energies.lexicon import Lexicon, Thing, Verb, compiled

_NOUN = r"(?<!beim )(?<!zum )(?<!dem )(?<!das )(?<!des )(?<!zu )(?<![\w-])"
_VERBS = {
    Verb.SWITCH: "schalten?|drehen?|stellen?|bringen?|legen?|setzen?|ausschalten|abschalten|betaetigen|umlegen|"
    "einschalten|"
    "schwenken",
    Verb.CUT_OFF: "trennen?|freischalten|spannungsfrei schalten|abtrennen|unterbrechen",
    Verb.DE_ENERGISE: "freischalten|spannungsfrei schalten|abschalten",
    Verb.PULL_OUT: "ziehen?|herausziehen|abziehen|entfernen|herausnehmen|ausstecken|trennen|nehmen|herausdrehen",
    Verb.OPEN: "oeffnen?|aufdrehen|drehen(?=.* auf$)",
    Verb.CLOSE: "schliessen?(?!.*\\b(?:an|ab)$)|zudrehen|absperren|abstellen|abdrehen|sperren(?=.* ab$)|"
    "drehen(?=.* (?:zu|ab)$)|"
    "stellen(?=.* ab$)",
    Verb.LOCK: "abschliessen|schliessen(?=.* ab$)|verriegeln|sichern|sperren(?!.* ab$)|anketten|verschliessen",
    Verb.HANG: "haengen?|anbringen|bringen(?=.* an$)|einhaengen|anhaengen|befestigen|montieren|aufstecken|anlegen",
    Verb.REMOVE: "entfernen|abnehmen|nehmen|entriegeln|loesen|aufschliessen",
    Verb.RELIEVE: "entlueften|ablassen|lassen(?=.* ab$)|abbauen|entspannen|drucklos machen|druckentlasten|"
    "entlasten|entladen|"
    "bauen(?=.* ab$)|machen(?=.* drucklos$)",
    Verb.DRAIN: "entleeren|leeren|entwaessern|ablassen|lassen(?=.* ab$)",
    Verb.SLACKEN: "entspannen|entlasten|lockern",
    Verb.FLUSH: "spuelen|ausspuelen|durchspuelen|neutralisieren",
    Verb.WAIT: "warten?|abwarten|abkuehlen lassen|auslaufen lassen|lassen(?=.* (?:abkuehlen|auslaufen))",
    Verb.CHECK: "pruefen?|kontrollieren|sicherstellen|stellen(?=.* sicher\\b)|messen|ablesen|lesen(?=.* ab\\b)|"
    "feststellen|"
    "stellen(?=.* fest$)|beobachten|vergewissern|ueberzeugen|ueberpruefen|vergleichen|nachpruefen",
    Verb.TRY: "versuchen|druecken|betaetigen",
    Verb.PRESS: "druecken|betaetigen",
    Verb.STOP: "stoppen|anhalten|stillsetzen|halten(?=.* an$)|setzen(?=.* still$)|herunterfahren|abschalten|"
    "ausschalten",
    Verb.START: "starten|anfahren|einschalten|schalten(?=.* ein$)|in betrieb nehmen|anlassen",
    Verb.TELL: "informieren|benachrichtigen|verstaendigen|unterrichten|warnen",
    Verb.LOWER: "absenken|senken(?=.* ab\\b)|ablassen|herunterfahren|fahren|herablassen|senken|ablegen",
    Verb.SUPPORT: "abstuetzen|stuetzen(?=.* ab$)|unterbauen|unterstellen|sichern|verbolzen|einlegen|einsetzen|"
    "blockieren",
    Verb.EARTH: "erden|kurzschliessen",
}
_ANY = "|".join(_VERBS.values())
_FLUID = "druckluft|luft|hydraulik|dampf|wasser|oel|pneumatik|kuehlwasser|stickstoff"
_THINGS = {
    Thing.ISOLATOR: (
        r"(?:\w*(?:haupt|trenn|lasttrenn|netztrenn|reparatur|sicherheits|revisions)schalter[sn]?|"
        r"lasttrenner[sn]?|trenner[sn]?|"
        r"leistungsschalter[sn]?|sicherungsautomat(?:en)?|leitungsschutzschalter[sn]?|q\d+)"
    ),
    Thing.MAINS_PLUG: r"netzstecker[sn]?|netzkabel|stecker aus der (?:\w*steckdose|wand)|cee-stecker[sn]?",
    Thing.FUSES: r"\w*(?:sicherungen|sicherungseinsaetze|schmelzeinsaetze)|hauptsicherung",
    Thing.MAINS: r"stromnetz(?:es)?|netz(?:es)?|(?:elektrische\w* )?(?:energie|strom|spannungs)versorgung|"
    r"netzspannung|stromzufuhr",
    Thing.OFF: (
        r"ausschalten|abschalten|aus(?=$|,| und)|auf (?:die )?(?:stellung |position )?(?:0|null|aus|off)|"
        r"in (?:die )?(?:stellung |position )?(?:0|null|aus|off)(?:-stellung)?|in nullstellung|nullstellung|ab(?=$)"
    ),
    Thing.ON: r"powered-on|einschalten|auf (?:die )?(?:stellung )?(?:1|i|ein|on)|ein(?=$)|wieder ein|"
    r"eingeschaltet\w*|stellung (?:1|ein)",
    Thing.ISOLATING_VALVE: (
        r"\w*(?:absperr|sperr|haupt|abschluss)(?:ventil|hahn|schieber|armatur|klappe|organ)\w*|kugelhahn\w*|"
        r"kugelhaehne\w*|"
        rf"(?:{_FLUID})(?:haupt|absperr)\w*(?:ventil|hahn)\w*|einschaltventil\w*|absperrung"
    ),
    Thing.VALVE_HANDLE: r"handrad(?:es)?|handraeder\w*|ventile?[sn]?|schieber[sn]?|armatur(?:en)?",
    Thing.HANDWHEEL: r"handrad(?:es)?|handraeder\w*",
    Thing.FLUID_SUPPLY: rf"(?:{_FLUID})(?:versorgung|zufuhr|zuleitung|zuluft)|druckluft|dampfzufuhr",
    Thing.CHEMICAL: r"\w*(?:saeure|lauge|ammoniak|chlor|chemikalie|loesemittel|loesungsmittel|gas|erdgas|"
    r"wasserstoff|kaeltemittel)\w*|"
    r"dosier\w*|natronlauge",
    Thing.DRAIN_POINT: r"\w*(?:entlueftung|entleerung|entlueftungs|entleerungs|entwaesserungs|ablass|"
    r"druckablass)(?:s?(?:ventil|hahn|"
    r"schraube|armatur)\w*)?|ablaesse|entlueftungen|entleerungen",
    Thing.HOLDS_PRESSURE: r"\w*(?:leitung|speicher|zylinder|behaelter|kessel|system|anlage|gehaeuse|schlauch|"
    r"kreis|pumpe|rohr)\w*",
    Thing.PRESSURE: r"\w*druck(?:es|s)?|\w*(?:manometer|druckanzeige|druckspeicher|druckmesser)[sn]?|"
    r"drucklos\w*|druckfrei\w*",
    Thing.NO_PRESSURE: (
        r"(?<!ueber )(?<!als )(?<!von )(?<!zwischen )0(?:[.,]0+)? ?(?:bar|psi|kpa|mpa|pa)(?! (?:bis|und))|"
        r"drucklos(?:igkeit)?|"
        r"druckfrei|kein (?:\w+ )?(?:\w*druck)|keinen (?:\w+ )?(?:\w*druck)|ohne druck|auf null|"
        r"null (?:anzeigt?|zeigt|bar)"
    ),
    Thing.NO_FLOW: r"keine? (?:\w+ )?(?:fluessigkeit|wasser|oel|luft|dampf|kuehlmittel|"
    r"medium) mehr (?:\w+ )?(?:austritt|"
    r"kommt|ausstroemt|entweicht|fliesst|auslaeuft|ausfliesst)",
    Thing.CHARGE: r"\w*kondensator(?:en)?|\w*zwischenkreis\w*|restladung|restspannung|umrichter[sn]?|"
    r"frequenzumrichter[sn]?|"
    r"antriebsumrichter[sn]?|\w*kondensatorbatterie",
    Thing.DISCHARGED: r"entladen|entladung|abgebaut|entladezeit|abgeklungen",
    Thing.MINUTES: r"(?:\d+|eine|zwei|drei|fuenf|zehn|fuenfzehn) ?(?:min|minuten?|s|sekunden?|h|stunden?)",
    Thing.NO_VOLTAGE: r"spannungsfrei(?:heit|en|er)?|spannungslos(?:igkeit)?|keine (?:\w+ )?spannung|"
    r"ohne spannung|0 ?v(?:olt)?|"
    r"null volt|(?:unter|weniger als|<) ?(?:[1-5]?\d|60) ?v(?:olt)?",
    Thing.LAMPS: r"(?:betriebs|netz|spannungs|phasen|umrichter)(?:lampe|leuchte|anzeige|led)n?|(?:lampen|"
    r"leuchten|leds|anzeigen) "
    r"(?:am|des|der|auf dem) (?:\w*umrichter|umrichters|netzteil|netzteils|\w*antrieb\w*|stromversorgung)\w*",
    Thing.DARK: r"dunkel|aus|erloschen|erlischt|erloeschen",
    Thing.START_BUTTON: r"(?:start|ein)-?(?:taster?|taste|knopf|schalter|tasters|drucktaster)|starttaste\w*|"
    r"zu starten|einzuschalten|"
    r"anzufahren|powered-on-taste|powered-on",
    Thing.NO_START: (
        r"(?:laeuft|startet|bewegt sich|dreht sich)(?: \w+){0,2} nicht|nicht (?:\w+ )?(?:an(?:laufen|laeuft)|"
        r"starten|startet|in bewegung|bewegen|einschalten|in gang)|(?:darf|kann) (?:sich )?nichts|"
        r"nichts (?:darf|anlaufen|bewegen)|"
        r"keine (?:bewegung|reaktion)|nicht anlaeuft|nicht anlaufen"
    ),
    Thing.STOP_BUTTON: r"(?:stopp?|aus|halt)-?(?:taster?|taste|knopf|drucktaster)|not-?(?:halt|aus)\w*(?:-\w+)?",
    Thing.TURNING: (
        r"\w*(?:kupplung|welle|spindel|rotor|schwungrad|schwungscheibe|luefter|trommel|motor|rad|laufrad|walze|"
        r"rolle|scheibe|"
        r"saegeblatt|messer|werkzeug|ruehrwerk|ruehrer|mischer|band|foerderband|schnecke|fraeser|maschine|pumpe|"
        r"ventilator|"
        r"propeller|riemen|zentrifuge|turbine|verdichter|kompressor|teile)[ns]?|walzen|raeder|antriebe?s?|"
        r"bewegung(?:en)?"
    ),
    Thing.STILL: (
        r"still ?steh(?:t|en)|steht(?: vollstaendig)?|stehen(?: geblieben)?|(?:zum|im|bis zum|auf den|"
        r"den)?(?: \w+)? ?stillstand(?:es)?|"
        r"stehen ?geblieben|ausgelaufen|sich nicht mehr (?:dreht|drehen|bewegt|bewegen)|in ruhe"
    ),
    Thing.LOAD: (
        r"\w*(?:kopf|stoessel|schlitten|plattform|last|hubtisch|gabel|gabeln|arm|ausleger|schaufel|achse|mast|"
        r"gegengewicht|"
        r"oberwerkzeug|hebebuehne|buehne|pressentisch|greifer|aufzug|fahrkorb|haken|kopfes|tor|vertikalachse|"
        r"z-achse)s?|lasten|"
        r"\w*koepfe|arme"
    ),
    Thing.RESTS: r"auf(?:liegt|liegen|sitzt|gelegt)|(?:auf|an|durch|von|mit) .*(?:aufliegt|liegt|ruht|"
    r"abgestuetzt|gesichert|sitzt|steht)|"
    r"liegt auf|ruht auf|abgestuetzt (?:ist|sind)|nicht absinken|(?:ist|sind) abgestuetzt",
    Thing.LOWEST: r"(?:auf|bis zum|bis auf|auf den|auf die|in die) (?:den |die |das )?(?:boden|unterste\w*|"
    r"tiefste\w*|untere\w*|"
    r"auflagen?|stuetzen?|bloecke|holzbloecke|endanschlag|stuetzbloecke|anschlag)|ganz (?:ab|nach unten)|"
    r"vollstaendig",
    Thing.PROP: r"(?:mit |auf )?\w*(?:stuetzen?|bolzen|block|bloecken?|balken|sicherungsbolzen|unterstellbock|"
    r"unterstellboecken?|"
    r"holz|kantholz|kanthoelzern?|absteckbolzen|sperrbolzen|stuetzbock)",
    Thing.COOLED: r"\w*temperatur(?:en)?|abgekuehlt|abkuehlen|oberflaechen?|\w*oberflaeche",
    Thing.COOLING: r"abgekuehlt|abkuehlen|ausgekuehlt|auskuehlen|abkuehlzeit",
    Thing.COLD_ENOUGH: (
        r"(?<!nicht )(?:unter|hoechstens|weniger als|<|kleiner als|auf(?: unter)?|auf hoechstens) ?(?:[1-4]?\d|"
        r"50) ?(?:°|grad )? ?"
        r"c(?:elsius)?(?! (?:erwaermt|gestiegen|aufgeheizt|erhoeht|angestiegen))|"
        r"auf (?:raum|umgebungs|zimmer)temperatur(?! (?:erwaermt|gestiegen))|handwarm"
    ),
    Thing.LOCKS: r"\w*(?:vorhaenge|vorhaeng|sicherheits|wartungs)schloss(?:es)?|\w*schloesser|"
    r"(?:persoenliche\w*|eigene\w*|ihr|"
    r"mit einem|ein|das) schloss|mit schloss",
    Thing.SAME: r"ihn|sie (?=gegen|mit|ab)|es|diesen|diese|dieses|gegen (?:\w+ )?wiedereinschalten|"
    r"gegen (?:\w+ )?einschalten|in dieser stellung",
    Thing.LOCKED_OUT: r"gegen (?:unbefugtes |unbeabsichtigtes |irrtuemliches )?(?:wieder)?einschalten",
    Thing.SPRING: r"\w*(?:feder|federn|federpaket|federspannung|federspeicher|riemenspannung)s?",
    Thing.RELAXED: r"entspannt|entlastet|spannungslos|ohne spannung|lose|kraftlos",
    Thing.CLEAN: r"0 ?(?:ppm|%|prozent)|gasfrei|frei von (?:\w+ )?(?:gas|gasen|daempfen|saeure|chemikalien|"
    r"rueckstaenden)|"
    r"keine? (?:\w+ )?(?:gase?|daempfe|rueckstaende|saeure)|ph-wert\b.* neutral|ph-wert(?: von)? [67]",
    Thing.SHUTTER: r"(?:strahl|strahlen|laser)verschluss|strahlerverschluss|shutter",
    Thing.NO_RADIATION: r"keine strahlung|strahlungsfrei|nullrate|untergrund|verschluss geschlossen ist",
    Thing.PERSONS: r"leitwarte|warte|bediener[sn]?|personen|personal|mitarbeiter[n]?|kollegen|beschaeftigten?|"
    r"schichtleiter|alle",
    Thing.GOES_DOWN: r"abgeschaltet|stillgesetzt|ausser betrieb|wartung|gesperrt|freigeschaltet|abschaltung|"
    r"ausgeschaltet|instandhaltung",
    Thing.PERMIT: r"arbeitserlaubnis|erlaubnisschein|arbeitsauftrag|energiequellen|freischaltplan",
    Thing.NOT: r"nicht|nie|niemals|kein|keine|keinen|ohne|statt|ausser",
    Thing.OPENED: r"offen|geoeffneter?|offener",
    Thing.CLOSED: r"(?!)",
    Thing.INSTRUMENT: r"\w*(?:manometer|messgeraet|sensor|probenahme|schauglas|sicherheitsventil|"
    r"ueberdruckventil|entlueftung|entleerung|"
    r"rueckschlag|bypass)\w*",
    Thing.OTHER_FLUID: r"\w*(?:getriebe|altoel|oelwanne|schaltschrank|fenster|(?<!ent)lueftung|tank|bremse)\w*|"
    r"motoroel",
    Thing.RENEWED: r"ersetzen|erneuern|neue\w*|defekte\w*|durchgebrannte\w*|austauschen|wechseln|tauschen",
    Thing.FILLING: r"\w*(?:fuellen|auffuellen|befuellen|nachfuellen|blasen|blasenfrei|luftblasen)",
    Thing.SIGNAL: r"\w*(?:signal|eingang|ausgang|sensor|sollwert|geber)\w*",
    Thing.DENIED: r"(?:darf|soll|ist|hat|sind) (?:\w+ ){0,2}nicht|niemals",
    Thing.NOT_ISOLATING: r"not-?(?:halt|aus)\w*|\w*(?:wahlschalter|schluesselschalter|tuer|werkzeugkasten|"
    r"abdeckung|gehaeuse|deckel|"
    r"schild|mutter|schraube|regal|klemme|haube)\w*",
}
_RUNS = (
    r"(?:laeuft|gestartet|angelaufen|eingeschaltet|in betrieb|anlaeuft|starten|einschalten|laufender|"
    r"gefuellt|beendet|abgeschlossen)"
)
GERMAN = Lexicon(
    language="de",
    verbs={verb: re.compile(rf"{_NOUN}(?:{words})(?![\w-])") for verb, words in _VERBS.items()},
    things=compiled(_THINGS),
    expected=re.compile(r"\b(?:bis(?! (?:zum|auf|an|zur)\b)|dass|ob|sodass|so dass|um (?:zu|sicherzustellen))\b"),
    aside=re.compile(r"\b(?:wenn|nachdem|bevor|sobald|waehrend|weil|damit|da(?= )|seit|um)\b"),
    doubtful=re.compile(
        r"\b(?:falls|wenn|sofern|es sei denn|nur|gegebenenfalls|ggf|bei bedarf|optional|kann|koennen|koennte|"
        r"sollte|duerfen|beispiel|"
        r"erst|teilweise|leicht|kurz|halb|anstatt|statt|zuruecksetzen|quittieren|"
        rf"(?:nachdem|bevor|sobald|waehrend|nach|vor|bei|bis)\b(?!.*\b(?:nicht|"
        rf"nichts)\b)[^,]*\b{_RUNS})\b(?!.*\bnicht (?:\w+ )?(?:anlaeuft|startet|"
        r"starten|anlaufen|einschalten))"
    ),
    negated=re.compile(
        r"^(?:\w+ ){0,6}(?:nicht|nie|niemals|keinesfalls|auf keinen fall|"
        r"keine[nms]?)\b(?! mehr)(?![^:]*:)(?!.*\b(?:pruefen|sicherstellen|warten|kontrollieren|messen|"
        r"feststellen)\b)"
    ),
    command=re.compile(
        rf"{_NOUN}(?:{_ANY}|tragen|reinigen|ersetzen|erneuern|fuellen|auffuellen|notieren|schreiben|halten|"
        rf"heben|anziehen|"
        r"anschliessen|austauschen|wiederholen|abdecken|kennzeichnen|aufbewahren|lesen|stecken|wischen|"
        r"schmieren|einstellen|einlegen)(?![\w-])"
    ),
    conjunction=re.compile(r",? und dann |,? und |, |,? sowie |,? danach |,? anschliessend "),
    verb_last=True,
)
