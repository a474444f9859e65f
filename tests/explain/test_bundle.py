import pytest
from pydantic import ValidationError

from explain.bundle import Bundle, Manifest
from tests.explain.samples import bundle_of, small_plan, trained


def test_a_mode_is_found_by_its_id_and_one_that_is_not_there_is_no_silent_default() -> None:
    bundle = bundle_of(small_plan(), trained("hot", 1.0, 0.0, 0.0), trained("open", 0.0, 1.0, 0.0))
    assert bundle.mode("open") is bundle.modes[1]
    with pytest.raises(StopIteration):
        bundle.mode("cold")


def test_the_ranges_of_a_bundle_are_those_that_were_learned(small_bundle: Bundle) -> None:
    assert small_bundle.ranges == small_bundle.learned.ranges
    assert set(small_bundle.ranges) == {"voltage", "current", "power"}


def test_the_background_holds_healthy_rows_with_every_feature(small_bundle: Bundle) -> None:
    rows = small_bundle.learned.background
    assert rows.shape == (100, len(small_bundle.plan.columns))
    voltage, current, power = rows.T
    assert (power <= 66.0).all()
    assert (current >= 3.7).all()
    assert power == pytest.approx(voltage * current)


def test_a_manifest_with_a_field_of_another_version_is_refused() -> None:
    with pytest.raises(ValidationError):
        Manifest.model_validate({"format": 2, "pickle": "model.pkl"})
