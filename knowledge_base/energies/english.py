"""How English manuals name the parts and deeds of a lock-out."""

import re

from knowledge_base.energies.english_things import ENGLISH_THINGS
from knowledge_base.energies.lexicon import Lexicon, Verb, compiled

_PRELUDE = (
    r"^(?:(?:and|then|first|next|now|finally|slowly|carefully|gradually|immediately|fully|completely|please|again|"
    r"always|also|visually|manually|individually|positively|you must|must|(?:every|each) (?:person|worker|one|"
    r"employee) must)[, ]+)*"
)
_OBJECT = (
    r"(?=$| (?:the|all|any|each|every|your|it|its|them|both|residual|trapped|remaining|stored|capacitors|and|off|"
    r"down|compressed)\b)"
)
_VERBS = {
    Verb.SWITCH: "turn|switch|set|move|rotate|put|throw|flip|bring|place|actuate|operate|trip|shut|"
    "pull(?=.* to (?:the )?(?:off|0|open))",
    Verb.CUT_OFF: "disconnect|isolate",
    Verb.DE_ENERGISE: "isolate|de-?energi[sz]e",
    Verb.PULL_OUT: "unplug|pull|withdraw|remove|take|rack|disconnect",
    Verb.OPEN: "open|crack open",
    Verb.CLOSE: "close|shut|shut off|turn off|close off|turn(?=.* to (?:the )?closed)",
    Verb.LOCK: "lock|lock ?out|padlock(?! (?:to|on|through|and)\b)|chain|secure",
    Verb.HANG: "hang|attach|apply|fit|place|put|affix|fix|install|clip|secure|fasten|add|snap|mount",
    Verb.REMOVE: "remove|unlock|take|detach|clear",
    Verb.RELIEVE: rf"relieve|release|depressuri[sz]e|dissipate|(?:bleed|vent|exhaust|discharge|dump|blow down|"
    rf"blow off){_OBJECT}",
    Verb.DRAIN: rf"(?:drain|empty|blow down){_OBJECT}",
    Verb.SLACKEN: "release|relieve|relax|slacken|unload|decompress|unwind|ease",
    Verb.FLUSH: "flush|rinse|purge|neutrali[sz]e|wash|sweep",
    Verb.WAIT: "wait|allow|let|leave|pause",
    Verb.CHECK: (
        "check|verify|confirm|make sure|ensure|prove|test|measure|read|watch|look|observe|inspect|see|ascertain|"
        "monitor|compare|identify|locate"
    ),
    Verb.TRY: "try|attempt|press|push|operate|actuate|depress|hit",
    Verb.PRESS: "press|push|hit|depress|actuate|operate",
    Verb.STOP: "stop|shut down|halt|switch off|turn off|power down",
    Verb.START: (
        "start|restart|run|jog|energi[sz]e|re-?energi[sz]e|switch on|turn on|power up|operate the (?:machine|"
        "pump|motor)|"
        "restore|commission"
    ),
    Verb.TELL: "tell|inform|notify|warn|advise|alert",
    Verb.LOWER: "lower|bring|let down|drop|move|retract|run down",
    Verb.SUPPORT: "support|block|prop|prop up|crib|secure|chock|pin|insert|install|fit|engage|set|shore",
    Verb.EARTH: "earth|ground|short[- ]circuit",
}
_RUNNING = (
    r"(?:start(?:ed|ing|s)?(?! (?:push ?)?(?:button|switch|command|control))|restart\w*|run(?:s|ning)?|"
    r"energi[sz]ed|re-?energi[sz]ed|(?:switched|turned|powered) on|"
    r"power (?:is|has been|was) (?:back|restored|on|returned)|(?:in|into) (?:operation|service)|operating|filled|"
    r"commission\w*|powered-on|warm(?:ed)? up|steady|finished|complete[d]?|signed off)"
)
_OTHERS = (
    "wear|keep|tie|write|record|note|clean|fill|repeat|unscrew|loosen|tighten|hold|lift|raise|ask|call|continue|"
    "repair|"
    "replace|screw|begin|wipe|store|label|mark|obtain|return|go|refit|use|do|don't|collect|feel|listen|deliver|"
    "report|"
    "adjust|calculate|sign|enter|unlock|connect|reconnect|position|point|reset|oil|grease|lubricate|throttle|cover|"
    "ventilate|select|swing|count|tag(?= (?:the|it|them|each|all|out|every))"
)
ENGLISH = Lexicon(
    language="en",
    verbs={verb: re.compile(rf"{_PRELUDE}(?:{words})(?![\w-])") for verb, words in _VERBS.items()},
    things=compiled(ENGLISH_THINGS),
    expected=re.compile(
        r"\b(?:until|till|that|whether|so that|if any|to (?:make sure|verify|confirm|check|prove|ensure)|for)\b"
    ),
    aside=re.compile(
        r"\b(?:when|after|before|once|while|which|who|because|since|as soon as|as|from the moment|in order to|"
        r"to prevent|"
        r"to avoid|to allow|where|during|prior to|following|from the time|of (?:switching|turning))\b"
    ),
    doubtful=re.compile(
        r"\b(?:if|unless|whether or not|only|where (?:fitted|applicable|present|necessary)|in case|otherwise|"
        r"optional(?:ly)?|"
        r"as (?:required|needed|necessary)|when (?:required|necessary|needed)|may be|might|could|should you|either|"
        r"example|simulat\w+|partly|partially|slightly|half|halfway|briefly|momentarily|for training|"
        r"instead of|rather than|hot-line|reset|"
        rf"(?:after|when|once|while|before|as soon as|until|during) (?!prevent)(?:(?!not |cannot |never |"
        rf"prevent)[\w'-]+ ){{0,6}}{_RUNNING}"
        r"(?! (?:work|repair|maintenance|the (?:work|repair|job|task)|any|to work|out|down|again is|on site))|"
        r"with the (?:machine|pump|motor|spindle) running)\b"
    ),
    negated=re.compile(
        r"^(?:[\w ]+, )?(?:do not|don't|never|you must not|must not|it is (?:forbidden|prohibited)|no need|"
        r"there is no need|avoid|not)\b"
    ),
    command=re.compile(rf"{_PRELUDE}(?:{'|'.join(_VERBS.values())}|{_OTHERS})(?![\w-])"),
    conjunction=re.compile(r",? and then |,? then |, and |, or | and | or |, "),
)
