"""A step as its commands: what is said to do, what is expected of it, and what is only said beside.

A sentence that forbids, leaves open whether it is done, or tells of bringing the machine back has no commands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge_base.energies.lexicon import Lexicon, folded

_SENTENCE = re.compile(
    r"(?<!\bmin)(?<!\bca)(?<!\bmax)(?<!\bno)(?<!\bnr)(?<!\bapprox)(?<!\bb)[.;:!?](?=\s|$)|\s[–—]\s|[()]"
)


@dataclass(frozen=True)
class Clause:
    """One command. said: its own words; expected: after until, that, a colon; aside: after when, from the moment."""

    said: str
    expected: str = ""
    aside: str = ""

    @property
    def all(self) -> str:
        """All of its words."""
        return " ".join(filter(None, (self.said, self.expected, self.aside)))


def clauses(text: str, lexicon: Lexicon) -> tuple[Clause, ...]:
    """The commands of a step in their order; what is said after a command and is none itself is expected of it."""
    found: list[Clause] = []
    answerable = False
    for sentence in filter(None, map(str.strip, _SENTENCE.split(folded(text, lexicon.language)))):
        forbids = lexicon.negated.search(sentence) and (not lexicon.verb_last or lexicon.command.search(sentence))
        if forbids or lexicon.doubtful.search(sentence):
            continue
        commands = [_parted(part, lexicon) for part in _commands(sentence, lexicon)]
        if not commands and answerable:
            found[-1] = replace(found[-1], expected=f"{found[-1].expected} {sentence}".strip())
        # Only the words next after a command are of it: prose further on is about anything.
        answerable = bool(commands)
        found.extend(commands)
    return tuple(found)


def _commands(sentence: str, lexicon: Lexicon) -> Iterator[str]:
    """The parts of a sentence that begin with a command, each with the parts after it that do not."""
    before, command = "", ""
    for part, joint in _parts(sentence, lexicon):
        if not lexicon.command.search(part) or _is_beside(part, lexicon):
            if command:
                command += joint + part
            else:
                before += f"{part} "
            continue
        if command:
            # A bare verb shares what the next one is about: "Close and lock the valve".
            shared = part.partition(" ")[2] if _is_bare(command) and not lexicon.verb_last else ""
            yield f"{command} {shared}".strip()
        command = part
        if before:
            command, before = (f"{before}{command}" if lexicon.verb_last else f"{command} {before.strip()}"), ""
    if command:
        yield command


def _parts(sentence: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """What stands between conjunctions, with the conjunction before it."""
    place, joint = 0, ""
    for match in lexicon.conjunction.finditer(sentence):
        yield sentence[place : match.start()].strip(), joint
        place, joint = match.end(), match.group()
    yield sentence[place:].strip(), joint


def _is_beside(part: str, lexicon: Lexicon) -> bool:
    """Whether a part is subordinate from its first word on."""
    return any(match and match.start() == 0 for match in (lexicon.aside.search(part), lexicon.expected.search(part)))


def _is_bare(command: str) -> bool:
    return " " not in command.strip()


def _parted(command: str, lexicon: Lexicon) -> Clause:
    """A command with its subordinate words apart."""
    marks = sorted(
        [(match.start(), "expected") for match in lexicon.expected.finditer(command)]
        + [(match.start(), "aside") for match in lexicon.aside.finditer(command)]
    )
    kept = {"said": [command[: marks[0][0]] if marks else command], "expected": [], "aside": []}
    ends = [start for start, _ in marks[1:]] + [len(command)]
    for (start, kind), end in zip(marks, ends, strict=False):
        kept[kind].append(command[start:end].strip())
    return Clause(*(" ".join(kept[kind]).strip(" ,") for kind in ("said", "expected", "aside")))
