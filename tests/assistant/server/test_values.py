"""Posted values become readings only if the plant's own signals say so."""

import pytest

from assistant.errors import UsageError
from assistant.server.values import checked_readings
from explain.errors import DataError
from explain.records import Quality
from knowledge_base.records import Plant
from tests.assistant.samples import at


def test_a_value_becomes_a_reading_of_its_signal_at_its_time(milling: Plant) -> None:
    torque, kind = checked_readings(milling, "MC-1", at(3), {"torque": 41.5, "product_type": "M"})
    assert (torque.asset_id, torque.signal_id, torque.time, torque.value) == ("MC-1", "torque", at(3), 41.5)
    assert torque.quality is Quality.GOOD
    assert kind.value == 1.0


def test_a_sensor_without_a_value_is_bad_not_nought(milling: Plant) -> None:
    (reading,) = checked_readings(milling, "MC-1", at(3), {"torque": None})
    assert (reading.value, reading.quality) == (None, Quality.BAD)


@pytest.mark.parametrize("value", ["X", "m", "", 1.0, 0])
def test_a_category_is_one_of_its_names(milling: Plant, value: float | str) -> None:
    with pytest.raises(DataError, match=r"product_type is .*, but must be one of L, M, H"):
        checked_readings(milling, "MC-1", at(3), {"product_type": value})


def test_text_for_a_number_is_refused_with_the_unit(milling: Plant) -> None:
    with pytest.raises(DataError, match=r"torque is the text '41\.5', but must be a number in N\*m"):
        checked_readings(milling, "MC-1", at(3), {"torque": "41.5"})


def test_an_unknown_signal_is_told_with_the_measured_ones(milling: Plant) -> None:
    with pytest.raises(DataError, match=r"MC-1 measures no signal 'power'; it measures product_type, .*tool_wear"):
        checked_readings(milling, "MC-1", at(3), {"torque": 1.0, "power": 1.0})


def test_a_derived_signal_is_not_measured(milling: Plant) -> None:
    with pytest.raises(DataError, match="measures no signal 'spindle_power'"):
        checked_readings(milling, "MC-1", at(3), {"spindle_power": 1.0})


def test_an_unknown_asset_is_named(milling: Plant) -> None:
    with pytest.raises(UsageError, match="the plant has no asset 'MC-9'"):
        checked_readings(milling, "MC-9", at(3), {"torque": 1.0})
