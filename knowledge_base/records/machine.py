"""A type of machine: its components, signals, failure modes (ISO 14224) and the manuals that are in force for it."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from knowledge_base.records.base import Digest, Id, NumberRange, Record, by_id
from knowledge_base.records.manual import Approval, Manual, Task


class Component(Record):
    """A subunit or maintainable item (ISO 14224). `node` is its name in the 3D model; `also` lists other words."""

    id: Id
    name: str
    parent: Id | None = None
    node: str
    also: tuple[str, ...] = ()


class Affine(Record):
    """How a number in a unit becomes SI: si = scale * value + offset."""

    scale: float
    offset: float


class Signal(Record):
    """A measured or derived quantity of a component.

    unit: as written in equipment.yaml; unit_label: as people write it.
    si: how its numbers become SI base units (derived formulas run in SI).
    normal: the healthy range in `unit`; None where it is learned from healthy history.
    adjustable: the range in `unit` within which a technician may set it; None for what only follows.
    categories: for a signal that takes names instead of numbers; its value is the position in this list.
    expression and made_of: for a derived signal; None and empty for a measured one.
    features: value, mean_N, std_N, slope_N (over N readings), lag_N (the value N readings ago).
    """

    id: Id
    name: str
    unit: str
    unit_label: str
    si: Affine
    component: Id
    node: str | None = None
    normal: NumberRange | None = None
    adjustable: NumberRange | None = None
    categories: tuple[str, ...] = ()
    features: tuple[str, ...] = ("value",)
    expression: str | None = None
    made_of: tuple[Id, ...] = ()


class Constant(Record):
    """A named quantity of a derived formula, already in SI base units."""

    id: Id
    value_si: float


class Direction(StrEnum):
    """Which way a symptom moves its signal."""

    HIGH = "high"
    LOW = "low"


class Symptom(Record):
    """A signal and the side of its normal range on which the failure mode shows."""

    signal: Id
    direction: Direction


class Consequence(StrEnum):
    """How much it matters when the mode is left alone."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class ErrorCosts(Record):
    """What a missed failure and a false alarm cost, in any one currency: only the ratio counts."""

    missed: Annotated[float, Field(gt=0)]
    false_alarm: Annotated[float, Field(gt=0)] = 1.0


class DetectorSpec(Record):
    """The family of models that judges a failure mode, its settings where they differ from the family's defaults, and
    how it is trained. costs: None sets the alarm threshold by the best F1.
    """

    family: str = "lightgbm"
    settings: dict[str, bool | int | float | str] = Field(default_factory=dict)
    balance: Literal["none", "weight", "oversample", "undersample"] = "none"
    costs: ErrorCosts | None = None


class FailureMode(Record):
    """The manner in which a component fails (ISO 14224), with the manual tasks that confirm and repair it.

    detector: None for the one of the equipment.
    """

    id: Id
    name: str
    component: Id
    mechanism: str
    effect: str
    consequence: Consequence
    symptoms: tuple[Symptom, ...]
    confirm_tasks: tuple[Id, ...]
    tasks: tuple[Id, ...]
    detector: DetectorSpec | None = None


class Measurement(Record):
    """A value that has to be measured at a step, in `unit`, and within its limits, before the next step opens.

    task, step: the step, by its number in the manual's task. low, high: as the manual says there; None for no limit.
    """

    task: Id
    step: int
    name: str
    unit: str
    unit_label: str
    low: float | None
    high: float | None


class TwinSpec(Record):
    """The physical model that simulates this type of machine, and the parameters that differ from its defaults.

    interval: seconds between two readings, in training and in simulation; feature windows count readings.
    """

    model: str
    parameters: dict[str, float]
    interval: float


class EquipmentType(Record):
    """All that is known of a type of machine. Every id in it has been checked against the others.

    operating: the measured signals that say what is asked of the machine. detector: of every mode without its own.
    two_person_tasks: those of which two persons have to sign the last step. proof_minutes: for how long a machine has
    to be healthy after the last step before the case may close.
    manuals: those in force, which may be followed; pending: those that nobody has approved, of which no step is shown.
    """

    id: Id
    name: str
    description: str
    manufacturer: str | None
    model_number: str | None
    energies: tuple[str, ...]
    safe_state: str
    isolation_tasks: tuple[Id, ...]
    restore_tasks: tuple[Id, ...]
    twin: TwinSpec | None
    constants: tuple[Constant, ...]
    components: tuple[Component, ...]
    signals: tuple[Signal, ...]
    operating: tuple[Id, ...]
    detector: DetectorSpec
    failure_modes: tuple[FailureMode, ...]
    measurements: tuple[Measurement, ...]
    two_person_tasks: tuple[Id, ...]
    proof_minutes: float
    manuals: tuple[Manual, ...]
    pending: tuple[Manual, ...]
    model_file: str | None
    model_sha256: Digest | None

    def component(self, component_id: str) -> Component:
        """The component of that id; KeyError when there is none."""
        return by_id(self.components, component_id)

    def signal(self, signal_id: str) -> Signal:
        """The signal of that id; KeyError when there is none."""
        return by_id(self.signals, signal_id)

    def failure_mode(self, mode_id: str) -> FailureMode:
        """The failure mode of that id; KeyError when there is none."""
        return by_id(self.failure_modes, mode_id)

    def task(self, task_id: str) -> Task | None:
        """The task of that id in a manual that was approved for this type, or None."""
        approved = (manual for manual in self.manuals if manual.approval is not None)
        return next((task for manual in approved for task in manual.tasks if task.id == task_id), None)

    def approval_of(self, task: Task) -> Approval:
        """Who approved the revision that a task stands in; KeyError when nobody did."""
        for manual in self.manuals:
            if manual.id == task.manual_id and manual.approval is not None:
                return manual.approval
        raise KeyError(task.manual_id)
