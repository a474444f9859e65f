import numpy as np

from explain.domain import fit_domain
from tests.explain.samples import small_plan

PLAN = small_plan()
RNG = np.random.default_rng(0)
VOLTAGE = RNG.normal(10.0, 2.0, 2_000)
CURRENT = 0.5 * VOLTAGE + RNG.normal(0.0, 0.1, 2_000)
ROWS = np.column_stack([VOLTAGE, CURRENT, VOLTAGE * CURRENT])
FOLD = np.arange(2_000) % 5
DOMAIN = fit_domain(PLAN, ROWS, FOLD, seed=0)


def test_rows_of_the_same_kind_lie_inside_nearly_always() -> None:
    voltage = RNG.normal(10.0, 2.0, 500)
    current = 0.5 * voltage + RNG.normal(0.0, 0.1, 500)
    rows = np.column_stack([voltage, current, voltage * current])
    outside = [not DOMAIN.check(PLAN, row[None, :]).inside for row in rows]
    assert np.mean(outside) < 0.01


def test_a_value_beyond_all_training_rows_is_named_by_its_signal() -> None:
    found = DOMAIN.check(PLAN, np.array([[40.0, 5.0, 50.0]]))
    assert not found.inside
    assert found.beyond == ("voltage",)


def test_values_that_never_came_together_are_outside_though_each_was_seen() -> None:
    found = DOMAIN.check(PLAN, np.array([[6.0, 7.0, 42.0]]))
    assert found.beyond == ()
    assert found.strangeness is not None
    assert found.strangeness > 0
    assert not found.inside


def test_a_gap_is_never_beyond() -> None:
    assert DOMAIN.check(PLAN, np.array([[np.nan, 5.0, np.nan]])).beyond == ()
    assert DOMAIN.check(PLAN, np.full((1, 3), np.nan)).beyond == ()


def test_what_training_never_measured_has_no_limits_and_what_never_varied_no_monitor() -> None:
    blank = np.column_stack([np.full(200, np.nan), np.full(200, 3.0), np.full(200, np.nan)])
    domain = fit_domain(PLAN, blank, FOLD[:200], seed=0)
    assert domain.monitor is None
    assert domain.limits.low == (None, 3.0, None)
    assert domain.check(PLAN, np.array([[99.0, 3.0, 9.0]])).inside
    assert not domain.check(PLAN, np.array([[99.0, 4.0, 9.0]])).inside
