"""Which family of detector judges a failure mode, and how it is trained: chosen in equipment.yaml."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from explain.records import Record

Cost = Annotated[float, Field(gt=0.0)]
DEFAULT_FAMILY = "lightgbm"


class Balance(StrEnum):
    """What is done about rare failures, in the training rows of a fold only.

    WEIGHT: both classes weigh the same. OVERSAMPLE: failures are drawn again until there are as many as healthy rows.
    UNDERSAMPLE: as many healthy rows are drawn as there are failures.
    """

    NONE = "none"
    WEIGHT = "weight"
    OVERSAMPLE = "oversample"
    UNDERSAMPLE = "undersample"


class Costs(Record):
    """What an error costs, in any one currency: only the ratio counts."""

    missed: Cost
    false_alarm: Cost = 1.0

    @property
    def threshold(self) -> float:
        """The probability from which an alarm costs less than silence, if probabilities are right (Elkan 2001)."""
        return self.false_alarm / (self.false_alarm + self.missed)


class DetectorChoice(Record):
    """A family, its settings where they differ from the family's defaults, and how it is trained.

    costs: None sets the alarm threshold by the best F1; else the threshold has the least expected cost.
    """

    family: str = DEFAULT_FAMILY
    settings: dict[str, bool | int | float | str] = Field(default_factory=dict)
    balance: Balance = Balance.NONE
    costs: Costs | None = None
