"""What the catalog says of a machine arrives in `explain` as plain numbers, in a fixed order."""

from dataclasses import replace

import pytest

from assistant.feature_plan import detector_choices, feature_plan, healthy_ranges, trained_for
from explain.bundle import Bundle, Learned
from explain.errors import TrainingError
from explain.features import SignalSpec
from explain.regimes import Regimes
from knowledge_base.records import DetectorSpec, EquipmentType, Plant
from tests.explain.samples import learned_of, small_plan


def spec(equipment: EquipmentType, signal_id: str) -> SignalSpec:
    """One signal of the plan."""
    return next(s for s in feature_plan(equipment).signals if s.signal_id == signal_id)


def test_the_plan_holds_every_signal_with_measured_ones_first(equipment: EquipmentType) -> None:
    signals = feature_plan(equipment).signals
    assert [s.signal_id for s in signals] == [s.id for s in equipment.signals]
    derived = [s.expression is not None for s in signals]
    assert derived == sorted(derived)
    assert True in derived


def test_a_derived_signal_stands_after_all_that_its_formula_needs(equipment: EquipmentType) -> None:
    order = [s.signal_id for s in feature_plan(equipment).signals]
    for signal in equipment.signals:
        for needed in signal.made_of:
            assert order.index(needed) < order.index(signal.id)


def test_units_become_si(equipment: EquipmentType) -> None:
    pressure, temperature = spec(equipment, "discharge_pressure"), spec(equipment, "de_temperature")
    assert [pressure.scale, pressure.offset] == pytest.approx([1e5, 0.0])
    assert [temperature.scale, temperature.offset] == pytest.approx([1.0, 273.15])
    assert feature_plan(equipment).constants["rated_voltage"] == pytest.approx(400.0)
    assert feature_plan(equipment).constants["rated_flow"] == pytest.approx(62 / 3600)


def test_each_declared_statistic_becomes_one_feature_in_order(equipment: EquipmentType) -> None:
    names = feature_plan(equipment).feature_names
    assert names[:2] == ("speed.value", "speed.mean_12")
    assert len(names) == sum(len(signal.features) for signal in equipment.signals)
    assert len(set(names)) == len(names)


def test_labels_are_never_inputs(milling: Plant) -> None:
    names = " ".join(feature_plan(milling.equipment[0]).feature_names)
    for mode, column in milling.history.label_columns.items():
        assert mode not in names
        assert column not in names
    assert "failure" not in names.lower()


def learned(ranges: dict[str, tuple[float, float]], **by_regime: dict[str, tuple[float, float]]) -> Learned:
    """What healthy rows taught: ranges in any regime, and in those that are named."""
    regimes = Regimes(signals=("speed",), edges=((1000.0,),), ranges=by_regime)
    return replace(learned_of(small_plan()), ranges=ranges, regimes=regimes)


def test_in_a_known_regime_its_own_healthy_ranges_hold(equipment: EquipmentType) -> None:
    known = learned({"flow": (40.0, 70.0), "de_velocity": (0.0, 3.0)}, slow={"flow": (40.0, 50.0)})
    assert healthy_ranges(equipment, known, "slow") == {"flow": (40.0, 50.0), "de_velocity": (0.0, 3.0)}
    assert healthy_ranges(equipment, known, None)["flow"] == (40.0, 70.0)
    assert healthy_ranges(equipment, known, "never seen")["flow"] == (40.0, 70.0)


def test_each_mode_has_its_own_detector_or_that_of_the_equipment(milling: Plant) -> None:
    chosen = detector_choices(milling.equipment[0])
    assert chosen["tool_wear_failure"].family == "logistic_regression"
    assert chosen["power_failure"].settings["max_bin"] == 1023
    assert set(chosen) == {mode.id for mode in milling.equipment[0].failure_modes}


def test_a_family_that_does_not_exist_is_refused_with_those_that_do(equipment: EquipmentType) -> None:
    odd = equipment.model_copy(update={"detector": DetectorSpec(family="oracle")})
    with pytest.raises(TrainingError, match=r"oracle.*lightgbm"):
        detector_choices(odd)


def test_a_model_of_other_detectors_was_not_trained_for_the_equipment(equipment: EquipmentType, bundle: Bundle) -> None:
    assert trained_for(bundle, equipment)
    assert not trained_for(bundle, equipment.model_copy(update={"detector": DetectorSpec(family="xgboost")}))
    assert not trained_for(bundle, equipment.model_copy(update={"operating": ()}))


def test_the_range_that_the_catalog_states_outranks_the_learned_one(equipment: EquipmentType) -> None:
    signals = tuple(
        s.model_copy(update={"normal": (5.0, 6.0)}) if s.id == "discharge_pressure" else s for s in equipment.signals
    )
    stated = equipment.model_copy(update={"signals": signals})
    ranges = healthy_ranges(stated, learned({"discharge_pressure": (1.0, 9.0), "flow": (40.0, 70.0)}))
    assert ranges == {"discharge_pressure": (5.0, 6.0), "flow": (40.0, 70.0)}


def test_a_learned_range_of_no_signal_is_left_out(equipment: EquipmentType) -> None:
    assert healthy_ranges(equipment, learned({"no_such_signal": (0.0, 1.0)})) == {}


def test_a_signal_with_categories_has_no_range(milling: Plant) -> None:
    assert "product_type" not in healthy_ranges(milling.equipment[0], learned({"product_type": (0.0, 2.0)}))
