"""Labelled histories to train on: machines of one series, each healthy or with one fault growing in it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from explain.twin.contract import FloatArray, InvalidParameterError, Twin
from explain.twin.growth import FaultGrowth, ramp
from explain.twin.registry import make_twin

Columns = Mapping[str, npt.NDArray[np.float64] | npt.NDArray[np.int64]]


@dataclass(frozen=True)
class Run:
    """One machine watched for a while.

    `growth` is None for a healthy run; `detectable` is when (s) its fault reaches the detectable severity,
    None if it never does.
    """

    run: int
    growth: FaultGrowth | None
    detectable: float | None


@dataclass(frozen=True)
class History:
    """Readings of all runs, run after run.

    `columns`, each of shape (rows,): `run` (number), `time` (s), every signal, `severity` (of the run's fault
    at that moment), and for every fault, under its id, 1 where its severity is `detectable` or more, else 0.
    """

    columns: Columns
    runs: tuple[Run, ...]
    signals: tuple[str, ...]
    faults: tuple[str, ...]
    detectable: float

    @property
    def clear(self) -> npt.NDArray[np.bool_]:
        """True for rows whose label is beyond dispute: healthy, or at least `detectable`. Train on these."""
        severity = self.columns["severity"]
        return np.asarray((severity == 0.0) | (severity >= self.detectable))


def healthy_and_faulty_history(
    model: str = "centrifugal_pump",
    parameters: Mapping[str, float] | None = None,
    *,
    seed: int,
    runs_per_fault: int = 8,
    healthy_runs: int = 20,
    hours: float = 4.0,
    interval: float = 20.0,
    detectable: float = 0.2,
) -> History:
    """Simulate `runs_per_fault` runs of every fault and `healthy_runs` without one, each `hours` long.

    Every run is another machine with its own build, load, speed and surroundings, read every `interval`
    seconds. Its fault starts in 10 to 40 % of the run, grows over 5 to 50 % of it, and ends at a severity of
    0.4 to 1. Same arguments, same bits; `make_twin` with the same seed gives the same machines, so judge a
    model on another seed. Raises InvalidParameterError, UnknownTwinError, UnknownParameterError.
    """
    steps = _steps(runs_per_fault, healthy_runs, hours, interval, detectable)
    known = make_twin(model, parameters or {}, machines=1, seed=seed).faults
    growths = _growths([fault for fault in known for _ in range(runs_per_fault)], hours * 3600.0, seed)
    which = np.array([known.index(growth.fault) for growth in growths] + [-1] * healthy_runs)
    twin = make_twin(model, parameters or {}, machines=len(which), seed=seed)
    time = interval * np.arange(1, steps + 1)
    severity = np.stack([ramp(float(t), *_as_arrays(growths, healthy_runs)) for t in time], axis=1)
    readings = _simulate(twin, which, severity, interval)
    labels = {
        fault: ((which[:, None] == f) & (severity >= detectable)).astype(np.int64) for f, fault in enumerate(known)
    }
    columns: Columns = {
        "run": np.repeat(np.arange(len(which)), steps),
        "time": np.tile(time, len(which)),
        **{name: values.ravel() for name, values in readings.items()},
        "severity": severity.ravel(),
        **{name: values.ravel() for name, values in labels.items()},
    }
    runs = [_run(k, growth, detectable) for k, growth in enumerate([*growths, *[None] * healthy_runs])]
    return History(columns, tuple(runs), twin.signals, twin.faults, detectable)


def _simulate(twin: Twin, which: npt.NDArray[np.int64], severity: FloatArray, interval: float) -> dict[str, FloatArray]:
    """Readings of every signal, shape (runs, steps); `which`: the fault's place in `twin.faults`, or -1."""
    readings = {name: np.empty_like(severity) for name in twin.signals}
    for k in range(severity.shape[1]):
        now = {fault: np.where(which == f, severity[:, k], 0.0) for f, fault in enumerate(twin.faults)}
        for name, values in twin.step(interval, now).items():
            readings[name][:, k] = values
    return readings


def _steps(runs_per_fault: int, healthy_runs: int, hours: float, interval: float, detectable: float) -> int:
    if runs_per_fault < 0 or healthy_runs < 0 or runs_per_fault + healthy_runs == 0:
        raise InvalidParameterError("runs_per_fault", runs_per_fault, "a history needs at least one run")
    if not 0.0 < interval <= hours * 3600.0:
        raise InvalidParameterError("interval", interval, "it must be above 0 and no longer than the run")
    if not 0.0 < detectable <= 1.0:
        raise InvalidParameterError("detectable", detectable, "it must be above 0 and at most 1")
    return int(hours * 3600.0 / interval)


def _growths(faults: list[str], seconds: float, seed: int) -> list[FaultGrowth]:
    # The stream is apart from the machines' own, which are numbered from 0.
    draw = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(0, 1))))
    return [
        FaultGrowth(
            fault=fault,
            onset=float(draw.uniform(0.10, 0.40)) * seconds,
            growth=float(draw.uniform(0.05, 0.50)) * seconds,
            peak=float(draw.uniform(0.4, 1.0)),
        )
        for fault in faults
    ]


def _as_arrays(growths: list[FaultGrowth], healthy_runs: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    rows = [(g.onset, g.growth, g.peak) for g in growths] + [(0.0, 1.0, 0.0)] * healthy_runs
    onset, growth, peak = np.array(rows, dtype=np.float64).T
    return onset, growth, peak


def _run(number: int, growth: FaultGrowth | None, detectable: float) -> Run:
    if growth is None or growth.peak < detectable:
        return Run(number, growth, None)
    return Run(number, growth, growth.onset + growth.growth * detectable / growth.peak)
