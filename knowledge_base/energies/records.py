"""The nouns of energy control: the energies of a machine, the phases of a lock-out, and which step controls what."""

from enum import StrEnum

from knowledge_base.records.base import Record


class Energy(StrEnum):
    """Kinds of hazardous energy (OSHA 29 CFR 1910.147(b) "energy source"; EN ISO 14118, annex A).

    pressure: pneumatic, hydraulic, of liquids, gases and steam. rotation: kinetic energy of what turns or moves.
    spring: mechanical energy stored in anything that is bent, drawn or wound up.
    """

    ELECTRICAL = "electrical"
    PRESSURE = "pressure"
    ROTATION = "rotation"
    GRAVITY = "gravity"
    THERMAL = "thermal"
    CHEMICAL = "chemical"
    SPRING = "spring"
    RADIATION = "radiation"


class Phase(StrEnum):
    """The elements of a lock-out in the order in which OSHA 29 CFR 1910.147(d)(1) to (6) and (c)(9) want them."""

    PREPARE = "prepare"
    NOTIFY = "notify"
    SHUT_DOWN = "shut_down"
    ISOLATE = "isolate"
    LOCK = "lock"
    RELEASE = "release"
    VERIFY = "verify"


class Control(Record):
    """What a step does to an energy. energy: None where the phase is certain and the energy is not named."""

    phase: Phase
    energy: Energy | None = None


class EnergyCoverage(Record):
    """The steps, by id and in their order, that control one energy, and the phases that it needs and no step does."""

    energy: Energy
    isolate: tuple[str, ...]
    lock: tuple[str, ...]
    release: tuple[str, ...]
    verify: tuple[str, ...]
    missing: tuple[Phase, ...]


class OrderProblem(Record):
    """A step that stands where it must not, and why, in words that name no step. energy: None if all are meant."""

    step_id: str
    energy: Energy | None
    what: str


class Coverage(Record):
    """How the steps of a lock-out control the energies that a machine declares, in the order of the declaration."""

    energies: tuple[EnergyCoverage, ...]
    order_problems: tuple[OrderProblem, ...]

    @property
    def missing(self) -> dict[Energy, tuple[Phase, ...]]:
        """The phases that are lacking, of each energy that lacks any."""
        return {each.energy: each.missing for each in self.energies if each.missing}

    @property
    def is_complete(self) -> bool:
        """Whether each declared energy has all that it needs, in order."""
        return not self.missing and not self.order_problems
