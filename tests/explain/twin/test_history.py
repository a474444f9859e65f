import numpy as np
import pytest

from explain.twin import History, InvalidParameterError, healthy_and_faulty_history


@pytest.fixture(scope="module")
def history() -> History:
    return healthy_and_faulty_history(seed=1, runs_per_fault=2, healthy_runs=3, hours=2.0, interval=60.0)


def test_columns_are_run_time_signals_severity_and_a_label_for_every_fault(history: History) -> None:
    assert tuple(history.columns) == ("run", "time", *history.signals, "severity", *history.faults)
    assert {values.shape for values in history.columns.values()} == {(23 * 120,)}
    assert all(np.all(np.isfinite(values)) for values in history.columns.values())


def test_every_fault_has_its_runs_and_the_rest_are_healthy(history: History) -> None:
    seen = [run.growth.fault if run.growth else None for run in history.runs]
    assert seen == [fault for fault in history.faults for _ in range(2)] + [None] * 3
    assert sorted(set(history.columns["run"].tolist())) == [run.run for run in history.runs]


def test_a_label_is_one_from_the_moment_that_the_fault_is_detectable(history: History) -> None:
    run, time, severity = (history.columns[name] for name in ("run", "time", "severity"))
    for known in history.runs:
        rows = run == known.run
        labels = {fault: history.columns[fault][rows] for fault in history.faults}
        if known.growth is None or known.detectable is None:
            assert all(not label.any() for label in labels.values())
            continue
        own = labels.pop(known.growth.fault)
        assert own.any()
        assert all(not label.any() for label in labels.values())
        assert np.array_equal(own == 1, time[rows] >= known.detectable - 1e-6)
        assert severity[rows].tolist() == pytest.approx([known.growth.severity(t) for t in time[rows]])


def test_rows_of_a_fault_too_small_to_see_are_not_clear(history: History) -> None:
    severity = history.columns["severity"]
    assert np.array_equal(~history.clear, (severity > 0.0) & (severity < 0.2))
    assert 0 < np.count_nonzero(~history.clear) < history.clear.size / 2


def test_the_same_seed_gives_the_same_history_to_the_bit(history: History) -> None:
    again = healthy_and_faulty_history(seed=1, runs_per_fault=2, healthy_runs=3, hours=2.0, interval=60.0)
    other = healthy_and_faulty_history(seed=2, runs_per_fault=2, healthy_runs=3, hours=2.0, interval=60.0)
    assert all(history.columns[n].tobytes() == again.columns[n].tobytes() for n in history.columns)
    assert history.runs == again.runs
    assert history.runs != other.runs


def test_runs_differ_in_load_speed_and_surroundings(history: History) -> None:
    for name in ("valve_opening", "speed", "ambient_temperature"):
        means = history.columns[name].reshape(23, 120)[:, :10].mean(axis=1)
        assert means.std() > 0.01 * means.mean()


@pytest.mark.parametrize(
    ("runs", "interval", "detectable", "named"),
    [
        (-1, 20.0, 0.2, "runs_per_fault"),
        (0, 20.0, 0.2, "runs_per_fault"),
        (1, 0.0, 0.2, "interval"),
        (1, 20.0, 0.0, "detectable"),
    ],
)
def test_a_history_that_cannot_be_is_refused(runs: int, interval: float, detectable: float, named: str) -> None:
    with pytest.raises(InvalidParameterError, match=named):
        healthy_and_faulty_history(
            seed=1, runs_per_fault=runs, healthy_runs=0, interval=interval, detectable=detectable
        )
