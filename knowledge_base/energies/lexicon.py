"""What a language must have words for, so that the steps of a lock-out are understood in it.

Patterns are over folded text: small letters, no accents, no quotation marks; German ä, ö, ü and ß are ae, oe, ue, ss.
A verb in capitals of a state (ON, EIN, MARCHE) is the word `powered_on`.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import lru_cache


class Verb(StrEnum):
    """What a command asks for."""

    SWITCH = auto()
    CUT_OFF = auto()
    DE_ENERGISE = auto()
    PULL_OUT = auto()
    OPEN = auto()
    CLOSE = auto()
    LOCK = auto()
    HANG = auto()
    REMOVE = auto()
    RELIEVE = auto()
    DRAIN = auto()
    SLACKEN = auto()
    FLUSH = auto()
    WAIT = auto()
    CHECK = auto()
    TRY = auto()
    PRESS = auto()
    STOP = auto()
    START = auto()
    TELL = auto()
    LOWER = auto()
    SUPPORT = auto()
    EARTH = auto()


class Thing(StrEnum):
    """What a command is about, and what is said of it."""

    ISOLATOR = auto()
    MAINS_PLUG = auto()
    FUSES = auto()
    MAINS = auto()
    OFF = auto()
    ON = auto()
    ISOLATING_VALVE = auto()
    VALVE_HANDLE = auto()
    HANDWHEEL = auto()
    FLUID_SUPPLY = auto()
    CHEMICAL = auto()
    DRAIN_POINT = auto()
    HOLDS_PRESSURE = auto()
    PRESSURE = auto()
    NO_PRESSURE = auto()
    NO_FLOW = auto()
    CHARGE = auto()
    DISCHARGED = auto()
    MINUTES = auto()
    NO_VOLTAGE = auto()
    LAMPS = auto()
    DARK = auto()
    START_BUTTON = auto()
    NO_START = auto()
    STOP_BUTTON = auto()
    TURNING = auto()
    STILL = auto()
    LOAD = auto()
    RESTS = auto()
    LOWEST = auto()
    SAME = auto()
    PROP = auto()
    COOLED = auto()
    COOLING = auto()
    COLD_ENOUGH = auto()
    LOCKS = auto()
    LOCKED_OUT = auto()
    SPRING = auto()
    RELAXED = auto()
    CLEAN = auto()
    SHUTTER = auto()
    NO_RADIATION = auto()
    PERSONS = auto()
    GOES_DOWN = auto()
    PERMIT = auto()
    NOT = auto()
    OPENED = auto()
    CLOSED = auto()
    INSTRUMENT = auto()
    OTHER_FLUID = auto()
    RENEWED = auto()
    FILLING = auto()
    NOT_ISOLATING = auto()
    SIGNAL = auto()
    WIRES = auto()
    DENIED = auto()


@dataclass(frozen=True)
class Lexicon:
    """The patterns of one language.

    expected, aside: words that begin what is expected ("until", "that"), and what is only said beside ("when").
    doubtful: words that leave open whether the step is done at all, or make it one of bringing back into service.
    negated: beginnings of a sentence that forbids. command: what a command of any verb begins with.
    """

    language: str
    verbs: Mapping[Verb, re.Pattern[str]]
    things: Mapping[Thing, re.Pattern[str]]
    expected: re.Pattern[str]
    aside: re.Pattern[str]
    doubtful: re.Pattern[str]
    negated: re.Pattern[str]
    command: re.Pattern[str]
    conjunction: re.Pattern[str]
    verb_last: bool = False


NEVER = re.compile(r"(?!)")
"""A pattern of a thing that a language does not name."""


def compiled(words: Mapping[Thing, str]) -> dict[Thing, re.Pattern[str]]:
    """Patterns of whole words; a thing without words is never found."""
    return {thing: re.compile(rf"(?<![\w-])(?:{words[thing]})(?!\w)") if words.get(thing) else NEVER for thing in Thing}


_QUOTES = re.compile('["“”„«»‹›‘*_`]')
_POWERED = re.compile(r"\b(?:ON|EIN|MARCHE|ENCENDIDO|CONECTADO)\b")
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


@lru_cache(maxsize=4096)
def folded(text: str, language: str) -> str:
    """A text as the patterns of that language expect it."""
    plain = unicodedata.normalize("NFKC", text.replace("’", "'"))
    plain = _POWERED.sub("powered-on", _QUOTES.sub("", plain))
    if language == "de":
        plain = plain.translate(_GERMAN)
    apart = unicodedata.normalize("NFKD", plain.casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(bare.replace("\N{NON-BREAKING HYPHEN}", "-").split())
