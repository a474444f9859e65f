"""Only what the contract names crosses the socket, in either direction."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from assistant import wire
from assistant.wire import AcknowledgeStep, Subscribe, Telemetry, client_message, server_message

ACKNOWLEDGE = {
    "type": "acknowledge-step",
    "asset_id": "P-101",
    "case_id": "P-101-1",
    "step_id": "PS-T-110.1",
    "actor": "A. Smith",
    "value": None,
}


def test_every_message_of_a_run_is_one_that_a_client_can_read(transcript: list[str]) -> None:
    kinds = set()
    for text in transcript:
        message = server_message.validate_json(text)
        assert message.model_dump_json() == text
        kinds.add(message.type)
    assert kinds == {"hello", "telemetry", "score", "explanation", "diagnosis", "case", "frame", "asset-state"}


def test_sequence_numbers_rise(transcript: list[str]) -> None:
    numbers = [json.loads(text)["seq"] for text in transcript]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == len(numbers)


def test_only_cases_and_refusals_are_never_superseded(transcript: list[str]) -> None:
    for message in map(json.loads, transcript):
        assert (message["key"] == "") == (message["type"] in {"case", "refused"})


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_what_is_no_number_is_refused(transcript: list[str], number: str) -> None:
    text = next(text for text in transcript if json.loads(text)["type"] == "telemetry")
    value = json.loads(text)["values"][0]["value"]
    spoiled = text.replace(f'"value":{value}', f'"value":{number}', 1)
    assert spoiled != text
    with pytest.raises(ValidationError):
        server_message.validate_json(spoiled)


def test_a_number_that_is_none_cannot_be_put_into_a_message(transcript: list[str]) -> None:
    text = next(text for text in transcript if json.loads(text)["type"] == "telemetry")
    fields = Telemetry.model_validate_json(text).model_dump()
    fields["values"][0]["value"] = float("nan")
    with pytest.raises(ValidationError, match="finite"):
        Telemetry.model_validate(fields)


def test_a_field_that_the_contract_does_not_know_is_refused_at_any_depth(transcript: list[str]) -> None:
    messages = {message["type"]: message for message in map(json.loads, transcript)}
    for message in messages.values():
        with pytest.raises(ValidationError, match="Extra inputs"):
            server_message.validate_json(json.dumps(message | {"colour": "red"}))
    message = messages["case"]
    message["record"]["procedure"]["tasks"][0]["steps"][0]["colour"] = "red"
    with pytest.raises(ValidationError, match="Extra inputs"):
        server_message.validate_json(json.dumps(message))


@pytest.mark.parametrize("kind", ["hello", "", None, 7, "HELLO", "frame"])
def test_a_client_cannot_speak_as_the_server(kind: object) -> None:
    with pytest.raises(ValidationError):
        client_message.validate_python({"type": kind, "seq": 0, "key": ""})


def test_a_client_subscribes_and_acknowledges() -> None:
    assert client_message.validate_json('{"type":"subscribe","asset_ids":["P-101"]}') == Subscribe(asset_ids=("P-101",))
    message = client_message.validate_json(json.dumps(ACKNOWLEDGE))
    assert isinstance(message, AcknowledgeStep)
    assert (message.case_id, message.actor) == ("P-101-1", "A. Smith")


@pytest.mark.parametrize(
    "changed",
    [
        {"actor": ""},
        {"actor": "x" * 81},
        {"actor": None},
        {"step_id": "x" * 121},
        {"case_id": 7},
        {"asset_id": ["P-101"]},
        {"time": "2026-01-01T00:00:00Z"},
    ],
)
def test_an_act_of_wrong_shape_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        client_message.validate_python(ACKNOWLEDGE | changed)


@pytest.mark.parametrize("field", sorted(set(ACKNOWLEDGE) - {"type"}))
def test_an_act_says_everything(field: str) -> None:
    with pytest.raises(ValidationError, match="Field required"):
        client_message.validate_python({name: value for name, value in ACKNOWLEDGE.items() if name != field})


def test_a_subscription_has_a_limit() -> None:
    client_message.validate_python({"type": "subscribe", "asset_ids": ["x"] * 1000})
    with pytest.raises(ValidationError, match="at most 1000"):
        client_message.validate_python({"type": "subscribe", "asset_ids": ["x"] * 1001})


def test_all_that_a_screen_needs_is_exported() -> None:
    assert all(hasattr(wire, name) for name in wire.__all__)
    assert sorted(wire.__all__) == sorted(set(wire.__all__))
