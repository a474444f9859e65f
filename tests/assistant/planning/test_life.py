"""The risk of waiting: the law passes through what is known, errs on the safe side, and is never a made-up number."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import UsageError
from assistant.planning.life import law_of, life_of
from assistant.planning.records import Life
from explain.prognosis import RemainingLife
from explain.records import Quality
from tests.assistant.planning.small_plans import NOW, at

ends = st.floats(min_value=0.5, max_value=5000)
LIVES = st.lists(ends, min_size=3, max_size=3, unique=True).map(sorted)


def life(low: float, median: float, high: float, **given: object) -> Life:
    return Life(low=low, median=median, high=high, **given)  # type: ignore[arg-type]  # fields of a record, by name


@given(LIVES, st.sampled_from((0.5, 0.8, 0.9, 0.98)))
def test_the_law_passes_through_all_three_points(three: list[float], level: float) -> None:
    law = law_of(life(*three, level=level), NOW)
    chances = [law.fails_before(hours) for hours in three]
    assert chances == pytest.approx([(1 - level) / 2, 0.5, (1 + level) / 2])


@given(LIVES, st.lists(st.floats(0, 20_000), min_size=2, max_size=9).map(sorted))
def test_the_risk_rises_from_none_towards_certainty(three: list[float], hours: list[float]) -> None:
    law = law_of(life(*three), NOW)
    chances = [0.0, *(law.fails_before(h) for h in hours), 1.0]
    assert chances == sorted(chances)
    assert law.fails_before(0) == 0
    assert law.fails_before(-5) == 0
    assert law.fails_before(1e9) == pytest.approx(1.0)


@pytest.mark.parametrize("shape", [1.0, 1.5, 3.0, 6.0])
def test_no_wear_law_through_the_same_points_is_riskier_before_the_highest(shape: float) -> None:
    def weibull(chance: float) -> float:
        return 300 * math.pow(-math.log(1 - chance), 1 / shape)

    law = law_of(life(weibull(0.05), weibull(0.5), weibull(0.95)), NOW)
    for chance in (0.001, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95):
        assert law.fails_before(weibull(chance)) >= chance - 1e-9


def test_below_the_low_end_the_risk_is_shared_out_evenly() -> None:
    law = law_of(life(200, 400, 700), NOW)
    assert law.fails_before(100) == pytest.approx(1 - math.sqrt(0.95))


def test_a_low_end_of_zero_means_that_it_may_fail_at_once() -> None:
    law = law_of(life(0, 100, 300), NOW)
    assert law.fails_before(0) == 0
    assert law.fails_before(1e-6) == pytest.approx(0.05)
    assert law.fails_before(100) == pytest.approx(0.5)


def test_a_life_that_is_known_to_the_hour_is_a_step() -> None:
    law = law_of(life(100, 100, 100), NOW)
    assert law.fails_before(99) < 0.05
    assert law.fails_before(100) == pytest.approx(0.95)


def test_of_a_capped_life_the_upper_end_says_nothing() -> None:
    capped, known = law_of(life(50, 100, 120, capped=True), NOW), law_of(life(50, 100, 120), NOW)
    assert capped.fails_before(100) == known.fails_before(100)
    assert capped.fails_before(120) < known.fails_before(120)
    healthy = law_of(life(60, 120, 120, capped=True), NOW)
    assert healthy.fails_before(60) == pytest.approx(0.05)
    assert healthy.fails_before(120) == pytest.approx(1 - 0.95**2)


def test_a_capped_life_of_which_nothing_is_known_keeps_its_median() -> None:
    assert law_of(life(0, 120, 120, capped=True), NOW).fails_before(120) == pytest.approx(0.5)
    assert law_of(life(0, 0, 120, capped=True), NOW).fails_before(120) == pytest.approx(0.95)


def test_what_the_machine_has_survived_since_the_judgement_counts() -> None:
    then, law = life(40, 100, 200), law_of(life(40, 100, 200), NOW)
    later = law_of(then.model_copy(update={"as_of": at(-30)}), NOW)
    surviving = 1 - law.fails_before(30)
    assert later.fails_before(70) == pytest.approx(1 - (1 - law.fails_before(100)) / surviving)
    idle = law_of(then.model_copy(update={"as_of": at(-60)}), NOW, duty=0.5)
    assert idle.fails_before(70) == pytest.approx(later.fails_before(70))


def test_a_jump_at_the_beginning_is_behind_a_machine_that_has_run_on() -> None:
    law = law_of(life(0, 100, 300, as_of=at(-50)), NOW)
    assert law.fails_before(1e-6) == pytest.approx(0, abs=1e-6)


def test_a_judgement_from_the_future_is_refused() -> None:
    with pytest.raises(UsageError, match="after"):
        law_of(life(1, 2, 3, as_of=at(1)), NOW)


@given(LIVES, st.floats(0, 6000), st.sampled_from((0.0, 30.0)))
def test_the_hours_to_run_are_the_integral_of_survival(three: list[float], hours: float, age: float) -> None:
    law = law_of(life(*three, as_of=at(-age)), NOW)
    steps = 4000
    grid = [hours * i / steps for i in range(steps + 1)]
    alive = [1 - law.fails_before(h) for h in grid]
    summed = sum((a + b) / 2 * (v - u) for (u, v), (a, b) in zip(pairwise(grid), pairwise(alive), strict=True))
    # Of a falling curve the sum is off by less than a step.
    assert law.expected_running(hours) == pytest.approx(summed, rel=1e-6, abs=hours / steps + 1e-9)


def test_a_prognosis_becomes_hours() -> None:
    assert life_of(prognosis("day")) == life(24, 72, 120, as_of=NOW)
    assert life_of(prognosis("hour").model_copy(update={"value": 0.0, "low": 0.0, "high": 0.0})).high > 0


def test_a_prognosis_in_cycles_has_no_place_on_a_calendar() -> None:
    with pytest.raises(UsageError, match=r"P-7.*hours"):
        life_of(prognosis("kg"))


def prognosis(unit: str) -> RemainingLife:
    return RemainingLife(
        chain_id="c",
        asset_id="P-7",
        time=NOW,
        bundle_digest="0" * 64,
        value=3,
        low=1,
        high=5,
        level=0.9,
        unit=unit,
        capped=False,
        quality=Quality.GOOD,
    )
