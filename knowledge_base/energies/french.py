"""How French manuals name the parts and deeds of a lock-out (consignation: NF EN ISO 14118, NF C 18-510)."""

import re

from knowledge_base.energies.lexicon import Lexicon, Thing, Verb, compiled

_PRELUDE = (
    r"^(?:(?:et|puis|ensuite|d'abord|enfin|lentement|avec precaution|progressivement|immediatement|completement|"
    r"toujours|"
    r"veuillez|vous devez|a nouveau)[, ]+)*"
)
_VERBS = {
    Verb.SWITCH: "(?:mett|tourn|plac|bascul|positionn|actionn|manoeuvr|amen|pass)(?:ez|er|re)|coup(?:ez|er)",
    Verb.CUT_OFF: "(?:coup|isol|separ|debranch|deconnect|sectionn)(?:ez|er)|mett(?:ez|re) hors tension",
    Verb.DE_ENERGISE: "(?:coup|isol|consign)(?:ez|er)|mett(?:ez|re) hors tension",
    Verb.PULL_OUT: "(?:debranch|retir|enlev|deconnect)(?:ez|er)",
    Verb.OPEN: "ouvr(?:ez|ir)",
    Verb.CLOSE: "ferm(?:ez|er)|coup(?:ez|er)",
    Verb.LOCK: "(?:verrouill|cadenass|condamn|consign|bloqu|enchain|immobilis)(?:ez|er)",
    Verb.HANG: "(?:pos|accroch|install|fix|appos|plac|attach)(?:ez|er)|mett(?:ez|re)",
    Verb.REMOVE: "(?:retir|enlev|deverrouill|decadenass|depos)(?:ez|er)",
    Verb.RELIEVE: "(?:purg|evacu|relach|decharg|liber|dissip|depressuris|elimin)(?:ez|er)|mett(?:ez|"
    "re) a l'atmosphere|chut(?:ez|er)",
    Verb.DRAIN: "(?:vidang|vid|purg)(?:ez|er)",
    Verb.SLACKEN: "(?:detend|relach|decharg|desserr)(?:ez|er|re)",
    Verb.FLUSH: "rinc(?:ez|er)|neutralis(?:ez|er)",
    Verb.WAIT: "attend(?:ez|re)|laiss(?:ez|er)|patient(?:ez|er)",
    Verb.CHECK: "(?:verifi|control|controll|mesur|observ|constat|regard|compar|identifi|repér|reper)(?:ez|er)|"
    "(?:lisez|lire)|assur(?:ez|er)"
    "(?:-vous)?|s'assurer",
    Verb.TRY: "(?:appuy|essay|tent|actionn|press)(?:ez|er)",
    Verb.PRESS: "(?:appuy|press|actionn)(?:ez|er)",
    Verb.STOP: "(?:arret|stopp)(?:ez|er)|mett(?:ez|re) a l'arret",
    Verb.START: "demarr(?:ez|er)|remett(?:ez|re)|mett(?:ez|re) (?:en marche|en service|sous tension)|lanc(?:ez|"
    "er)|rearm(?:ez|er)",
    Verb.TELL: "(?:inform|avertiss|prevent|avis|signal)(?:ez|er)|avertir|preven(?:ez|ir)",
    Verb.LOWER: "(?:abaiss|descend|baiss|pos)(?:ez|er|re)",
    Verb.SUPPORT: "(?:cal|etay|bloqu|support|inser|immobilis)(?:ez|er)|souten(?:ez|ir)",
    Verb.EARTH: "mett(?:ez|re) (?:a la terre|en court-circuit)",
}
_ANY = "|".join(_VERBS.values())
_FLUID = "air comprime|air|vapeur|eau|huile|hydraulique|pneumatique|azote"
_THINGS = {
    Thing.ISOLATOR: r"sectionneurs?(?: \w+)?|interrupteurs?[- ](?:sectionneurs?|general|principal|principaux)|"
    r"disjoncteurs?|"
    r"interrupteur d'isolement|q\d+",
    Thing.MAINS_PLUG: r"(?:fiche|prise|cordon)(?: \w+)* (?:secteur|d'alimentation|electrique|murale|de courant)|"
    r"fiche de la prise",
    Thing.FUSES: r"(?:les|des|trois|tous les) (?:\w+ )?fusibles",
    Thing.MAINS: r"alimentation electrique|reseau(?: electrique)?|alimentation secteur|source electrique",
    Thing.OFF: r"(?:sur|en|a) (?:la )?(?:position )?(?:0|off|arret|ouverte?|zero)|hors tension|a l'arret|"
    r"coup(?:ez|er)",
    Thing.ON: r"powered-on|sous tension|en marche|(?:sur|en) (?:position )?(?:1|i|on|marche)|enclench\w*|rearm\w*",
    Thing.ISOLATING_VALVE: (
        r"(?:vannes?|robinets?|clapets?)(?: \w+)? (?:d'isolement|d'arret|de sectionnement|de barrage|"
        r"d'alimentation|de coupure|"
        rf"generale?|d'arrivee|a boisseau|quart de tour|d'isolation)(?: (?:d'|de |en )?(?:{_FLUID}))?"
    ),
    Thing.VALVE_HANDLE: r"volants?|vannes?|robinets?",
    Thing.HANDWHEEL: r"volants?(?! d'inertie)",
    Thing.FLUID_SUPPLY: rf"(?:alimentation|arrivee) (?:en |d'|de |de l'|de la )?(?:{_FLUID})",
    Thing.CHEMICAL: r"acide|soude|ammoniac|chlore|produits? chimiques?|solvants?|gaz(?: naturel)?|reactifs?|"
    r"hydrogene|javel|fluide frigorigene",
    Thing.DRAIN_POINT: r"purges?|purgeurs?|(?:vannes?|robinets?|vis) (?:de )?(?:purge|vidange|"
    r"mise a l'atmosphere|decharge)|events?",
    Thing.HOLDS_PRESSURE: r"conduites?|tuyauteries?|tuyaux?|circuits?|verins?|accumulateurs?|reservoirs? d'air|"
    r"lignes?|chaudiere|pompe|"
    r"flexibles?|ballon|systeme|canalisations?|corps de pompe",
    Thing.PRESSURE: r"pressions?|manometres?|accumulateurs?|depressuris\w+",
    Thing.NO_PRESSURE: (
        r"(?<!de )(?<!plus )(?<!entre )0(?:[.,]0+)? ?(?:bars?|psi|kpa|mpa|pa)(?! (?:a|et))|(?:a|indique|affiche|"
        r"est) zero|absence de pression|"
        r"(?:pas|plus|aucune) (?:de )?pression|sans pression|pression (?:est )?nulle|depressurise\w*|hors pression|"
        r"pression atmospherique"
    ),
    Thing.NO_FLOW: r"plus (?:aucun )?(?:de |d')?(?:liquide|eau|huile|air|vapeur|fluide) ne (?:s'ecoule|sort|"
    r"coule|s'echappe)|"
    r"(?:liquide|eau|huile|air|vapeur|fluide) ne (?:s'ecoule|sort|coule|s'echappe) plus|ne s'ecoule plus",
    Thing.CHARGE: r"condensateurs?|variateurs?|bus continu|tension residuelle|circuit intermediaire",
    Thing.DISCHARGED: r"decharg\w+",
    Thing.MINUTES: r"(?:\d+|une|deux|trois|cinq|dix|quinze) ?(?:min|minutes?|s|secondes?|h|heures?)",
    Thing.NO_VOLTAGE: r"absence (?:de toute |de )?tension|(?:pas|plus|aucune) (?:de )?tension|hors tension|"
    r"0 ?v(?:olts?)?|sans tension|"
    r"tension (?:est )?nulle|(?:inferieure a|moins de|<) ?(?:[1-5]?\d|60) ?v(?:olts?)?",
    Thing.LAMPS: r"(?:voyants?|lampes?|temoins?|leds?)(?: \w+)? (?:du|de|des|d'|sur le) (?:l')?(?:tension|"
    r"variateur|alimentation|presence tension|"
    r"convertisseur|sous tension|secteur)",
    Thing.DARK: r"etein(?:t|te|ts|tes)",
    Thing.START_BUTTON: r"(?:bouton|bouton-poussoir|commande|touche) (?:de )?(?:marche|demarrage|start|depart|"
    r"powered-on|mise en marche)|"
    r"(?:de |a )(?:mettre en marche|demarrer)|de demarrage",
    Thing.NO_START: r"ne (?:doit|peut|doivent|peuvent) pas (?:pouvoir )?(?:redemarrer|demarrer|se mettre|"
    r"tourner|bouger|fonctionner)|ne (?:demarre|bouge|tourne|se met)(?: \w+)? pas|ne demarre|rien ne|aucun mouvement|"
    r"ne (?:se )?(?:produit|passe) rien",
    Thing.STOP_BUTTON: r"(?:bouton|touche|bouton-poussoir)(?: d'| )arret|arret d'urgence|coup de poing",
    Thing.TURNING: (
        r"accouplement|arbres?|broche|rotor|volant(?: d'inertie)?|ventilateur|pales?|tambour|moteurs?|roues?|"
        r"rouleaux?|disques?|lames?|"
        r"outils?|melangeur|agitateur|bande|convoyeur|vis|fraise|machine|pompe|courroies?|turbine|centrifugeuse|"
        r"compresseur|"
        r"pieces en mouvement|parties tournantes|mouvement"
    ),
    Thing.STILL: r"(?:est|soit|sont|soient) (?:completement |totalement |bien )?(?:a l'arret|arretee?s?|"
    r"immobiles?|immobilisee?s?)|"
    r"(?:arret|immobilisation) (?:complet|complete|total|totale)|ne tourne(?:nt)? plus|s'(?:arrete|immobilise|"
    r"arretent|immobilisent)|"
    r"(?:est|sont) a l'arret",
    Thing.LOAD: r"tete|coulisseau|chariot|plate-?forme|charges?|table elevatrice|fourches?|bras|fleche|godet|"
    r"axe|mat|contrepoids|plateau|"
    r"moule|cabine|nacelle|crochet|traverse|vantail|benne",
    Thing.RESTS: r"repose(?:nt)?|(?:est|soit|sont|soient) (?:bien |correctement )?(?:calee?s?|etayee?s?|"
    r"soutenue?s?|appuyee?s?|posee?s?|bloquee?s?|supportee?s?)|"
    r"en appui|ne (?:peut|puisse) pas (?:descendre|tomber)",
    Thing.LOWEST: r"(?:au|sur le|jusqu'au|en) (?:sol|position basse|point bas|bas)|sur (?:les|ses|des|"
    r"deux) (?:cales?|supports?|chandelles?|appuis?|butees?)|"
    r"completement|sur (?:la|sa) butee",
    Thing.PROP: r"cales?|chandelles?|bequilles?|etais?|barres? de securite|madriers?|"
    r"goupilles?(?: de securite)?|bequille",
    Thing.COOLED: r"temperatures?|refroidi\w*|surfaces?",
    Thing.COOLING: r"refroidi\w*",
    Thing.COLD_ENOUGH: (
        r"(?<!pas )(?:(?:inferieure? a|en dessous de|au-dessous de|sous|moins de|<)|(?:refroidi\w*|descendue?|"
        r"baissee?|tombee?|descende|refroidisse) "
        r"(?:\w+ ){0,2}(?:a|jusqu'a)) ?(?:[1-4]?\d|50) ?(?:°|degres )? ?c(?:elsius)?|(?:refroidi\w*|"
        r"descendue?) (?:a|jusqu'a)(?: la)? temperature ambiante"
    ),
    Thing.LOCKS: r"cadenas|moraillons?|verrou(?:s)? (?:personnels?|individuels?)|dispositif de condamnation",
    Thing.SAME: r"l[ea]s?|dans cette position|en position (?:ouverte|fermee|0|off)|y|verrouill(?:ez|er)-l[ea]|"
    r"condamn(?:ez|er)-l[ea]|cadenass(?:ez|er)-l[ea]",
    Thing.LOCKED_OUT: r"consign(?:ez|er) (?:la|l'|le) ?(?:machine|installation|equipement|pompe)|condamnation",
    Thing.SPRING: r"ressorts?|tension de la courroie",
    Thing.RELAXED: r"detendue?s?|relachee?s?|sans tension|libre de tension|decomprimee?s?",
    Thing.CLEAN: r"0 ?(?:ppm|%)|exempte? de (?:gaz|vapeurs?|produit|residus)|degazee?|absence de (?:gaz|"
    r"vapeurs?|produit)|ph\b.* neutre|ph (?:de )?[67]",
    Thing.SHUTTER: r"obturateur",
    Thing.NO_RADIATION: r"absence de rayonnement|bruit de fond|obturateur (?:est |soit )?ferme",
    Thing.PERSONS: r"salle de (?:controle|commande)|operateurs?|personnes?|personnel|collegues|employes|"
    r"salaries|chef d'equipe",
    Thing.GOES_DOWN: r"arret|arretee?s?|consignee?s?|consignation|hors service|maintenance|coupee?s?|verrouillee?",
    Thing.PERMIT: r"permis|bon de travail|ordre de travail|sources? d'energie|autorisation de travail",
    Thing.NOT: r"ne|n'\w+|pas|jamais|sans|aucune?|sauf",
    Thing.OPENED: r"ouvert|ouverte",
    Thing.CLOSED: r"fermee?",
    Thing.INSTRUMENT: r"manometre|capteur|instrument|echantillonnage|purge|vidange|event|securite|by-?pass",
    Thing.OTHER_FLUID: r"reducteur|carter|boite de vitesses|huile usagee|armoire|fenetre|freins?|condensats?|"
    r"ventilation",
    Thing.RENEWED: r"remplac\w+|neufs?|nouveaux?|grilles?|defectueu\w+|echang\w+",
    Thing.FILLING: r"rempli\w*|bulles?|amorc\w+",
    Thing.SIGNAL: r"signal|signaux|entrees?|sorties?|capteurs?|consigne",
    Thing.DENIED: r"ne (?:doit|doivent|soit|est|sont) (?:pas|jamais)",
    Thing.NOT_ISOLATING: r"arret d'urgence|selecteur|portes?|capot|carter|couvercle|contre-ecrou|ecrou|vis|"
    r"boite a outils|"
    r"cle|etagere|deposes?|retires?",
}
_RUNS = (
    r"(?:demarr\w*|en marche|en service|fonctionne\w*|tourne(?! plus)\w*|sous tension|remplie?|terminee?s?|"
    r"redemarr\w*)"
)
FRENCH = Lexicon(
    language="fr",
    verbs={verb: re.compile(rf"{_PRELUDE}(?:{words})(?!\w)") for verb, words in _VERBS.items()},
    things=compiled(_THINGS),
    expected=re.compile(r"\b(?:jusqu'a ce qu|que|qu'|si|pour (?:verifier|s'assurer|controler|confirmer)|de sorte)"),
    aside=re.compile(
        r"\b(?:quand|lorsque|lorsqu'|apres|avant|pendant|car|afin|pour|qui|dont|des que|depuis|tant que|ou(?= se))\b"
    ),
    doubtful=re.compile(
        r"(?:^|, )s(?:i |'il )|\b(?:sauf|le cas echeant|si necessaire|si besoin|eventuellement|seulement|"
        r"uniquement|peut etre|peuvent etre|"
        r"pourrait|partiellement|legerement|a moitie|brievement|exemple|au lieu de|plutot que|en cas de|"
        rf"(?:apres|lorsque|quand|avant|pendant|une fois|des que|jusqu'a ce qu\w*|tant que)(?!.*\b(?:ne|"
        rf"n')\b)[^,.]*\b{_RUNS})\b"
    ),
    negated=re.compile(r"^(?:[\w' ]+, )?(?:ne |n'|il est interdit|interdiction|ni )|^(?:\w+ )?(?:jamais)\b"),
    command=re.compile(
        rf"{_PRELUDE}(?:{_ANY}|(?:port|nettoy|remplac|serr|dessurr|mont|demont|not|ecri|rempl|gard|conserv|tir|"
        rf"lev|repet|gard|raccord|etiquet|"
        r"signalis|branch|utilis|appel|indiqu|ventil|gresse|graiss|mainten|referm)(?:ez|er|ir|re))(?!\w)"
    ),
    conjunction=re.compile(r",? et puis |,? puis |, et | et |, "),
)
