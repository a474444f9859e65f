import numpy as np

from explain.regimes import NO_REGIMES, fit_regimes, healthy_ranges

RNG = np.random.default_rng(0)
SPEED = RNG.choice([600.0, 1200.0, 1800.0], 3_000)
LOAD = RNG.uniform(0.0, 100.0, 3_000)
VIBRATION = SPEED / 600.0 + RNG.normal(0.0, 0.1, 3_000)
HEALTHY = {"speed": SPEED, "load": LOAD, "vibration": VIBRATION}


def test_what_is_normal_depends_on_what_is_asked_of_the_machine() -> None:
    regimes = fit_regimes(("speed",), HEALTHY)
    slow, fast = regimes.of({"speed": 600.0}), regimes.of({"speed": 1800.0})
    assert slow is not None
    assert fast is not None
    assert regimes.ranges[slow]["vibration"][1] < 1.5
    assert regimes.ranges[fast]["vibration"][0] > 2.5


def test_few_settings_are_a_regime_each_and_a_continuous_signal_is_cut_in_three() -> None:
    assert len(fit_regimes(("speed",), HEALTHY).ranges) == 3
    (borders,) = fit_regimes(("load",), HEALTHY).edges
    assert np.allclose(borders, [100 / 3, 200 / 3], atol=3.0)


def test_combinations_of_operating_signals_are_regimes_of_their_own() -> None:
    assert len(fit_regimes(("speed", "load"), HEALTHY).ranges) == 9


def test_a_regime_that_healthy_rows_hardly_ever_were_in_is_not_known() -> None:
    rare = {**HEALTHY, "speed": np.where(np.arange(3_000) < 50, 3000.0, SPEED)}
    regimes = fit_regimes(("speed",), rare)
    assert regimes.of({"speed": 3000.0}) is None
    assert regimes.of({"speed": 600.0}) is not None


def test_without_a_reading_or_without_operating_signals_no_regime_is_claimed() -> None:
    assert fit_regimes(("speed",), HEALTHY).of({"speed": None}) is None
    assert fit_regimes(("speed",), HEALTHY).of({}) is None
    assert fit_regimes((), HEALTHY) == NO_REGIMES
    assert NO_REGIMES.of({"speed": 600.0}) is None


def test_gaps_teach_no_regime_and_no_range() -> None:
    gappy = {"speed": np.where(np.arange(3_000) % 2, np.nan, SPEED), "dead": np.full(3_000, np.nan)}
    regimes = fit_regimes(("speed",), gappy)
    assert set(regimes.ranges) == {"0", "1", "2"}
    assert set(healthy_ranges(gappy)) == {"speed"}
    assert healthy_ranges({"a": np.arange(1001.0)})["a"] == (5.0, 995.0)
