"""What English manuals call the devices and states of a lock-out."""

from typing import Final

from knowledge_base.energies.lexicon import Thing

_OUTLET = (
    r"\b(?:out of|from) (?:its|the|a) (?:\w+ )?(?:outlet|wall|mains|receptacle|(?<=wall )socket|(?<=mains )socket)"
)
_PART = (
    r"(?![ -](?:cover|door|housing|box|label|lamp|key|cabinet|terminal|screw|bolt|cable|contact|mount|pad|plate|stem|"
    r"seat|spring|bonnet|body|actuator|gasket|seal|guard|knob|foot|feet|spindle|packing|adjust\w*|panel|light|"
    r"bracket|"
    r"spare|drawing|list|coil|rating|setting)s?\b)"
)
_FLUID = "compressed[- ]air|air|pneumatic|hydraulic|steam|water|oil|fluid|liquid|cooling[- ]water|nitrogen"
_COOL = r"(?:cool(?:ed|s)?(?: down)?|fallen|dropped|falls|drops) (?:\w+ ){0,2}to (?:below |under |about )?"
ENGLISH_THINGS: Final = {
    Thing.ISOLATOR: (
        r"(?:(?<!above the )(?<!below the )(?<!beside the )(?<!near the )(?<!behind the )(?<!next to the )"
        r"(?<!under the )"
        r"(?<!over the )(?:(?<!vibration )(?<!signal )(?<!galvanic )(?<!opto)isolators?|isolating switch(?:es)?|"
        r"(?:main|mains|master|safety|supply|local)(?: power| supply| isolating| electrical| disconnect)*[- ]"
        r"(?:isolator|switch|disconnect|breaker)(?:es|s)?|(?:(?:(?<=the )|(?<=a )|(?<=its )|(?<=this )|"
        r"(?<=power )|(?<=each )|(?<=local )|(?<=fused )|(?<=main ))disconnect|disconnecter|disconnector)s?"
        r"(?: switch(?:es)?)?(?! (?:coupl\w+|connect\w+|fitting\w*|plug))|(?:circuit[- ])?breakers?|"
        r"load[- ]break switch|mccb|q\d+))" + _PART
    ),
    Thing.MAINS_PLUG: (
        rf"(?:mains|power|supply|wall|line)[- ](?:plug|cord|lead)s?\b(?=.*{_OUTLET})|mains plugs?|"
        rf"(?<!spark )plugs?\b(?=.*(?:{_OUTLET}|\b(?:out of|from) its socket))|"
        rf"(?<=unplug )(?:\w+ ){{0,3}}power cord(?! from)"
    ),
    Thing.FUSES: r"(?:(?:all|three|main|supply|motor) (?:\w+ ){0,2}fuses|main fuse|fuse[- ]links?)(?! (?:cover|"
    r"holder|box|puller|label|rating))",
    Thing.MAINS: (
        r"(?:electrical|electric|mains|main power|main electrical) (?:power )?(?:supply|supplies|source|feed)|"
        r"mains(?! (?:filter|transformer|frequency|lamp|voltage|choke))|"
        r"from (?:the |its |their )?(?:power|electricity)(?: supply| source| mains| outlet)?(?=$|,| and| before|"
        r" by| at)"
    ),
    Thing.OFF: (
        r"off(?! (?:the|a|an|its|your|of)\b)|(?<=^turn )off|(?<=^switch )off|(?<=^shut )off|(?:to|in|at|"
        r"into) (?:the )?"
        r"(?:0|o|zero|open)(?: position)?(?! ?[\w.,]*\d)"
    ),
    Thing.ON: (
        r"powered-on|(?:to|in|at|into) (?:the )?(?:on|1|i)(?: position)?(?=$|[ ,.])(?! the)|(?:back|again) on|"
        r"on again|"
        r"(?:switch|turn)(?:ed)? (?:\w+ ){0,4}on(?=$|,)|(?:switch|turn) on"
    ),
    Thing.ISOLATING_VALVE: (
        rf"(?:(?:isolat(?:ing|ion)|shut[- ]?off|stop|block|cut[- ]?off|gate|ball|lock[- ]?out|(?:{_FLUID}) supply|"
        rf"(?:{_FLUID}) inlet|main (?:{_FLUID})|supply)(?: [\w-]+)?[- ](?:valves?|cocks?|taps?)|stopcocks?)" + _PART
    ),
    Thing.VALVE_HANDLE: rf"hand-?wheels?|valves?{_PART}|valve handles?",
    Thing.HANDWHEEL: r"hand-?wheels?|valve handles?",
    Thing.FLUID_SUPPLY: rf"(?:{_FLUID}) (?:supply|supplies|main|mains|feed)(?! (?:valve|pressure|hose|filter|line))",
    Thing.CHEMICAL: (
        r"acid|caustic|lye|chemicals?|solvents?|ammonia|chlorine|(?:natural |fuel |process |toxic )gas|reagents?|"
        r"hypochlorite|peroxide|bleach|dosing|gas (?:line|train|pipe)|product vapou?rs?|refrigerant|hydrogen|"
        r"methane|propane"
    ),
    Thing.DRAIN_POINT: (
        r"(?:drain|vent|bleed|bleeder|purge|blow[- ]?down|blow[- ]?off|dump|venting)(?:ing)?(?: (?:valve|cock|"
        r"tap|port|"
        r"point)s?|s)?(?! ?(?:plug|pan|hose|pipe|cover|lid|line|tray|window|flap|grille|hole|channel)s?\b)" + _PART
    ),
    Thing.HOLDS_PRESSURE: (
        r"lines?|pipes?|piping|pipework|pipeline|hoses?|systems?|accumulators?|cylinders?|receivers?|"
        r"(?:pump )?casing|"
        r"circuits?|headers?|vessels?|boilers?|manifolds?|strainer|filter housing|pump|air tank|coil|jacket"
    ),
    Thing.PRESSURE: r"pressures?(?! (?:plate|switch|sensor|relief|washer|roller|side|spring|pad|foot|wheel|"
    r"test)s?)|pressure gauges?|gauges?|manometers?|accumulators?|depressuri[sz]ed?",
    Thing.NO_PRESSURE: (
        r"(?<!above )(?<!over )(?<!than )(?<!from )(?<!between )0(?:[.,]0+)? ?(?:bar|psi|psig|kpa|mpa|"
        r"pa)(?! (?:to|and))|"
        r"(?:at |to |reads? |reading |shows? |showing |is |indicates? |of )zero(?! (?:point|setting|mark|line|"
        r"adjust))|"
        r"zero pressure|no (?:residual |trapped |remaining |more )*pressure|without (?:any )?pressure|"
        r"depressuri[sz]ed|"
        r"pressure[- ]?(?:less|free)|free (?:of|from) (?:residual )?pressure|no longer under pressure|"
        r"atmospheric(?: pressure)?|not (?:under pressure|pressuri[sz]ed)|has dropped to zero|fully vented"
    ),
    Thing.NO_FLOW: (
        r"no (?:more )?(?:\w+ )?(?:liquid|coolant|water|oil|air|steam|fluid|condensate|medium)(?: \w+)?"
        r" (?:comes?|flows?|escapes?|runs?|drips?|emerges?|is heard)|"
        r"(?:flow|hissing|escaping air) (?:has )?(?:stops|stopped|ceases|ceased)"
    ),
    Thing.CHARGE: (
        r"capacitors?(?: banks?)?|dc[- ](?:link|bus)|residual (?:charge|voltage)|charge|(?:frequency|servo|"
        r"variable[- ]speed|spindle) drives?|inverters?|converters?|"
        r"(?:intermediate|link) circuit"
    ),
    Thing.DISCHARGED: r"discharged?|discharging|decay(?:ed)?|bleed(?:s|ed)? (?:off|down)|dissipate[sd]?",
    Thing.MINUTES: r"(?:\d+|one|two|three|five|ten|fifteen|twenty|thirty)[ -]?(?:min|minutes?|s|seconds?|h|hours?)",
    Thing.NO_VOLTAGE: (
        r"absence of (?:any )?voltage|no (?:residual |dangerous |remaining )*(?:voltage|potential)|"
        r"zero[- ]voltage(?! offset)|"
        r"voltage[- ]free|without voltage|(?<!\d)0 ?v(?:olts?)?(?: (?:ac|dc))?(?! to)|zero volts?|"
        r"(?:circuits?|conductors?|terminals?|phases?|cables?)(?: \w+){0,2} dead|(?:circuit|conductors?|"
        r"terminals?|phases?|equipment|machine|it|they|busbars?|system|cabinet|installation)"
        r"(?: [\w-]+){0,3} (?:is|are) (?:electrically )?(?:dead|de-?energi[sz]ed)|"
        r"(?:below|under|less than|<) ?(?:[1-5]?\d|60) ?v(?:olts?)?(?: dc| ac)?"
    ),
    Thing.LAMPS: (
        r"(?:(?:drive|inverter|converter|power|supply|mains|voltage|charge|dc link|vfd|line|phase)[\w -]{0,20}"
        r"(?:lamps?|lights?|leds?|indicators?)|(?:lamps?|lights?|leds?|indicators?) (?:of|on|in|for) (?:the |all )?"
        r"(?:drive|inverter|(?:frequency )?converter|power|supply|mains|voltage|phase|vfd|servo)\w*)"
    ),
    Thing.DARK: r"dark|off|out|unlit|extinguished|not lit|gone out|no longer lit",
    Thing.START_BUTTON: (
        r"start(?:ing)?[- ](?:button|push ?button|command|switch|control|key)s?|to (?:re)?start|starting|(?:on|"
        r"run)[- ]button|"
        r"(?:normal )?(?:operating|start(?:ing)?) controls?"
    ),
    Thing.NO_START: (
        r"(?:(?:must|may|should|shall|can|does|do|will|has|have)(?: not|n't)|cannot|can't|won't) (?:be )?"
        r"(?:re-?)?(?:start|move|run|turn|rotate|operate|respond|react|power up|switch on)\w*|"
        r"(?:nothing|no (?:\w+ )?(?:movement|motion|response|reaction|part))(?: \w+)? "
        r"(?:start|move|run|happen|occur|turn)s?|nothing (?:happens|may start|starts|moves)|no (?:movement|response)"
    ),
    Thing.STOP_BUTTON: r"stop(?: push)?[- ]?buttons?|emergency[- ]stop|e-stop|(?:the|local|red|cycle|normal)[- ]stop",
    Thing.TURNING: (
        r"coupling|shafts?|(?<!emergency )(?:spindles?|rotors?|flywheels?|fans?|blades?|drums?|motors?|wheels?|"
        r"impellers?|rolls?|rollers?|discs?|disks?|saws?|tools?|chucks?|mixers?|agitators?|centrifuge|turbine|belts?|"
        r"conveyors?|pulleys?|screws?|augers?|cutters?|knives|grinding wheel|propeller|machine|pump|"
        r"compressors?|press|crusher|line|moving parts|"
        r"rotating parts|parts|motion|rotation|movement)"
    ),
    Thing.STILL: (
        r"stands? still|standstill|(?:has|have) (?:completely |fully |all )?(?:stopped|ceased)(?! (?!turning|"
        r"rotating|spinning|moving)\w+ing)|"
        r"(?:has|have|to|comes?|came|coasts?|run|runs|spun|spins?)(?: down)?(?: come)? to (?:a )?(?:complete |"
        r"full |total )?"
        r"(?:rest|standstill|stop|halt)|(?:is|are) (?:\w+ )?(?:stationary|at rest|motionless|standing still|"
        r"not turning)|"
        r"(?:no longer|not|stops?|stopped|ceased?|ceases) (?:turn|rotat|spin|mov)(?:ing|es?|s)?|stationary|"
        r"(?:is|are|has|have) coasted down|does not (?:turn|rotate)|at a standstill"
    ),
    Thing.LOAD: (
        r"(?:\w+ )?(?:heads?|rams?|slides?|platforms?|loads?|hoists?|lift(?:ing)? (?:table|platform)s?|forks?|"
        r"arms?|booms?|"
        r"buckets?|dies?|axis|axes|masts?|counter-?weights?|platens?|moulds?|molds?|cars?|carriages?|gripper|"
        r"elevators?|hopper|"
        r"attachments?|beam|hook|tailgate|body|vehicle)|upper (?:tool|die|platen|beam)"
    ),
    Thing.RESTS: (
        r"(?:rests?|resting|sits?|sitting|seated|supported|blocked|propped|secured) (?:\w+ )?(?:on|onto|upon|by|"
        r"against|with)|"
        r"(?:fully|completely) lowered|cannot (?:drop|fall|sink|descend)"
    ),
    Thing.LOWEST: (
        r"(?:to|onto|on|at|in|into) (?:the |its |their )?(?:\w+ )?(?:floor|ground|lowest (?:position|point)|"
        r"bottom(?: position)?|"
        r"lower (?:end )?(?:position|stop)|blocks?|props?|supports?|trestles?|end stops?|stands?)\b|fully|"
        r"all the way down"
    ),
    Thing.PROP: (
        r"(?:safety|support|wooden|mechanical|maintenance|hardwood|steel|axle|jack|locking|die|"
        r"ram)[- ](?:blocks?|props?|"
        r"bars?|struts?|stands?|pins?|latch(?:es)?|legs?|stops?|beams?)|trestles?|cribbing|props?|blocks?|chocks?|"
        r"slings?|timbers?"
    ),
    Thing.COOLED: r"cool(?:ed|s)?(?: down)?|(?<!room )(?<!ambient )(?<!air )(?<!water )temperatures?(?! (?:drop|"
    r"difference|rise|gradient|change|deviation))|surfaces?|"
    r"(?:thermo|pyro)meters?",
    Thing.COOLING: r"cool(?:ed|s|ing)?(?: down)?",
    Thing.COLD_ENOUGH: (
        rf"(?<!not )(?<!never )(?:(?:below|under|less than|at most|<|not above|no more than|lower than)|{_COOL}) ?"
        r"(?:(?:[1-4]?\d|50) ?(?:°|deg|degrees )? ?c(?:elsius)?|(?:[3-9]\d|1[01]\d|120) ?(?:°|deg|"
        r"degrees )? ?f(?:ahrenheit)?)|"
        rf"{_COOL}(?:room|ambient) temperature|(?:at|reached|is) (?:room|ambient) temperature"
    ),
    Thing.LOCKS: (
        r"(?:(?<= )|(?<=pad))(?:personal |own |safety )?(?:pad)?locks?(?![ -]?(?:nut|washer|ring|screw|pin|"
        r"plate|wire|bolt|tab|lever|"
        r"cylinder|key|box|out|ing|collar|button|clip)s?)|hasps?|lock-?out (?:device|hasp|lock|clamp)s?|"
        r"chains? and locks?"
    ),
    Thing.SAME: r"it|them|each|both|all|in (?:this|the off) position|the (?:valve|switch|handle)",
    Thing.LOCKED_OUT: r"lock(?:ed|ing)?[- ]?out(?: and tag(?:ged)?[- ]?out)?|lockout|loto",
    Thing.SPRING: r"(?:\w+ )?springs?(?: (?:tension|force|pack|energy))?|spring[- ]loaded \w+|belt tension",
    Thing.RELAXED: (
        r"relaxed|slack|(?:fully |completely )(?:extended|unloaded|released|relaxed|decompressed)|untensioned|"
        r"unloaded|"
        r"without (?:any )?tension|no (?:longer )?(?:any )?(?:tension|load|force|under tension)|decompressed"
    ),
    Thing.CLEAN: (
        r"0 ?(?:ppm|%|percent)|gas[- ]free|free (?:of|from) (?:\w+ )?(?:gas|vapou?r|acid|chemicals?|product|"
        r"\w+ residues?)|"
        r"no (?:\w+ )?(?:gas|vapou?rs?|residues?|chemicals?|acid)(?! (?:bottle|cylinder|pipe|will|leak|can|may|"
        r"\w*tight))|(?:ph|"
        r"outflow|water|effluent)\b.* neutral|ph (?:of |is )?"
        r"(?:between )?[67](?:\.\d)?(?: (?:to|and) 8)?"
    ),
    Thing.SHUTTER: r"(?:beam|source|radiation|laser|x-ray|gamma)[ -](?:\w+ )?shutters?|shutter of the (?:source|"
    r"laser|beam)",
    Thing.NO_RADIATION: (
        r"shutter (?:is |indicates |shows )?closed|(?:at |only )?background (?:level|radiation)|no radiation|"
        r"dose rate (?:is )?(?:zero|at background)"
    ),
    Thing.PERSONS: (
        r"control room|operators?|persons?|people|personnel|employees?|staff|colleagues?|everyone|everybody|"
        r"supervisors?|shift (?:\w+ )?lead(?:er)?|workers?"
    ),
    Thing.GOES_DOWN: (
        r"shut ?down|shut off|locked|lock-?out|lock-?ed-?out|isolated|isolation|stopped|taken out of (?:service|"
        r"operation)|"
        r"maintenance|de-?energi[sz]ed|switched off|turned off|out of service"
    ),
    Thing.PERMIT: r"work (?:permit|order)|permit(?: to work)?|energy sources|isolation (?:points|plan|list)|"
    r"lock-?out plan",
    Thing.NOT: r"not|no|never|nothing|without|neither|nor|cannot|can't|don't|instead|rather|except",
    Thing.OPENED: r"open|opened|against closing|half(?:way)?",
    Thing.CLOSED: r"closed",
    Thing.INSTRUMENT: (
        r"gauges?|instruments?|sensors?|transmitters?|sight glass(?:es)?|manometers?|sampling|sample|impulse|sensing|"
        r"meters?|bypass|relief|check valves?|safety valves?|drains?|vents?"
    ),
    Thing.OTHER_FLUID: (
        r"gearbox|gear oil|sump|crankcase|engine oil|oil pan|used oil|waste oil|old oil|ventilation|cabinet|"
        r"condensate|"
        r"window|tank|cool-?ing fan|brakes?|radiator|basin|battery|water bottle|test"
    ),
    Thing.RENEWED: r"replace\w*|renew\w*|new|blown|burnt|defective|faulty|spare|exchange",
    Thing.FILLING: r"fill(?:ing|ed|s)?|refill\w*|prime|priming|bubbles?|bubble-free|top up|deaerat\w*|"
    r"air pockets?|air from",
    Thing.WIRES: r"wires?|(?:power )?cables?|connectors?|ribbons?|leads?",
    Thing.SIGNAL: r"signals?|inputs?|outputs?|offset|sensors?|analog(?:ue)?|encoder|reference|set ?point",
    Thing.DENIED: (
        r"(?:must|may|should|shall|does|do|is|are|has|have)(?: not|n't) (?:yet )?(?:drop|fall|fallen|read|show|"
        r"be|been|reach|"
        r"indicate|below|at|become|cool|rest)\w*|never"
    ),
    Thing.NOT_ISOLATING: (
        r"removed?|emergency[- ]stop|e-stop|selector|key[- ]?switch|door|tool ?box|guards?|gates?(?! valve)|spare|"
        r"drawer|shelf|rack|in place"
    ),
}
"""Pattern of each thing, over folded text."""
