"""How the tests of energies write down steps and what they control."""

from knowledge_base.energies import Control, controls_of


def steps_of(lines: str) -> list[tuple[set[str], str]]:
    """Lines of the form "isolate electrical, lock electrical | Text of the step." as what is wanted, and the step."""
    halves = [line.split(" | ") for line in lines.strip().splitlines()]
    return [(set(wanted.split(", ")), step) for wanted, step in halves]


def controlled(step: str, language: str) -> set[str]:
    """What a step controls, as the tests write it."""
    return {_written(control) for control in controls_of(step, language)}


def of_energies(step: str, language: str) -> set[str]:
    """What a step controls of any energy, and lock-outs of the machine as a whole."""
    return controlled(step, language) - {"shut_down", "prepare", "notify"}


def _written(control: Control) -> str:
    return f"{control.phase} {control.energy}" if control.energy else str(control.phase)
