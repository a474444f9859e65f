"""The committed transcripts are still what the wire says, tell the stories that they are named after, and replay."""

import json
from typing import Any

import pytest

from ar_client.scene import replay, summary
from assistant.wire import server_message
from tests.golden.record import FOLDER, STORIES

LARGEST = 1_500_000


def messages(name: str) -> list[dict[str, Any]]:
    """The messages of a transcript."""
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def scene(name: str) -> dict[str, Any]:
    """The expected scene of a transcript."""
    expected: dict[str, Any] = json.loads((FOLDER / f"{name}.scene.json").read_text(encoding="utf-8"))
    return expected


def test_every_story_is_committed_and_nothing_else() -> None:
    assert {path.name.split(".")[0] for path in FOLDER.glob("*.json*")} == set(STORIES)
    assert {path.stem for path in FOLDER.glob("*.jsonl")} == set(STORIES)


@pytest.mark.parametrize("name", STORIES)
def test_a_transcript_replays_to_its_scene(name: str) -> None:
    told = [server_message.validate_python(message) for message in messages(name)]
    assert summary(replay(told)) == scene(name)


@pytest.mark.parametrize("name", STORIES)
def test_a_transcript_is_still_what_the_wire_says_and_small(name: str) -> None:
    file = FOLDER / f"{name}.jsonl"
    assert file.stat().st_size < LARGEST
    for line in file.read_text(encoding="utf-8").splitlines():
        assert server_message.validate_json(line).model_dump_json() == line


@pytest.mark.parametrize(("name", "kind"), [("bearing-wear", "case"), ("two-machines", "case"), ("restart", "hello")])
def test_a_transcript_tells_another_scene_without_the_message_that_it_turns_on(name: str, kind: str) -> None:
    told = messages(name)
    last = max(place for place, message in enumerate(told) if message["type"] == kind)
    fewer = [server_message.validate_python(message) for message in told[:last] + told[last + 1 :]]
    assert summary(replay(fewer)) != scene(name)


def test_the_worn_bearing_ends_lit_with_two_steps_done() -> None:
    told, seen = messages("bearing-wear"), scene("bearing-wear")
    assert told[0]["type"] == "hello"
    first = next(message for message in told if message["type"] == "asset-state")
    assert first["health"] == "healthy"
    assert seen["selected"] == "P-101"
    assert seen["assets"]["P-101"]["health"] == "alarm"
    assert seen["lit"][0][:2] == ["bearing_de", "guilty"]
    assert seen["done"] == 2
    assert seen["next_step"] == "PS-T-110.3"
    assert {message["type"] for message in told} == {
        "hello",
        "telemetry",
        "score",
        "explanation",
        "diagnosis",
        "case",
        "frame",
        "asset-state",
    }


def test_of_two_machines_the_one_that_waits_longest_is_shown() -> None:
    seen = scene("two-machines")
    assert [seen["assets"][asset]["case_open"] for asset in ("P-101", "P-102", "P-103")] == [False, True, True]
    assert seen["selected"] == "P-102"
    assert seen["lit"][0][:2] == ["mechanical_seal", "guilty"]
    assert seen["done"] == 1
    assert "refused" in {message["type"] for message in messages("two-machines")}


def test_after_a_restart_nothing_of_the_old_epoch_is_shown() -> None:
    epochs = [message["epoch"] for message in messages("restart") if message["type"] == "hello"]
    assert len(set(epochs)) == 2
    seen = scene("restart")
    assert seen["selected"] is None
    assert not any(asset["case_open"] for asset in seen["assets"].values())
