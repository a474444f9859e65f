"""The nouns of `explain`: what is measured, what is computed from it, and what it means for the machine.

All records are frozen, refuse unknown fields and non-finite numbers, and know the digest of what they came from.
Times are UTC. The names of the blocks follow ISO 13374-1 (data acquisition, manipulation, state detection,
health assessment).
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Self

import rfc8785
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator


def _is_utc(value: datetime) -> datetime:
    offset = value.utcoffset()
    if offset is None or offset.total_seconds() != 0:
        raise ValueError("time must be UTC, for example 2026-03-01T08:00:00Z")
    return value


UtcTime = Annotated[datetime, AfterValidator(_is_utc)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Probability = Annotated[float, Field(ge=0.0, le=1.0)]


class Record(BaseModel):
    """Base of every record of this package: frozen, strict about fields, finite numbers only."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @cached_property
    def canonical(self) -> bytes:
        """The record's RFC 8785 canonical JSON: the bytes that are logged and whose digest others name."""
        return rfc8785.dumps(self.model_dump(mode="json"))

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """As pydantic's, but the copy has canonical bytes of its own."""
        copy = super().model_copy(update=update, deep=deep)
        copy.__dict__.pop("canonical", None)
        return copy


def digest_of(record: Record) -> str:
    """SHA-256 (hex) of the record's canonical JSON."""
    return hashlib.sha256(record.canonical).hexdigest()


class Quality(StrEnum):
    """Can the value be relied on? The three states of IEC 62541-8 (OPC UA data access)."""

    GOOD = "good"
    UNCERTAIN = "uncertain"
    BAD = "bad"


class SensorReading(Record):
    """One value of one signal of one asset at one instant.

    value: in the signal's unit, or the category's position in its list. None if and only if quality is bad.
    """

    asset_id: str
    signal_id: str
    time: UtcTime
    value: float | None
    quality: Quality = Quality.GOOD

    @model_validator(mode="after")
    def _bad_has_no_value(self) -> Self:
        if (self.value is None) != (self.quality is Quality.BAD):
            raise ValueError("a reading has no value if and only if its quality is bad")
        return self


class FeatureVector(Record):
    """What the models see: one number (or a gap) a feature, in the order of the bundle's feature plan."""

    chain_id: str
    asset_id: str
    time: UtcTime
    names: tuple[str, ...]
    values: tuple[float | None, ...]
    quality: Quality


class ModeScore(Record):
    """How strongly one failure mode is indicated.

    raw: the detector's output before calibration, in its own unit (log-odds for boosted trees).
    probability: calibrated; low to high: its Venn-Abers interval, None where no failures were known to calibrate on.
    threshold: the probability from which the mode is an alarm.
    """

    mode_id: str
    raw: float
    probability: Probability
    low: Probability | None
    high: Probability | None
    threshold: Probability
    alarm: bool


class DomainCheck(Record):
    """Is the row like anything that the models were trained on?

    beyond: signals with a feature outside the range of the training rows. strangeness: how far all features together
    are from the training rows, above zero is outside; None where that could not be learned.
    """

    inside: bool
    beyond: tuple[str, ...]
    strangeness: float | None


class Score(Record):
    """The condition of one asset at one instant; `modes` is ranked, the most indicated first.

    failure_probability: that at least one mode is present, the modes taken as independent: 1 - Π(1 - p).
    regime: what is asked of the machine, an id of the bundle's regimes; None where it is not known.
    """

    chain_id: str
    asset_id: str
    time: UtcTime
    equipment_id: str
    bundle_digest: Digest
    failure_probability: Probability
    alarm: bool
    quality: Quality
    regime: str | None
    domain: DomainCheck
    modes: tuple[ModeScore, ...]


class FeatureContribution(Record):
    """One feature's share of one mode's raw score, in log-odds; `value` is the feature's own."""

    feature: str
    signal_id: str
    value: float | None
    contribution: float


class SignalContribution(Record):
    """The sum over a signal's features. `value` is the signal's present value, `low` to `high` its healthy range.

    points: the same share on the scale of percentage points of probability; all points of an attribution add up to
    100 · (probability - probability at the base score).
    """

    signal_id: str
    component_id: str
    value: float | None
    low: float | None
    high: float | None
    contribution: float
    points: float


class ComponentContribution(Record):
    """The sum over the signals of a component."""

    component_id: str
    contribution: float
    points: float


class AttributionMethod(StrEnum):
    """How the contributions were computed. Shapley values of two kinds differ, so each result names its kind.

    Path-dependent: a signal that is left out is averaged over the training rows that took the same way through the
    tree (Lundberg et al. 2020). Interventional: it is averaged over healthy background rows, by the trees themselves,
    exactly over all coalitions of signals, or over sampled ones with a stated error.
    """

    TREE_PATH_DEPENDENT = "tree-path-dependent"
    TREE_INTERVENTIONAL = "tree-interventional"
    INTERVENTIONAL_EXACT = "interventional-exact"
    INTERVENTIONAL_SAMPLED = "interventional-sampled"


class Engine(StrEnum):
    """What computed them: our own kernel, LightGBM where that cannot run, or the model asked again and again."""

    KERNEL = "kernel"
    LIGHTGBM = "lightgbm"
    MODEL = "model"


class PairInteraction(Record):
    """The two signals whose interplay moves the score most: what they do together beyond what each does alone.

    interaction: Shapley interaction index of the pair, both halves together, in the unit of the raw score; it is part
    of the two signals' contributions, not on top of them. Source: Lundberg et al. 2020, eq. 6 and 7.
    """

    first: str
    second: str
    interaction: float


class Change(Record):
    """One signal moved, in its unit; spreads: how far, in healthy spreads."""

    signal_id: str
    from_value: float
    to_value: float
    spreads: float


class Outcome(StrEnum):
    """Was a change found, and if not, why not?"""

    FOUND = "found"
    NOT_IN_ALARM = "not-in-alarm"
    NO_LEVER = "no-actionable-signal"
    OUT_OF_REACH = "not-within-the-ranges"


class Counterfactual(Record):
    """The smallest change found, or none and the reason. distance: Σ of the changes' spreads.

    raw_after: the score after the changes, below `limit`; None when none was found. evaluations: rows scored.
    """

    outcome: Outcome
    changes: tuple[Change, ...]
    distance: float | None
    raw_before: float
    raw_after: float | None
    limit: float
    evaluations: int


class Attribution(Record):
    """Why one mode scored as it did: base + Σ contributions = raw, at each of the three levels.

    base: the model's expected raw score. Features that contributed exactly nothing are left out, and all of them where
    the method knows whole signals only. largest_error: the largest standard error of a signal's contribution, 0 for an
    exact method. interaction: of the strongest pair, None where the method cannot tell. counterfactual: the smallest
    change that would clear the alarm, None where there is none or the mode is no alarm.
    additivity_gap: |base + Σ signals - raw| / max(1, |raw|).
    """

    mode_id: str
    method: AttributionMethod
    engine: Engine
    base: float
    raw: float
    probability: Probability
    base_probability: Probability
    additivity_gap: float
    largest_error: float
    features: tuple[FeatureContribution, ...]
    signals: tuple[SignalContribution, ...]
    components: tuple[ComponentContribution, ...]
    interaction: PairInteraction | None
    counterfactual: Counterfactual | None


class CheckName(StrEnum):
    """What is checked of an explanation."""

    ADDITIVITY = "additivity"
    RESEEDING = "reseeding"
    OPINION_RESEEDING = "opinion-reseeding"
    NOISE_TOP = "noise-top-signal"
    NOISE_PICTURE = "noise-picture"
    SIGNS = "opinion-signs"
    TOP_THREE = "opinion-top-three"
    PICTURE = "opinion-picture"
    DELETION = "deletion"


class Check(Record):
    """One check. value: None where it was not judged, which passes. sentence: for a technician."""

    name: CheckName
    value: float | None
    limit: float
    passed: bool
    sentence: str


class ModeCertificate(Record):
    """All checks of one mode's explanation. It is reliable only if all passed; `reasons` tells of those that failed.

    share_explained: the share of the score above healthy that is gone when the first three signals are made healthy.
    """

    mode_id: str
    reliable: bool
    reasons: tuple[str, ...]
    share_explained: float | None
    checks: tuple[Check, ...]


class Certificate(Record):
    """Is the explanation good enough to be shown? `reasons` says why not, in plain words; `modes` holds every check."""

    reliable: bool
    reasons: tuple[str, ...]
    largest_additivity_gap: float
    modes: tuple[ModeCertificate, ...]


class Explanation(Record):
    """Why the asset was scored as it was: one attribution a mode, in the order of the score's ranking."""

    chain_id: str
    asset_id: str
    time: UtcTime
    score_digest: Digest
    bundle_digest: Digest
    attributions: tuple[Attribution, ...]
    certificate: Certificate
