"""The nouns refuse what is not theirs, and a diagnosis knows the mode to act on."""

import json
import math
from datetime import datetime, timedelta, timezone

import pytest
from pydantic import TypeAdapter, ValidationError

from assistant.records import Acknowledgement, Event, ReadingsArrived, SignalState, SignalValue, StepAcknowledged
from explain.records import digest_of
from knowledge_base.records import EquipmentType
from tests.assistant.samples import at, diagnosed, signed

WEAR = "bearing_de_wear"


def test_the_mode_to_act_on_is_the_first_that_alarms_else_the_first(equipment: EquipmentType) -> None:
    finding = diagnosed(equipment, WEAR, 0.3)
    quiet, other = finding.modes
    assert finding.acted_on == quiet
    alarming = finding.model_copy(update={"modes": (quiet, other.model_copy(update={"alarm": True}))})
    assert alarming.acted_on.mode_id == other.mode_id


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_none_is_refused(value: float) -> None:
    with pytest.raises(ValidationError, match="finite"):
        SignalValue(signal_id="flow", value=value, state=SignalState.NORMAL)


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        Acknowledgement.model_validate({**signed("A.1").model_dump(), "note": "x"})


@pytest.mark.parametrize("time", [datetime(2026, 1, 1), datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=2)))])  # noqa: DTZ001  # a time without a zone is what is refused
def test_a_time_that_is_not_utc_is_refused(time: datetime) -> None:
    with pytest.raises(ValidationError, match="UTC"):
        Acknowledgement(step_id="A.1", actor="A", time=time, value=None, completes=True)


def test_a_record_cannot_be_changed() -> None:
    done = signed("A.1")
    with pytest.raises(ValidationError, match="frozen"):
        done.actor = "B"  # type: ignore[misc]  # that it is refused is the test


def test_events_are_told_apart_by_their_kind() -> None:
    events: TypeAdapter[Event] = TypeAdapter(Event)
    read = ReadingsArrived(asset_id="P-101", time=at(0), simulated=False, readings=())
    done = StepAcknowledged(asset_id="P-101", time=at(0), case_id="c", step_id="s", actor="a", value=0.5)
    for event in (read, done):
        assert events.validate_json(event.model_dump_json()) == event


def test_a_changed_copy_has_canonical_bytes_of_its_own() -> None:
    done = signed("A.1")
    before = done.canonical
    copy = done.model_copy(update={"actor": "B"})
    assert json.loads(copy.canonical) == copy.model_dump(mode="json")
    assert (copy.canonical, done.canonical) == (before.replace(b'"actor":"A. Smith"', b'"actor":"B"'), before)
    assert digest_of(copy) != digest_of(done)


def test_canonical_bytes_are_those_of_rfc_8785() -> None:
    said = SignalValue(signal_id="Δp", value=1e21, state=SignalState.HIGH).canonical
    assert said == '{"signal_id":"Δp","state":"high","value":1e+21}'.encode()
