import hashlib
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from pydantic import ValidationError

from explain import records
from explain.records import ModeScore, Quality, Record, SensorReading, digest_of

READING: dict[str, Any] = {
    "asset_id": "P-101",
    "signal_id": "flow",
    "time": datetime(2026, 3, 1, 8, 0, tzinfo=UTC),
    "value": 61.5,
}
ALL_RECORDS = [
    kind
    for kind in vars(records).values()
    if isinstance(kind, type) and issubclass(kind, Record) and kind is not Record
]


@pytest.mark.parametrize("kind", ALL_RECORDS)
def test_every_record_is_frozen_strict_about_fields_and_refuses_what_is_not_finite(kind: type[Record]) -> None:
    assert kind.model_config["frozen"] is True
    assert kind.model_config["extra"] == "forbid"
    assert kind.model_config["allow_inf_nan"] is False


def test_a_record_cannot_be_changed() -> None:
    reading = SensorReading(**READING)
    with pytest.raises(ValidationError, match="frozen"):
        reading.value = 62.0  # type: ignore[misc]  # the assignment is what is refused


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError, match="unit"):
        SensorReading(**READING | {"unit": "m3/h"})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_not_finite_is_refused(value: float) -> None:
    with pytest.raises(ValidationError, match="finite"):
        SensorReading(**READING | {"value": value})


@pytest.mark.parametrize(
    "time",
    [datetime(2026, 3, 1, 8, 0), datetime(2026, 3, 1, 8, 0, tzinfo=timezone(timedelta(hours=1)))],  # noqa: DTZ001  # meant
    ids=["without a zone", "of another zone"],
)
def test_a_time_that_is_not_utc_is_refused(time: datetime) -> None:
    with pytest.raises(ValidationError, match="UTC"):
        SensorReading(**READING | {"time": time})


@pytest.mark.parametrize("text", ["2026-03-01T08:00:00Z", "2026-03-01T08:00:00+00:00"])
def test_utc_is_understood_as_it_is_written_in_iso_8601(text: str) -> None:
    assert SensorReading(**READING | {"time": text}).time == READING["time"]


@pytest.mark.parametrize("probability", [-0.001, 1.001])
def test_a_probability_lies_between_0_and_1(probability: float) -> None:
    with pytest.raises(ValidationError, match="probability"):
        ModeScore(mode_id="wear", raw=0.0, probability=probability, low=None, high=None, threshold=0.5, alarm=False)


def test_a_reading_is_good_unless_it_says_otherwise() -> None:
    assert SensorReading(**READING).quality is Quality.GOOD


def test_the_digest_is_the_sha_256_of_the_canonical_json_of_rfc_8785() -> None:
    canonical = '{"asset_id":"P-101","quality":"good","signal_id":"flow","time":"2026-03-01T08:00:00Z","value":61.5}'
    assert digest_of(SensorReading(**READING)) == hashlib.sha256(canonical.encode()).hexdigest()


@pytest.mark.parametrize(
    ("value", "written"),
    # Appendix B of RFC 8785: the number as ECMAScript prints it.
    [
        (4.5, "4.5"),
        (2e-3, "0.002"),
        (1e27, "1e+27"),
        (1e-27, "1e-27"),
        (333333333.33333329, "333333333.3333333"),
        (6.0, "6"),
    ],
)
def test_the_digest_writes_numbers_as_rfc_8785_does(value: float, written: str) -> None:
    reading = SensorReading(**READING | {"value": value, "asset_id": "Pumpe Süd"})
    canonical = (
        '{"asset_id":"Pumpe Süd","quality":"good","signal_id":"flow","time":"2026-03-01T08:00:00Z",'
        f'"value":{written}}}'
    )
    assert digest_of(reading) == hashlib.sha256(canonical.encode()).hexdigest()


def test_two_records_that_differ_anywhere_have_different_digests() -> None:
    reading = SensorReading(**READING)
    assert digest_of(reading) != digest_of(reading.model_copy(update={"value": 61.500000000000007}))


@pytest.mark.parametrize(("value", "quality"), [(None, Quality.GOOD), (None, Quality.UNCERTAIN), (1.0, Quality.BAD)])
def test_a_reading_has_no_value_if_and_only_if_it_is_bad(value: float | None, quality: Quality) -> None:
    with pytest.raises(ValidationError, match="if and only if"):
        SensorReading(asset_id="A", signal_id="s", time=datetime(2026, 1, 1, tzinfo=UTC), value=value, quality=quality)
