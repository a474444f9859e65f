"""What a step of a lock-out controls. One table of rules for all languages; unsure is nothing.

Sources of the rules: OSHA 29 CFR 1910.147 (b) what isolates and what does not: no push button, selector or other
device of a control circuit; (d) the order and what is done in each phase. EN ISO 14118, 5 and 6: isolation, dissipation
or restraint of stored energy, verification. ISO 12100, 6.3.5.4: isolating, locking, dissipating and restraining, and
verifying. EN 60204-1, 6.2.4: residual voltage. EN 50110-1, 6.2: switched off, secured, found dead, earthed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge_base.energies.clauses import Clause, clauses
from knowledge_base.energies.english import ENGLISH
from knowledge_base.energies.french import FRENCH
from knowledge_base.energies.german import GERMAN
from knowledge_base.energies.lexicon import Lexicon, Thing, Verb
from knowledge_base.energies.records import Control, Energy, Phase
from knowledge_base.energies.spanish import SPANISH

_LEXICONS = {"de": GERMAN, "en": ENGLISH, "es": SPANISH, "fr": FRENCH}


@dataclass(frozen=True)
class Rule:
    """A command with one of these verbs that names all of these things, and none of those, is this control.

    things: named in the command itself; expects: named in what is expected of it or in the command; beside: anywhere.
    unless: not named in the command itself; nowhere: not named anywhere.
    source: where the rule comes from.
    """

    control: Control
    verbs: tuple[Verb, ...]
    things: tuple[Thing, ...]
    source: str
    expects: tuple[Thing, ...] = ()
    beside: tuple[Thing, ...] = ()
    unless: tuple[Thing, ...] = ()
    nowhere: tuple[Thing, ...] = ()


def _rule(phase: Phase, energy: Energy | None, verbs: str, things: str, source: str, **more: str) -> Rule:
    """A rule from the names of its verbs and things."""
    named = {name: tuple(Thing[word] for word in words.split()) for name, words in more.items()}
    return Rule(
        Control(phase=phase, energy=energy),
        tuple(Verb[word] for word in verbs.split()),
        tuple(Thing[word] for word in things.split()),
        source,
        **named,
    )


_OFF = "NOT ON NOT_ISOLATING RENEWED"
_FLUID = "NOT OPENED INSTRUMENT NOT_ISOLATING"
_OUT = "NOT FILLING OTHER_FLUID"
RULES = (
    _rule(Phase.PREPARE, None, "CHECK TELL", "PERMIT", "1910.147(d)(1)", unless="NOT"),
    _rule(Phase.NOTIFY, None, "TELL", "PERSONS", "1910.147(c)(9)", beside="GOES_DOWN", nowhere="NOT_ISOLATING"),
    _rule(Phase.SHUT_DOWN, None, "STOP", "TURNING", "1910.147(d)(2)", unless="NOT ISOLATOR ON START_BUTTON"),
    _rule(Phase.SHUT_DOWN, None, "SWITCH", "TURNING OFF", "1910.147(d)(2)", unless="NOT ISOLATOR MAINS ON"),
    _rule(Phase.SHUT_DOWN, None, "PRESS", "STOP_BUTTON", "1910.147(d)(2)", unless="NOT"),
    # A breaker, a disconnect switch, a line valve, a block: the definition of an energy isolating device.
    _rule(Phase.ISOLATE, Energy.ELECTRICAL, "SWITCH", "ISOLATOR OFF", "1910.147(b), (d)(3)", unless=_OFF),
    _rule(Phase.ISOLATE, Energy.ELECTRICAL, "OPEN", "ISOLATOR", "1910.147(b), (d)(3)", unless=_OFF + " INSTRUMENT"),
    _rule(Phase.ISOLATE, Energy.ELECTRICAL, "DE_ENERGISE", "ISOLATOR", "EN 50110-1 6.2.2", unless=_OFF),
    _rule(Phase.ISOLATE, Energy.ELECTRICAL, "CUT_OFF", "MAINS", "EN 50110-1 6.2.2", unless=_OFF + " WIRES"),
    _rule(Phase.ISOLATE, Energy.ELECTRICAL, "PULL_OUT CUT_OFF", "MAINS_PLUG", "EN 60204-1 5.3.2", unless=_OFF),
    _rule(Phase.ISOLATE, Energy.ELECTRICAL, "PULL_OUT", "FUSES", "EN 50110-1 6.2.2", unless=_OFF),
    _rule(Phase.ISOLATE, Energy.PRESSURE, "CLOSE", "ISOLATING_VALVE", "1910.147(b)", unless=_FLUID + " CHEMICAL"),
    _rule(
        Phase.ISOLATE, Energy.PRESSURE, "CLOSE CUT_OFF", "FLUID_SUPPLY", "EN ISO 4414 5.4", unless=_FLUID + " CHEMICAL"
    ),
    _rule(Phase.ISOLATE, Energy.CHEMICAL, "CLOSE CUT_OFF", "ISOLATING_VALVE CHEMICAL", "1910.147(b)", unless=_FLUID),
    _rule(
        Phase.ISOLATE,
        Energy.GRAVITY,
        "LOWER",
        "LOAD",
        "EN ISO 14118 6.3",
        expects="RESTS",
        unless="NOT",
        nowhere="DENIED",
    ),
    _rule(
        Phase.ISOLATE,
        Energy.GRAVITY,
        "LOWER",
        "LOAD",
        "EN ISO 14118 6.3",
        expects="LOWEST",
        unless="NOT",
        nowhere="DENIED",
    ),
    _rule(Phase.ISOLATE, Energy.GRAVITY, "SUPPORT", "LOAD PROP", "1910.147(b) block", unless="NOT OPENED"),
    _rule(Phase.ISOLATE, Energy.RADIATION, "CLOSE", "SHUTTER", "1910.147(b)", unless="NOT"),
    _rule(Phase.LOCK, Energy.ELECTRICAL, "LOCK", "ISOLATOR", "1910.147(d)(4)", unless=_OFF + " CLOSED"),
    _rule(Phase.LOCK, Energy.ELECTRICAL, "HANG", "ISOLATOR LOCKS", "1910.147(d)(4)", unless=_OFF + " CLOSED"),
    _rule(Phase.LOCK, Energy.PRESSURE, "LOCK", "ISOLATING_VALVE", "1910.147(d)(4)", unless=_FLUID + " CHEMICAL"),
    _rule(
        Phase.LOCK, Energy.PRESSURE, "LOCK HANG", "VALVE_HANDLE LOCKS", "1910.147(d)(4)", unless=_FLUID + " CHEMICAL"
    ),
    _rule(Phase.LOCK, Energy.PRESSURE, "LOCK", "HANDWHEEL", "1910.147(d)(4)", unless=_FLUID + " CHEMICAL"),
    _rule(Phase.LOCK, Energy.PRESSURE, "LOCK", "VALVE_HANDLE CLOSED", "1910.147(d)(4)", unless=_FLUID + " CHEMICAL"),
    _rule(Phase.LOCK, Energy.CHEMICAL, "LOCK HANG", "ISOLATING_VALVE CHEMICAL", "1910.147(d)(4)", unless=_FLUID),
    _rule(Phase.LOCK, Energy.RADIATION, "LOCK HANG", "SHUTTER", "1910.147(d)(4)", unless="NOT OPENED"),
    _rule(
        Phase.RELEASE,
        Energy.ELECTRICAL,
        "WAIT",
        "",
        "EN 60204-1 6.2.4",
        beside="MINUTES CHARGE DISCHARGED",
        unless="NOT",
    ),
    _rule(
        Phase.RELEASE, Energy.ELECTRICAL, "WAIT", "", "EN 60204-1 6.2.4", beside="MINUTES ISOLATOR OFF", unless="NOT"
    ),
    _rule(Phase.RELEASE, Energy.ELECTRICAL, "RELIEVE EARTH", "CHARGE", "1910.147(d)(5)", unless="NOT PRESSURE"),
    _rule(Phase.RELEASE, Energy.PRESSURE, "OPEN", "DRAIN_POINT", "1910.147(d)(5)", unless=_OUT),
    _rule(Phase.RELEASE, Energy.PRESSURE, "RELIEVE", "PRESSURE", "1910.147(d)(5)", unless=_OUT),
    _rule(Phase.RELEASE, Energy.PRESSURE, "DRAIN", "HOLDS_PRESSURE", "1910.147(d)(5)", unless=_OUT + " CHEMICAL"),
    _rule(Phase.RELEASE, Energy.PRESSURE, "WAIT", "", "1910.147(d)(5)", expects="NO_FLOW", unless=_OUT),
    _rule(Phase.RELEASE, Energy.THERMAL, "WAIT", "", "1910.147(d)(5)", beside="COOLED COLD_ENOUGH"),
    _rule(Phase.RELEASE, Energy.THERMAL, "WAIT", "", "1910.147(d)(5)", beside="COOLING", unless="NOT"),
    _rule(Phase.RELEASE, Energy.CHEMICAL, "FLUSH DRAIN", "CHEMICAL", "1910.147(d)(5)", unless="NOT FILLING"),
    _rule(Phase.RELEASE, Energy.SPRING, "SLACKEN", "SPRING", "ISO 12100 6.3.5.4", unless="NOT"),
    _rule(Phase.VERIFY, Energy.ELECTRICAL, "TRY", "START_BUTTON", "1910.147(d)(6)", expects="NO_START"),
    _rule(Phase.VERIFY, Energy.ELECTRICAL, "CHECK", "", "1910.147(d)(6)", expects="NO_START", beside="START_BUTTON"),
    _rule(
        Phase.VERIFY, Energy.ELECTRICAL, "CHECK", "", "EN 50110-1 6.2.4", expects="NO_VOLTAGE", nowhere="SIGNAL DENIED"
    ),
    _rule(Phase.VERIFY, Energy.ELECTRICAL, "CHECK", "", "EN ISO 14118 6.4", expects="LAMPS DARK"),
    _rule(
        Phase.VERIFY, Energy.PRESSURE, "CHECK", "", "1910.147(d)(6)", expects="NO_PRESSURE PRESSURE", nowhere="DENIED"
    ),
    _rule(
        Phase.VERIFY, Energy.ROTATION, "CHECK WAIT", "", "EN ISO 14118 6.4", expects="TURNING STILL", nowhere="DENIED"
    ),
    _rule(Phase.VERIFY, Energy.GRAVITY, "CHECK", "", "EN ISO 14118 6.4", expects="LOAD RESTS", nowhere="DENIED"),
    _rule(
        Phase.VERIFY, Energy.THERMAL, "CHECK WAIT", "", "ISO 13732-1", expects="COOLED COLD_ENOUGH", nowhere="DENIED"
    ),
    _rule(Phase.VERIFY, Energy.CHEMICAL, "CHECK", "", "1910.147(d)(6)", expects="CLEAN", nowhere="DENIED"),
    _rule(Phase.VERIFY, Energy.SPRING, "CHECK", "", "ISO 12100 6.3.5.4", expects="SPRING RELAXED", nowhere="DENIED"),
    _rule(Phase.VERIFY, Energy.RADIATION, "CHECK", "", "1910.147(d)(6)", expects="NO_RADIATION"),
)
"""All that is understood. What no rule describes is not understood, and counts for nothing."""


_DEVICES = (Thing.ISOLATOR, Thing.ISOLATING_VALVE, Thing.VALVE_HANDLE, Thing.SHUTTER)
_VALUES = {
    Energy.ELECTRICAL: (re.compile(r"(?<![\w.,])(\d+(?:[.,]\d+)?) ?v(?:olts?)?(?!\w)"), Thing.NO_VOLTAGE),
    Energy.PRESSURE: (re.compile(r"(?<![\w.,])(\d+(?:[.,]\d+)?) ?(?:bar|psig?|[km]?pa)(?!\w)"), Thing.NO_PRESSURE),
}
"""Values of an energy, and what says that there is none. EN 60204-1, 6.2.4: 60 V or less counts as discharged."""


def controls_of(step_text: str, language: str) -> frozenset[Control]:
    """What a step controls, and in which phase; empty for any other step and any language that is not known."""
    lexicon = lexicon_of(language)
    return frozenset(_controls(step_text, lexicon)) if lexicon else frozenset()


def undone_by(step_text: str, language: str) -> bool:
    """Whether a step takes a lock off, switches on again or lets pressure in again."""
    lexicon = lexicon_of(language)
    return lexicon is not None and _gives_back(clauses(step_text, lexicon), lexicon)


def lexicon_of(language: str) -> Lexicon | None:
    """The words of a language by its BCP 47 tag ("en", "de-CH"); None for one that is not known."""
    return _LEXICONS.get(language[:2].lower() if language[2:3] in {"", "-", "_"} else "")


def _controls(step_text: str, lexicon: Lexicon) -> Iterator[Control]:
    said = _with_answers(clauses(step_text, lexicon), lexicon)
    brings_back = _gives_back(said, lexicon)
    isolated: list[Control] = []
    for clause in said:
        found = [rule.control for rule in RULES if _applies(rule, clause, lexicon)]
        if not any(control.phase is Phase.LOCK for control in found):
            found += _locks_the_same(clause, isolated, lexicon)
        isolated += [control for control in found if control.phase is Phase.ISOLATE]
        yield from (control for control in found if not (brings_back and control.phase in _HELD))


_HELD = (Phase.ISOLATE, Phase.LOCK, Phase.RELEASE, Phase.VERIFY)


def _with_answers(said: Sequence[Clause], lexicon: Lexicon) -> list[Clause]:
    """An attempt to start is judged by the check after it: "Press START and make sure that nothing moves"."""
    answered = list(said)
    for at, (clause, after) in enumerate(pairwise(said)):
        if lexicon.verbs[Verb.TRY].search(clause.said) and lexicon.verbs[Verb.CHECK].search(after.said):
            answered[at] = replace(clause, expected=f"{clause.expected} {after.said} {after.expected}")
    return answered


def _applies(rule: Rule, clause: Clause, lexicon: Lexicon) -> bool:
    things = lexicon.things
    return (
        any(lexicon.verbs[verb].search(clause.said) for verb in rule.verbs)
        and all(things[thing].search(clause.said) for thing in rule.things)
        and all(things[thing].search(f"{clause.said} {clause.expected}") for thing in rule.expects)
        and all(things[thing].search(clause.all) for thing in rule.beside)
        and not any(things[thing].search(clause.said) for thing in rule.unless)
        and not any(things[thing].search(clause.all) for thing in rule.nowhere)
        and not (
            rule.control.phase in {Phase.RELEASE, Phase.VERIFY} and _has_value(rule.control.energy, clause, lexicon)
        )
    )


def _has_value(energy: Energy | None, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a check of that energy names a value beside that of nothing: then it is not one of nothing."""
    if energy not in _VALUES:
        return False
    pattern, nothing = _VALUES[energy]
    rest = lexicon.things[nothing].sub(" ", clause.all)
    return any(float(value.replace(",", ".")) > 0 for value in pattern.findall(rest))


def _locks_the_same(clause: Clause, isolated: list[Control], lexicon: Lexicon) -> list[Control]:
    """A lock on what the same step has just isolated ("and lock it"); of the machine as a whole, of no energy."""
    things = lexicon.things
    hangs = lexicon.verbs[Verb.HANG].search(clause.said) and things[Thing.LOCKS].search(clause.said)
    locks = lexicon.verbs[Verb.LOCK].search(clause.said)
    refused = any(
        things[thing].search(clause.said) for thing in (Thing.NOT, Thing.ON, Thing.NOT_ISOLATING, Thing.OPENED)
    )
    if refused or not (hangs or locks):
        return []
    same = any(things[thing].search(clause.said) for thing in (Thing.SAME, Thing.LOCKS))
    if isolated and same and not any(things[thing].search(clause.said) for thing in _DEVICES):
        return [Control(phase=Phase.LOCK, energy=control.energy) for control in isolated]
    whole = things[Thing.LOCKED_OUT].search(clause.said)
    return [Control(phase=Phase.LOCK)] if whole else []


def _gives_back(said: Sequence[Clause], lexicon: Lexicon) -> bool:
    things, verbs = lexicon.things, lexicon.verbs
    for clause in said:
        on = verbs[Verb.SWITCH].search(clause.said) and things[Thing.ON].search(clause.said)
        unlocked = verbs[Verb.REMOVE].search(clause.said) and things[Thing.LOCKS].search(clause.said)
        started = verbs[Verb.START].search(clause.said)
        let_in = verbs[Verb.OPEN].search(clause.said) and things[Thing.ISOLATING_VALVE].search(clause.said)
        filled = things[Thing.FILLING].search(clause.all)
        if on or unlocked or started or let_in or filled:
            return True
    return False
