from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explain.errors import DataError
from explain.features import FeaturePlan, SignalSpec, Statistic, Windows, feature_table, with_derived
from explain.history import FloatArray, IntArray
from explain.records import Quality, SensorReading
from tests.explain.samples import small_plan, spec

TIME = datetime(2026, 3, 1, tzinfo=UTC)
ONE_RUN = np.zeros(50, dtype=np.int64)


def reading(signal_id: str, value: float | None, quality: Quality = Quality.GOOD) -> SensorReading:
    return SensorReading(asset_id="C-1", signal_id=signal_id, time=TIME, value=value, quality=quality)


def one_signal(*statistics: str) -> FeaturePlan:
    return FeaturePlan(equipment_id="e", constants={}, signals=(spec("a", "c", *statistics),))


def table_of(values: FloatArray, statistic: str, runs: IntArray | None = None) -> FloatArray:
    runs = np.zeros(len(values), dtype=np.int64) if runs is None else runs
    return feature_table(one_signal(statistic), {"a": values}, runs)[:, 0]


@pytest.mark.parametrize(
    ("text", "kind", "window"),
    [("value", "value", 1), ("mean_60", "mean", 60), ("std_2", "std", 2), ("slope_300", "slope", 300)],
)
def test_a_statistic_is_read_from_its_name(text: str, kind: str, window: int) -> None:
    assert Statistic.parse(text) == Statistic(kind=kind, window=window)


@pytest.mark.parametrize(
    "text", ["", "mean", "mean_", "mean_1", "std_0", "median_5", "mean_-5", "value_3", "Mean_5", "mean_5 "]
)
def test_a_name_that_is_no_statistic_is_refused_and_repeated(text: str) -> None:
    with pytest.raises(DataError, match="feature"):
        Statistic.parse(text)


def test_features_are_named_by_signal_and_statistic_in_the_order_of_the_plan() -> None:
    plan = FeaturePlan(
        equipment_id="e", constants={}, signals=(spec("b", "c", "value", "mean_3"), spec("a", "c", "std_4"))
    )
    assert plan.feature_names == ("b.value", "b.mean_3", "a.std_4")
    assert [(s.signal_id, statistic.kind) for s, statistic in plan.columns] == [
        ("b", "value"),
        ("b", "mean"),
        ("a", "std"),
    ]


def test_the_mean_the_deviation_and_the_slope_are_those_of_numpy_over_the_last_readings() -> None:
    values = np.random.default_rng(0).normal(20.0, 3.0, 50)
    for row in range(4, 50):
        window = values[row - 4 : row + 1]
        assert table_of(values, "mean_5")[row] == pytest.approx(window.mean(), rel=1e-12)
        assert table_of(values, "std_5")[row] == pytest.approx(window.std(ddof=1), rel=1e-12)
        assert table_of(values, "slope_5")[row] == pytest.approx(np.polyfit(np.arange(5), window, 1)[0], rel=1e-9)


def test_a_gap_is_left_out_of_the_statistics_but_keeps_its_place_in_time() -> None:
    values = np.array([1.0, np.nan, 3.0, np.nan, 9.0])
    known = np.array([0.0, 2.0, 4.0])
    assert table_of(values, "mean_5")[4] == pytest.approx(13.0 / 3.0)
    assert table_of(values, "std_5")[4] == pytest.approx(np.std([1.0, 3.0, 9.0], ddof=1))
    assert table_of(values, "slope_5")[4] == pytest.approx(np.polyfit(known, [1.0, 3.0, 9.0], 1)[0])


def test_a_window_that_is_not_yet_full_uses_what_there_is() -> None:
    values = np.array([2.0, 4.0, 9.0])
    np.testing.assert_allclose(table_of(values, "mean_10"), [2.0, 3.0, 5.0])
    np.testing.assert_allclose(table_of(values, "slope_4"), [np.nan, 2.0, 3.5])
    np.testing.assert_allclose(table_of(values, "std_10"), [np.nan, np.sqrt(2.0), np.std(values, ddof=1)])


@pytest.mark.parametrize(
    ("statistic", "needed"), [("slope_4", 2), ("slope_10", 5), ("slope_60", 10), ("slope_300", 10)]
)
def test_a_slope_over_too_few_readings_is_a_gap_and_not_noise(statistic: str, needed: int) -> None:
    found = table_of(np.arange(12.0), statistic)
    assert np.isnan(found[: needed - 1]).all()
    np.testing.assert_allclose(found[needed - 1 :], 1.0)


def test_a_lag_is_the_value_that_many_readings_ago() -> None:
    np.testing.assert_array_equal(table_of(np.array([1.0, 2.0, 3.0, 4.0]), "lag_2"), [np.nan, np.nan, 1.0, 2.0])


def test_a_window_with_nothing_in_it_is_a_gap() -> None:
    for statistic in ("value", "mean_3", "std_3", "slope_3"):
        assert np.isnan(table_of(np.full(5, np.nan), statistic)).all()


def test_no_window_reaches_across_the_border_of_a_run() -> None:
    values, runs = np.array([100.0, 100.0, 100.0, 1.0, 2.0, 3.0]), np.array([7, 7, 7, 2, 2, 2])
    np.testing.assert_allclose(table_of(values, "mean_4", runs), [100.0, 100.0, 100.0, 1.0, 1.5, 2.0])
    np.testing.assert_allclose(table_of(values, "slope_4", runs), [np.nan, 0.0, 0.0, np.nan, 1.0, 1.0])


def test_a_row_depends_on_no_later_row() -> None:
    values = np.random.default_rng(3).normal(size=50)
    changed = np.concatenate([values[:30], values[30:] + 1000.0])
    for statistic in ("value", "mean_7", "std_7", "slope_7"):
        np.testing.assert_array_equal(table_of(values, statistic)[:30], table_of(changed, statistic)[:30])


def test_a_derived_signal_is_computed_in_si_and_given_in_its_own_unit() -> None:
    # 20 °C above 10 °C is 10 K, whatever the scales; bar * m³/h becomes kW by their SI factors.
    plan = FeaturePlan(
        equipment_id="e",
        constants={"reference": 283.15},
        signals=(
            SignalSpec(
                signal_id="t", component_id="c", scale=1.0, offset=273.15, expression=None, statistics=("value",)
            ),
            SignalSpec(signal_id="p", component_id="c", scale=1e5, offset=0.0, expression=None, statistics=("value",)),
            SignalSpec(
                signal_id="q", component_id="c", scale=1 / 3600, offset=0.0, expression=None, statistics=("value",)
            ),
            spec("rise", "c", expression="t - reference"),
            SignalSpec(
                signal_id="fahrenheit",
                component_id="c",
                scale=5 / 9,
                offset=459.67 * 5 / 9,
                expression="t",
                statistics=("value",),
            ),
            SignalSpec(
                signal_id="power", component_id="c", scale=1e3, offset=0.0, expression="p * q", statistics=("value",)
            ),
            SignalSpec(
                signal_id="double",
                component_id="c",
                scale=1e3,
                offset=0.0,
                expression="2 * power",
                statistics=("value",),
            ),
        ),
    )
    columns = with_derived(plan, {"t": np.array([20.0]), "p": np.array([3.6]), "q": np.array([50.0])})
    assert columns["rise"] == pytest.approx(10.0)
    assert columns["fahrenheit"] == pytest.approx(68.0)
    assert columns["power"] == pytest.approx(5.0)
    assert columns["double"] == pytest.approx(10.0)
    assert columns["t"] == pytest.approx(20.0)


def test_a_derived_signal_with_no_finite_value_is_a_gap() -> None:
    plan = FeaturePlan(
        equipment_id="e", constants={}, signals=(spec("a", "c"), spec("inverse", "c", expression="1 / a"))
    )
    np.testing.assert_array_equal(with_derived(plan, {"a": np.array([0.0, 4.0])})["inverse"], [np.nan, 0.25])


def test_a_constant_formula_fills_its_column() -> None:
    plan = FeaturePlan(
        equipment_id="e", constants={"k": 2.0}, signals=(spec("a", "c"), spec("two", "c", expression="k"))
    )
    np.testing.assert_array_equal(with_derived(plan, {"a": np.zeros(3)})["two"], [2.0, 2.0, 2.0])


def test_a_signal_of_the_plan_without_a_column_is_named() -> None:
    with pytest.raises(DataError, match="current"):
        with_derived(small_plan(), {"voltage": np.zeros(2)})


@st.composite
def recordings(draw: st.DrawFn) -> tuple[FeaturePlan, dict[str, FloatArray], IntArray]:
    """Any plan of up to three measured signals and a derived one, any gaps, any runs."""
    statistics = st.lists(
        st.one_of(
            st.just("value"),
            st.builds("{}_{}".format, st.sampled_from(["mean", "std", "slope"]), st.integers(2, 12)),
        ),
        min_size=1,
        max_size=4,
        unique=True,
    )
    names = ["a", "b", "c"][: draw(st.integers(1, 3))]
    signals = [
        SignalSpec(
            signal_id=name,
            component_id="c",
            scale=draw(st.sampled_from([1.0, 0.1, 1e5])),
            offset=draw(st.sampled_from([0.0, 273.15])),
            expression=None,
            statistics=tuple(draw(statistics)),
        )
        for name in names
    ]
    signals.append(spec("d", "c", *draw(statistics), expression=f"{names[0]} / {names[-1]} + k"))
    lengths = draw(st.lists(st.integers(1, 20), min_size=1, max_size=4))
    runs = np.repeat(np.arange(len(lengths))[::-1], lengths).astype(np.int64)
    cells = st.one_of(st.just(float("nan")), st.floats(-1e3, 1e3))
    measured = {name: np.array(draw(st.lists(cells, min_size=len(runs), max_size=len(runs)))) for name in names}
    return FeaturePlan(equipment_id="e", constants={"k": 2.0}, signals=tuple(signals)), measured, runs


@settings(max_examples=60, deadline=None)
@given(recordings())
def test_the_live_stream_computes_the_features_of_the_table(
    recording: tuple[FeaturePlan, dict[str, FloatArray], IntArray],
) -> None:
    plan, measured, runs = recording
    expected = feature_table(plan, with_derived(plan, measured), runs)
    windows = Windows(plan)
    for row in range(len(runs)):
        if row and runs[row] != runs[row - 1]:
            windows = Windows(plan)
        known = [(name, float(column[row])) for name, column in measured.items() if not np.isnan(column[row])]
        _, features, _ = windows.push([reading(name, value) for name, value in known])
        streamed = np.array([np.nan if value is None else value for value in features])
        np.testing.assert_allclose(streamed, expected[row], rtol=1e-9, atol=1e-9)


def test_the_stream_also_gives_the_value_of_every_signal_measured_and_derived() -> None:
    values, _, quality = Windows(small_plan()).push([reading("voltage", 10.0), reading("current", 3.0)])
    assert values == {"voltage": 10.0, "current": 3.0, "power": 30.0}
    assert quality is Quality.GOOD


def test_a_signal_that_is_missing_is_a_gap_and_makes_the_quality_uncertain() -> None:
    values, features, quality = Windows(small_plan()).push([reading("voltage", 10.0)])
    assert values == {"voltage": 10.0, "current": None, "power": None}
    assert features == (10.0, None, None)
    assert quality is Quality.UNCERTAIN


@pytest.mark.parametrize(
    "readings", [[], [reading("voltage", None, Quality.BAD), reading("current", None, Quality.BAD)]]
)
def test_nothing_measured_is_bad_quality(readings: list[SensorReading]) -> None:
    values, features, quality = Windows(small_plan()).push(readings)
    assert set(values.values()) == {None}
    assert set(features) == {None}
    assert quality is Quality.BAD


def test_a_bad_reading_and_a_signal_of_no_plan_are_left_out() -> None:
    known = [reading("voltage", 10.0), reading("current", None, Quality.BAD), reading("moon_phase", 0.5)]
    values, _, _ = Windows(small_plan()).push(known)
    assert values == {"voltage": 10.0, "current": None, "power": None}


@pytest.mark.parametrize(("heard", "quality"), [(2, Quality.UNCERTAIN), (1, Quality.BAD)])
def test_less_than_half_of_the_signals_is_no_measurement(heard: int, quality: Quality) -> None:
    plan = FeaturePlan(equipment_id="m", constants={}, signals=tuple(spec(name, "c", "value") for name in "abcd"))
    assert Windows(plan).push([reading(name, 1.0) for name in "abcd"[:heard]])[2] is quality


def test_a_doubtful_reading_counts_and_is_not_called_good() -> None:
    doubtful = [reading("voltage", 10.0), reading("current", 3.0, Quality.UNCERTAIN)]
    values, _, quality = Windows(small_plan()).push(doubtful)
    assert values["current"] == 3.0
    assert quality is Quality.UNCERTAIN


def test_what_the_stream_has_forgotten_no_longer_counts() -> None:
    windows = Windows(one_signal("mean_3"))
    for value in (1000.0, 1.0, 2.0):
        windows.push([reading("a", value)])
    assert windows.push([reading("a", 3.0)])[1] == (2.0,)


def test_a_value_too_large_for_arithmetic_is_a_gap() -> None:
    values, features, _ = Windows(small_plan("mean_2")).push([reading("voltage", 1e200), reading("current", 1e200)])
    assert values["power"] is None
    assert features[2] is None
