"""How Spanish manuals name the parts and deeds of a lock-out (bloqueo y etiquetado: UNE-EN ISO 14118, RD 614/2001)."""

import re

from knowledge_base.energies.lexicon import Lexicon, Thing, Verb, compiled

_PRELUDE = (
    r"^(?:(?:y|luego|despues|primero|a continuacion|lentamente|despacio|con cuidado|inmediatamente|"
    r"completamente|siempre|"
    r"debe|por favor|de nuevo)[, ]+)*"
)
_VERBS = {
    Verb.SWITCH: "gir(?:e|ar)|pon(?:ga|er)|coloc(?:ar)|coloque|situ(?:e|ar)|llev(?:e|ar)|accion(?:e|ar)|pas(?:e|"
    "ar)|mov(?:er)|mueva|"
    "posicion(?:e|ar)|desconect(?:e|ar)|apag(?:ue|ar)|cort(?:e|ar)|baj(?:e|ar)",
    Verb.CUT_OFF: "desconect(?:e|ar)|aisl(?:e|ar)|cort(?:e|ar)|separ(?:e|ar)|seccion(?:e|ar)|interrump(?:a|ir)",
    Verb.DE_ENERGISE: "aisl(?:e|ar)|cort(?:e|ar)|desenergi(?:ce|zar)",
    Verb.PULL_OUT: "desenchuf(?:e|ar)|extra(?:iga|er)|retir(?:e|ar)|quit(?:e|ar)|saque|sacar|desconect(?:e|ar)",
    Verb.OPEN: "abr(?:a|ir)",
    Verb.CLOSE: "cierre|cerrar|cort(?:e|ar)",
    Verb.LOCK: "bloque(?:e|ar)|enclav(?:e|ar)|asegur(?:e|ar)|encaden(?:e|ar)|candadee",
    Verb.HANG: "cuelgue|colgar|coloque|colocar|pon(?:ga|er)|instal(?:e|ar)|fij(?:e|ar)|aplique|aplicar|mont(?:e|ar)",
    Verb.REMOVE: "retir(?:e|ar)|quit(?:e|ar)|desbloque(?:e|ar)|desmont(?:e|ar)",
    Verb.RELIEVE: "purg(?:ue|ar)|descarg(?:ue|ar)|alivi(?:e|ar)|liber(?:e|ar)|despresuri(?:ce|zar)|evacu(?:e|"
    "ar)|elimin(?:e|ar)|disip(?:e|ar)|"
    "dej(?:e|ar) salir",
    Verb.DRAIN: "dren(?:e|ar)|vaci(?:e|ar)|purg(?:ue|ar)",
    Verb.SLACKEN: "afloj(?:e|ar)|destens(?:e|ar)|liber(?:e|ar)|relaj(?:e|ar)|descomprim(?:a|ir)",
    Verb.FLUSH: "enjuag(?:ue|ar)|lav(?:e|ar)|neutrali(?:ce|zar)|aclar(?:e|ar)",
    Verb.WAIT: "esper(?:e|ar)|dej(?:e|ar)|aguard(?:e|ar)",
    Verb.CHECK: "comprueb(?:e)|comprobar|verifi(?:que|car)|mid(?:a)|medir|le(?:a|er)|observ(?:e|ar)|"
    "asegur(?:ese|arse)|confirm(?:e|ar)|"
    "control(?:e|ar)|mir(?:e|ar)|cerciorese|compar(?:e|ar)|identifi(?:que|car)|revis(?:e|ar)",
    Verb.TRY: "puls(?:e|ar)|intent(?:e|ar)|presion(?:e|ar)|accion(?:e|ar)|oprim(?:a|ir)|prueb(?:e)|trat(?:e|ar) de",
    Verb.PRESS: "puls(?:e|ar)|presion(?:e|ar)|accion(?:e|ar)|oprim(?:a|ir)",
    Verb.STOP: "par(?:e|ar)|deten(?:ga|er)|apag(?:ue|ar)",
    Verb.START: "arranqu(?:e)|arrancar|encien(?:da)|encender|pon(?:ga|er) en (?:marcha|servicio|funcionamiento)|"
    "conect(?:e|ar)|"
    "restablezca|rearm(?:e|ar)|energi(?:ce|zar)",
    Verb.TELL: "inform(?:e|ar)|avis(?:e|ar)|notifi(?:que|car)|comuni(?:que|car)",
    Verb.LOWER: "baj(?:e|ar)|descend(?:er)|descienda|haga descender",
    Verb.SUPPORT: "apoy(?:e|ar)|calc(?:e|ar)|apuntal(?:e|ar)|bloque(?:e|ar)|sujet(?:e|ar)|insert(?:e|ar)|"
    "soport(?:e|ar)|asegur(?:e|ar)",
    Verb.EARTH: "pon(?:ga|er) a tierra|cortocircuit(?:e|ar)",
}
_ANY = "|".join(_VERBS.values())
_FLUID = "aire comprimido|aire|vapor|agua|aceite|hidraulico|hidraulica|neumatico|neumatica|nitrogeno"
_THINGS = {
    Thing.ISOLATOR: r"seccionador(?:es)?|interruptor(?:es)? (?:principal(?:es)?|general(?:es)?|seccionador|"
    r"de corte|automatico|"
    r"termomagnetico|magnetotermico)|disyuntor(?:es)?|interruptor-seccionador|q\d+",
    Thing.MAINS_PLUG: r"(?:cable|enchufe|clavija)(?: \w+)* (?:de alimentacion|de red|"
    r"de la toma(?: de corriente)?|de corriente)|"
    r"de la toma de corriente",
    Thing.FUSES: r"(?:los|las|todos los|tres) (?:\w+ )?fusibles",
    Thing.MAINS: r"(?:alimentacion|suministro|energia|corriente) electric[ao]|red electrica|"
    r"alimentacion general|de la red",
    Thing.OFF: r"(?:en|a|hasta) (?:la )?(?:posicion )?(?:de )?(?:0|off|apagado|abierto|desconectado|cero)|"
    r"desconect(?:e|ar)|apag(?:ue|ar)",
    Thing.ON: r"powered-on|(?:en|a) (?:la )?(?:posicion )?(?:de )?(?:1|i|on|encendido|marcha|conectado)|encendid[oa]",
    Thing.ISOLATING_VALVE: (
        r"(?:valvulas?|llaves?|grifos?)(?: \w+)? (?:de (?:aislamiento|corte|cierre|bola|compuerta|paso|bloqueo|"
        r"suministro|alimentacion|entrada)|"
        rf"principal|general)(?: (?:de|del|de la) (?:{_FLUID}))?"
    ),
    Thing.VALVE_HANDLE: r"volantes?|valvulas?",
    Thing.HANDWHEEL: r"volantes?(?! de inercia)",
    Thing.FLUID_SUPPLY: rf"(?:suministro|alimentacion|entrada|toma) (?:de |del )?(?:{_FLUID})",
    Thing.CHEMICAL: r"acido|sosa|amoniaco|cloro|productos? quimicos?|quimicos?|disolventes?|gas(?: natural)?|"
    r"reactivos?|hidrogeno|refrigerante quimico",
    Thing.DRAIN_POINT: r"(?:valvulas?|grifos?|llaves?|tornillos?) (?:de )?(?:purga|drenaje|venteo|alivio|"
    r"desahogo|descarga)|drenajes?|purgas?|"
    r"purgador(?:es)?|venteos?",
    Thing.HOLDS_PRESSURE: r"lineas?|tuberias?|mangueras?|circuitos?|cilindros?|acumulador(?:es)?|calderin|"
    r"caldera|bomba|sistema|colector|"
    r"carcasa|conductos?",
    Thing.PRESSURE: r"presion(?:es)?|manometros?|acumulador(?:es)?|despresuriz\w+|despresurice",
    Thing.NO_PRESSURE: (
        r"(?<!de )(?<!que )(?<!entre )0(?:[.,]0+)? ?(?:bar|bares|psi|kpa|mpa|pa)(?! (?:a|y))|(?:a|marca|indica|"
        r"muestra|en|es) cero|sin presion|"
        r"no (?:hay|queda|tiene|existe) (?:ninguna )?presion|ausencia de presion|despresurizad[oa]s?|"
        r"presion (?:nula|atmosferica)"
    ),
    Thing.NO_FLOW: r"no (?:salga|sale|fluya|fluye) (?:mas )?(?:liquido|agua|aceite|aire|vapor|fluido)|"
    r"deje de (?:salir|fluir)(?: \w+)?",
    Thing.CHARGE: r"condensador(?:es)?|capacitor(?:es)?|variador(?:es)?|bus (?:de )?(?:cc|continua)|"
    r"tension residual|circuito intermedio",
    Thing.DISCHARGED: r"descarg\w+",
    Thing.MINUTES: r"(?:\d+|un|una|dos|tres|cinco|diez|quince) ?(?:min|minutos?|s|segundos?|h|horas?)",
    Thing.NO_VOLTAGE: r"ausencia de (?:tension|voltaje)|sin (?:tension|voltaje)|no (?:hay|existe|"
    r"queda) (?:tension|voltaje)|0 ?v(?:oltios?)?|"
    r"tension (?:es )?(?:nula|cero)|(?:inferior a|menos de|<) ?(?:[1-5]?\d|60) ?v(?:oltios?)?",
    Thing.LAMPS: r"(?:pilotos?|lamparas?|luces|luz|leds?|indicador(?:es)?)(?: \w+)? (?:del|de|de la|"
    r"de los) (?:tension|variador|alimentacion|convertidor|red|corriente)",
    Thing.DARK: r"apagad[oa]s?",
    Thing.START_BUTTON: r"(?:boton|pulsador|mando|tecla) (?:de )?(?:arranque|marcha|start|inicio|powered-on)|"
    r"poner en marcha|arrancar",
    Thing.NO_START: r"no (?:debe|puede|deben|pueden|debera)(?: \w+)? (?:arrancar|moverse|ponerse|girar|"
    r"funcionar|poner)|no (?:arranca|arranque|se mueve|se mueva|gira|se pone|se ponga|debera)|nada (?:debe|"
    r"puede|se mueve)|"
    r"ningun movimiento|no (?:hay|se produce) (?:\w+ )?(?:movimiento|reaccion)",
    Thing.STOP_BUTTON: r"(?:boton|pulsador|seta|tecla) (?:de )?(?:parada|paro|stop)|parada de emergencia|"
    r"paro de emergencia",
    Thing.TURNING: (
        r"acoplamiento|eje|ejes|husillo|rotor|volante(?: de inercia)?|ventilador|aspas?|tambor|motor(?:es)?|"
        r"ruedas?|rodillos?|discos?|cuchillas?|"
        r"herramientas?|mezcladora?|agitador|cinta|transportador|tornillo sin fin|fresa|maquina|bomba|correas?|"
        r"turbina|centrifuga|compresor|"
        r"partes moviles|piezas giratorias|movimiento"
    ),
    Thing.STILL: r"(?:este|esten|esta|estan|quede|queden|haya|hayan|se|se haya|se hayan) (?:completamente |"
    r"totalmente )?(?:parad[oa]s?|detenid[oa]s?|inmovil(?:es)?|"
    r"detenga|detengan|pare|paren|detiene)(?: (?:por completo|completamente|totalmente))?|(?:parada|"
    r"detencion) (?:completa|total)|deje de girar|ya no (?:gira|gire|giran|se mueve)|"
    r"en reposo|haya dejado de girar",
    Thing.LOAD: r"cabezal|corredera|carro|plataforma|cargas?|mesa elevadora|horquillas?|brazos?|pluma|cuchara|"
    r"eje vertical|mastil|contrapesos?|"
    r"plato|molde|cabina|gancho|martinete|ariete|tolva|puerta elevable|elevador",
    Thing.RESTS: r"(?:descans[ae]n?|repos[ae]n?|apoy[ae]n?)|(?:esta|estan|este|esten|quede) (?:bien |"
    r"firmemente )?(?:apoyad[oa]s?|calzad[oa]s?|sujet[oa]s?|"
    r"soportad[oa]s?|bloquead[oa]s?|apuntalad[oa]s?)|no (?:puede|pueda) (?:caer|descender|bajar)",
    Thing.LOWEST: r"(?:hasta|al|a|en|hasta el|hasta su) (?:el |la |su )?(?:suelo|piso|posicion (?:mas baja|"
    r"inferior)|punto mas bajo|tope inferior)|"
    r"(?:sobre|en) (?:los|las|sus|dos) (?:soportes|calzos|bloques|tacos|caballetes|topes)|completamente|del todo",
    Thing.PROP: r"calzos?|tacos?|puntal(?:es)?|bloques?|caballetes?|pasador(?:es)? de seguridad|"
    r"barras? de seguridad|soportes?|eslingas?",
    Thing.COOLED: r"temperaturas?|enfri\w+|superficies?",
    Thing.COOLING: r"enfri\w+",
    Thing.COLD_ENOUGH: (
        r"(?<!no )(?:(?:inferior(?:es)? a|por debajo de|menos de|menor(?:es)? (?:de|a|que)|debajo de|<)|"
        r"(?:enfri\w+|bajado|descendido|baje|descienda) "
        r"(?:\w+ ){0,2}(?:a|hasta)(?: los)?) ?(?:[1-4]?\d|50) ?(?:°|grados )? ?c(?:entigrados|elsius)?|"
        r"enfri\w+ (?:a|hasta)(?: la)? temperatura ambiente"
    ),
    Thing.LOCKS: r"candados?|pinzas? de bloqueo|dispositivo de bloqueo",
    Thing.SAME: r"bloqueel[ao]s?|bloquearl[ao]s?|en esta posicion|en esa posicion|asegurel[ao]|aseguralo|"
    r"la misma|el mismo|el dispositivo",
    Thing.LOCKED_OUT: r"bloque(?:e|ar) (?:y etiquet(?:e|ar) )?la maquina|bloqueo y etiquetado",
    Thing.SPRING: r"muelles?|resortes?|tension de la correa",
    Thing.RELAXED: r"destensad[oa]s?|relajad[oa]s?|sin tension|liberad[oa]s?|flojos?|descomprimid[oa]s?",
    Thing.CLEAN: r"0 ?(?:ppm|%)|libre de (?:gas(?:es)?|vapores|producto|residuos|\w+)|ausencia de (?:gas(?:es)?|"
    r"vapores)|ph\b.* neutro|ph (?:de )?[67]|"
    r"sin (?:gases|vapores|residuos)",
    Thing.SHUTTER: r"obturador",
    Thing.NO_RADIATION: r"ausencia de radiacion|fondo natural|obturador (?:este |esta )?cerrado",
    Thing.PERSONS: r"sala de control|operador(?:es)?|operarios?|personas?|personal|companeros|empleados|"
    r"trabajadores|encargado",
    Thing.GOES_DOWN: r"parad[oa]|parara|bloquead[oa]|bloqueara|bloqueo|fuera de servicio|mantenimiento|"
    r"desconectad[oa]|detenid[oa]|se va a parar",
    Thing.PERMIT: r"permiso(?: de trabajo)?|orden de trabajo|fuentes? de energia",
    Thing.NOT: r"no|nunca|jamas|sin|ningun|ninguna|salvo|excepto",
    Thing.OPENED: r"abiert[oa]",
    Thing.CLOSED: r"cerrad[oa]",
    Thing.INSTRUMENT: r"manometro|sensor|instrumento|muestreo|purga|drenaje|venteo|seguridad|derivacion|retencion",
    Thing.OTHER_FLUID: r"reductor|carter|caja de cambios|aceite usado|armario|ventana|frenos?|condensados?|"
    r"ventilacion|cambio",
    Thing.RENEWED: r"sustitu\w+|reempla\w+|cambi\w+|nuev[oa]s?|fundid[oa]s?|defectuos[oa]s?",
    Thing.FILLING: r"llen\w+|burbujas?|ceb\w+|rellen\w+",
    Thing.SIGNAL: r"senal(?:es)?|entradas?|salidas?|sensor(?:es)?|consigna",
    Thing.DENIED: r"no (?:debe|deben|esta|este|sea|es) (?:nunca )?(?!haber)\w+",
    Thing.NOT_ISOLATING: r"emergencia|selector|puertas?|tapa|cubierta|carcasa|contratuerca|tuerca|tornillo|"
    r"caja de herramientas|llave de contacto|"
    r"etiqueta del|retirad[oa]s?",
}
_RUNS = r"(?:arran\w+|en marcha|en servicio|funcion\w+|girando|energizad\w+|conectad[oa]|llen[oa]|terminad\w+)"
SPANISH = Lexicon(
    language="es",
    verbs={verb: re.compile(rf"{_PRELUDE}(?:{words})(?:l[aoe]s?)?(?!\w)") for verb, words in _VERBS.items()},
    things=compiled(_THINGS),
    expected=re.compile(
        r"\b(?:hasta que|de que|que|si|para (?:verificar|comprobar|asegurar\w*|confirmar)|"
        r"de modo)\b"
    ),
    aside=re.compile(
        r"\b(?:cuando|despues de|antes de|mientras|porque|para|quien|donde|desde que|tras|al(?= \w+(?:ar|er|ir)\b))\b"
    ),
    doubtful=re.compile(
        r"(?:^|, )si |\b(?:salvo|en caso de|si es necesario|si procede|solo|solamente|unicamente|puede ser|"
        r"pueden|podria|parcialmente|"
        r"ligeramente|brevemente|ejemplo|en lugar de|en vez de|opcional\w*|"
        rf"(?:despues de|cuando|antes de|mientras|una vez|hasta que|tras|en cuanto)(?!.*\bno\b)[^,.]*\b{_RUNS})\b"
    ),
    negated=re.compile(r"^(?:[\w ]+, )?(?:no|nunca|jamas|queda prohibido|esta prohibido|evite|prohibido)\b"),
    command=re.compile(
        rf"{_PRELUDE}(?:{_ANY}|limpi(?:e|ar)|sustituy(?:a)|sustituir|apriet(?:e)|apretar|mont(?:e|ar)|"
        rf"desmont(?:e|ar)|anot(?:e|ar)|escrib(?:a|ir)|"
        r"llen(?:e|ar)|guard(?:e|ar)|conserv(?:e|ar)|levant(?:e|ar)|repit(?:a)|repetir|etiquet(?:e|ar)|us(?:e|"
        r"ar)|utili(?:ce|zar)|llam(?:e|ar)|"
        r"engras(?:e|ar)|manten(?:ga|er)|sosten(?:ga|er)|señali(?:ce|zar)|senali(?:ce|zar)|ventil(?:e|"
        r"ar))(?:l[aoe]s?)?(?!\w)"
    ),
    conjunction=re.compile(r",? y luego |, luego |, y | y | e |, "),
)
