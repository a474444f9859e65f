"""From a score a reading to an alarm that stands still: smoothing, deadband and delays, using past readings alone.

A score that crosses its limit for a moment is noise; one that wavers about the limit makes an alarm that chatters.
The remedies are those of alarm management: a filter on the score (the exponentially weighted moving average of
Roberts 1959, Technometrics 1(3)), a deadband between the level that raises and the level that clears an alarm, an
on-delay and an off-delay (ANSI/ISA-18.2-2016 and IEC 62682, basic alarm design).
"""

from math import isnan
from typing import Self

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator

from explain.records import Record

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]


class AlarmRule(Record):
    """When a score is an alarm. raise_above, clear_below: in the score's unit; what lies between is the deadband.

    half_life: readings after which an old score counts half; 0 for no smoothing. on_delay, off_delay: readings in a
    row that must lie above the one level, or below the other, before the alarm is raised or cleared.
    """

    raise_above: float
    clear_below: float
    half_life: float = Field(default=0.0, ge=0.0)
    on_delay: int = Field(default=1, ge=1)
    off_delay: int = Field(default=1, ge=1)

    @model_validator(mode="after")
    def _deadband_is_not_negative(self) -> Self:
        if self.clear_below > self.raise_above:
            raise ValueError("an alarm cannot clear above the level that raises it")
        return self


class AlarmState:
    """The alarm of one score of one asset, reading by reading."""

    def __init__(self, rule: AlarmRule) -> None:
        self._rule = rule
        self._gain = 1.0 - 0.5 ** (1.0 / rule.half_life) if rule.half_life > 0.0 else 1.0
        self._count = 0
        self.smoothed: float | None = None
        self.alarm = False

    def push(self, score: float | None) -> bool:
        """Take the score of one instant; True while the alarm stands.

        None, where nothing could be judged, changes nothing: silence neither raises an alarm nor clears one.
        """
        if score is None:
            return self.alarm
        before = score if self.smoothed is None else self.smoothed
        self.smoothed = before + self._gain * (score - before)
        rule = self._rule
        beyond = self.smoothed < rule.clear_below if self.alarm else self.smoothed > rule.raise_above
        self._count = self._count + 1 if beyond else 0
        if self._count >= (rule.off_delay if self.alarm else rule.on_delay):
            self.alarm, self._count = not self.alarm, 0
        return self.alarm


def alarms(rule: AlarmRule, scores: FloatArray, runs: IntArray) -> BoolArray:
    """The alarm at each reading, the same as `AlarmState` gives one by one, shape (rows,).

    scores: shape (rows,), NaN where nothing could be judged. runs: shape (rows,); rows of one run follow each other
    in time, and each run begins without an alarm.
    """
    raised = np.zeros(len(scores), dtype=np.bool_)
    state = AlarmState(rule)
    for row, (score, new) in enumerate(zip(scores.tolist(), _begins(runs).tolist(), strict=True)):
        if new:
            state = AlarmState(rule)
        raised[row] = state.push(None if isnan(score) else score)
    return raised


def _begins(runs: IntArray) -> BoolArray:
    return np.concatenate([[True], np.diff(runs) != 0])[: len(runs)]
