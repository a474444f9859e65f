"""Score → Explanation: Shapley values rolled up feature → signal → component with sums kept, and certified."""

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np

from explain.bundle import Bundle, TrainedMode
from explain.certificate import Claim, certify, certify_mode, is_unusual
from explain.counterfactual import Lever, smallest_change
from explain.detectors import FloatArray
from explain.errors import BundleError
from explain.records import (
    Attribution,
    ComponentContribution,
    Counterfactual,
    Explanation,
    FeatureContribution,
    FeatureVector,
    ModeCertificate,
    ModeScore,
    PairInteraction,
    Score,
    SignalContribution,
    digest_of,
)
from explain.scoring import as_row
from explain.shares import ModeShares, Shares
from explain.surrogate import second_opinion
from explain.what_if import held_at

_OPINIONS = 2


class Explainer:
    """Explains the scores of one bundle, for one asset after the other or for a stream of readings.

    It keeps what makes the next row cheap; what it says of a row never depends on the rows before.
    levers: the signals that a technician can set, for the change that would clear an alarm. names: signal id → what
    the certificate's sentences call it. interventional: of trees, compare with healthy rows instead of the training
    rows of their own branches; the two kinds differ, and every attribution names its own.
    """

    def __init__(
        self,
        bundle: Bundle,
        levers: Sequence[Lever] = (),
        names: Mapping[str, str] | None = None,
        *,
        interventional: bool = False,
    ) -> None:
        self._bundle, self._levers, self._names = bundle, tuple(levers), names or {}
        columns: dict[str, list[int]] = {}
        for position, (spec, _) in enumerate(bundle.plan.columns):
            columns.setdefault(spec.signal_id, []).append(position)
        self._signals, self._players = tuple(columns), tuple(columns.values())
        self._component = {spec.signal_id: spec.component_id for spec in bundle.plan.signals}
        self._categories = frozenset(i for i, (spec, _) in enumerate(bundle.plan.columns) if spec.category)
        self._shares = {
            mode.mode_id: ModeShares(bundle, mode, self._players, interventional=interventional)
            for mode in bundle.modes
        }

    def explain(
        self,
        vector: FeatureVector,
        score: Score,
        values: Mapping[str, float | None],
        ranges: Mapping[str, tuple[float, float]],
        modes: int | None = None,
    ) -> Explanation:
        """Explain the modes of `score`: all, or the first `modes` of the ranking and every one that is an alarm.

        Where all are explained, each is certified in full; else those that somebody will act on: every alarm, or the
        first of the ranking. The others are shown beside them, and of them it is checked that they add up.
        values: each signal's present value. ranges: each signal's healthy (low, high); both in the signal's unit.
        Raises BundleError when the score came from another bundle.
        """
        if score.bundle_digest != self._bundle.digest:
            raise BundleError("the score is another model's; score the readings again before explaining them")
        row = as_row(vector)[0]
        wanted = [mode for rank, mode in enumerate(score.modes) if modes is None or rank < modes or mode.alarm]
        acted_on = _acted_on(wanted)
        told = [
            self._mode(mode, vector, row, values, ranges, certified=modes is None or mode.mode_id in acted_on)
            for mode in wanted
        ]
        attributions = tuple(attribution for attribution, _ in told)
        certificates = tuple(certificate for _, certificate in told if certificate is not None)
        return Explanation(
            chain_id=score.chain_id,
            asset_id=score.asset_id,
            time=score.time,
            score_digest=digest_of(score),
            bundle_digest=self._bundle.digest,
            attributions=attributions,
            certificate=certify(attributions, certificates, acted_on=acted_on),
        )

    def _mode(
        self,
        scored: ModeScore,
        vector: FeatureVector,
        row: FloatArray,
        values: Mapping[str, float | None],
        ranges: Mapping[str, tuple[float, float]],
        *,
        certified: bool,
    ) -> tuple[Attribution, ModeCertificate | None]:
        mode, shares = self._bundle.mode(scored.mode_id), self._shares[scored.mode_id]
        seed = seed_of(vector.chain_id, scored.mode_id)
        found = shares.shares(row, seed=seed)
        base_probability = float(mode.sigmoid(np.array([found.base]))[0])
        per_unit = _points_per_unit(scored, found.base, base_probability)
        signals = self._by_signal(found, values, ranges, per_unit)
        attribution = Attribution(
            mode_id=scored.mode_id,
            method=found.method,
            engine=found.engine,
            base=found.base,
            raw=scored.raw,
            probability=scored.probability,
            base_probability=base_probability,
            additivity_gap=_gap(found, scored.raw),
            largest_error=found.largest_error,
            features=self._by_feature(found, vector),
            signals=signals,
            components=_by_component(signals, per_unit),
            interaction=self._interaction(shares, row),
            counterfactual=self._way_out(mode, scored, row, values),
        )
        return attribution, self._certificate(mode, shares, found, row, seed) if certified else None

    def _by_feature(self, found: Shares, vector: FeatureVector) -> tuple[FeatureContribution, ...]:
        if found.by_feature is None:
            return ()
        told = zip(vector.names, self._bundle.plan.columns, vector.values, found.by_feature.tolist(), strict=True)
        return tuple(
            FeatureContribution(feature=name, signal_id=spec.signal_id, value=value, contribution=share)
            for name, (spec, _), value, share in told
            if share != 0.0
        )

    def _by_signal(
        self,
        found: Shares,
        values: Mapping[str, float | None],
        ranges: Mapping[str, tuple[float, float]],
        per_unit: float,
    ) -> tuple[SignalContribution, ...]:
        made = [
            SignalContribution(
                signal_id=signal,
                component_id=self._component[signal],
                value=values.get(signal),
                low=ranges[signal][0] if signal in ranges else None,
                high=ranges[signal][1] if signal in ranges else None,
                contribution=share,
                points=share * per_unit,
            )
            for signal, share in zip(self._signals, found.by_player.tolist(), strict=True)
            if share != 0.0
        ]
        return tuple(sorted(made, key=lambda s: (-abs(s.contribution), s.signal_id)))

    def _interaction(self, shares: ModeShares, row: FloatArray) -> PairInteraction | None:
        pair = shares.strongest_pair(row)
        if pair is None:
            return None
        first, second, interaction = pair
        return PairInteraction(first=self._signals[first], second=self._signals[second], interaction=interaction)

    def _way_out(
        self, mode: TrainedMode, scored: ModeScore, row: FloatArray, values: Mapping[str, float | None]
    ) -> Counterfactual | None:
        """The smallest change that would clear this alarm; None when it is none."""
        if not scored.alarm or not self._levers:
            return None
        plan = self._bundle.plan
        present = {signal: values.get(signal) for signal in plan.measured}
        limit = mode.sigmoid.inverse(mode.threshold)
        return smallest_change(
            present,
            lambda measured: mode.detector.raw(held_at(plan, row, values, measured)),
            self._levers,
            limit=limit,
        )

    def _certificate(
        self, mode: TrainedMode, shares: ModeShares, found: Shares, row: FloatArray, seed: int
    ) -> ModeCertificate:
        raw, background = mode.detector.raw, self._bundle.learned.background
        asked = range(_OPINIONS if is_unusual(raw, row, background) else 0)
        opinions = [second_opinion(raw, row, background, self._players, seed=seed + i) for i in asked]
        claim = Claim(
            mode_id=mode.mode_id,
            signals=[self._names.get(signal, signal) for signal in self._signals],
            players=self._players,
            row=row,
            raw=raw,
            contributions=lambda rows: shares.repeated(rows, seed=seed),
            claimed=found.by_player,
            base=found.base,
            background=background,
            opinions=opinions,
            stated_error=found.largest_error,
            reseeded=shares.reseeded(row, seed=seed + 1),
            held=self._categories,
        )
        return certify_mode(claim, seed=seed)


def explain(
    bundle: Bundle,
    vector: FeatureVector,
    score: Score,
    values: Mapping[str, float | None],
    ranges: Mapping[str, tuple[float, float]],
    modes: int | None = None,
) -> Explanation:
    """One score explained, without an Explainer to keep. As `Explainer.explain`."""
    return Explainer(bundle).explain(vector, score, values, ranges, modes)


def _acted_on(modes: Sequence[ModeScore]) -> frozenset[str]:
    """The modes that somebody will act on: every alarm, else the first of the ranking."""
    alarms = frozenset(mode.mode_id for mode in modes if mode.alarm)
    return alarms or frozenset(mode.mode_id for mode in modes[:1])


def seed_of(chain_id: str, mode_id: str) -> int:
    """The seed of all that is drawn for one mode of one chain: the same readings are always explained alike."""
    return int.from_bytes(hashlib.sha256(f"{chain_id} {mode_id}".encode()).digest()[:6], "big")


def _gap(found: Shares, raw: float) -> float:
    return abs(found.base + float(found.by_player.sum()) - raw) / max(1.0, abs(raw))


def _points_per_unit(scored: ModeScore, base: float, base_probability: float) -> float:
    """Percentage points of probability for each unit of the raw score, on the chord from the base to the score."""
    distance = scored.raw - base
    return 100.0 * (scored.probability - base_probability) / distance if abs(distance) > 1e-12 else 0.0


def _by_component(signals: tuple[SignalContribution, ...], per_unit: float) -> tuple[ComponentContribution, ...]:
    total: dict[str, float] = {}
    for signal in signals:
        total[signal.component_id] = total.get(signal.component_id, 0.0) + signal.contribution
    made = [
        ComponentContribution(component_id=component, contribution=share, points=share * per_unit)
        for component, share in total.items()
    ]
    return tuple(sorted(made, key=lambda c: (-abs(c.contribution), c.component_id)))
