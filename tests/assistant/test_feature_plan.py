"""What the catalog says of a machine arrives in `explain` as plain numbers, in a fixed order."""

import pytest

from assistant.feature_plan import feature_plan, healthy_ranges
from explain.features import SignalSpec
from knowledge_base.records import EquipmentType, Plant


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


def test_the_range_that_the_catalog_states_outranks_the_learned_one(equipment: EquipmentType) -> None:
    signals = tuple(
        s.model_copy(update={"normal": (5.0, 6.0)}) if s.id == "discharge_pressure" else s for s in equipment.signals
    )
    stated = equipment.model_copy(update={"signals": signals})
    ranges = healthy_ranges(stated, {"discharge_pressure": (1.0, 9.0), "flow": (40.0, 70.0)})
    assert ranges == {"discharge_pressure": (5.0, 6.0), "flow": (40.0, 70.0)}


def test_a_learned_range_of_no_signal_is_left_out(equipment: EquipmentType) -> None:
    assert healthy_ranges(equipment, {"no_such_signal": (0.0, 1.0)}) == {}


def test_a_signal_with_categories_has_no_range(milling: Plant) -> None:
    assert "product_type" not in healthy_ranges(milling.equipment[0], {"product_type": (0.0, 2.0)})
