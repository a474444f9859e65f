"""The reducer: what a screen knows after which messages, and which asset it shows."""

import json
from pathlib import Path

import pytest

from ar_client.scene import SceneState, choose, reduce, replay, selected, summary, undone
from assistant.wire import ServerMessage, server_message
from tests.ar_client.sample_messages import Transcript, bearing_story, healthy_story

GOLDEN = Path(__file__).parents[1] / "golden"
TRANSCRIPTS = sorted(GOLDEN.glob("*.jsonl"))


def test_the_story_of_a_worn_bearing_ends_with_the_part_lit_and_the_right_step_open() -> None:
    told = summary(replay(bearing_story()))
    assert told["selected"] == "P-101"
    assert told["lit"] == [
        ["bearing_de", "guilty", 0.7312],
        ["coupling", "evidence", 0.12],
        ["coupling_guard", "step", 1.0],
    ]
    assert told["callouts"][:3] == [["de_velocity", "high"], ["de_bpfo", "high"], ["de_temperature", "high"]]
    assert (told["open_task"], told["next_step"], told["done"]) == ("PS-T-210", "PS-T-210.1", 2)
    assert told["assets"]["P-101"]["health"] == "alarm"
    assert told["assets"]["P-102"] == {
        "health": "healthy",
        "headline": "All readings are in their healthy range",
        "case_open": False,
    }


def test_a_healthy_plant_selects_nothing_and_lights_nothing() -> None:
    told = summary(replay(healthy_story()))
    assert told["selected"] is None
    assert (told["lit"], told["callouts"], told["open_task"], told["next_step"], told["done"]) == (
        [],
        [],
        None,
        None,
        0,
    )


def test_an_asset_that_nothing_was_heard_of_is_unknown_not_healthy() -> None:
    told = summary(replay([Transcript().hello()]))
    assert {asset["health"] for asset in told["assets"].values()} == {"unknown"}


def test_each_message_replaces_only_its_own_kind_of_its_own_asset() -> None:
    t = Transcript()
    before = replay([t.hello(), t.state("P-101"), t.frame("P-101"), t.state("P-102"), t.telemetry("P-102")])
    after = reduce(before, t.state("P-101", "watch"))
    assert after.asset("P-101").frame is before.asset("P-101").frame
    assert after.asset("P-102") is before.asset("P-102")
    assert after.asset("P-101").state != before.asset("P-101").state


def test_the_reducer_changes_nothing_that_it_was_given() -> None:
    t = Transcript()
    state = replay([t.hello(), t.state("P-101")])
    kept = summary(state)
    for message in bearing_story():
        reduce(state, message)
    assert summary(state) == kept


def test_a_hello_of_another_epoch_starts_from_nothing() -> None:
    t = Transcript()
    state = choose(replay(bearing_story()), "P-103")
    fresh = reduce(state, t.hello("epoch-2"))
    assert fresh == SceneState(hello=fresh.hello)
    assert summary(fresh)["selected"] is None


def test_a_hello_of_the_same_epoch_after_a_reconnect_keeps_what_is_known() -> None:
    state = choose(replay(bearing_story()), "P-103")
    assert summary(reduce(state, Transcript().hello())) == summary(state)


def test_an_alarm_is_shown_before_a_watch_however_long_that_is_open() -> None:
    t = Transcript()
    state = replay(
        [
            t.hello(),
            t.case("P-103", opened=0),
            t.state("P-103", "watch", case_open=True),
            t.case("P-102", opened=500),
            t.state("P-102", "alarm", case_open=True),
        ]
    )
    assert selected(state) == "P-102"


def test_of_two_alarms_the_one_open_longest_is_shown() -> None:
    t = Transcript()
    cases = [t.case("P-101", opened=300), t.case("P-103", opened=100), t.case("P-102", opened=200)]
    states = [t.state(asset_id, "alarm", case_open=True) for asset_id in ("P-101", "P-102", "P-103")]
    assert selected(replay([t.hello(), *cases, *states])) == "P-103"


def test_an_open_case_of_an_asset_outside_the_subscription_still_counts_after_those_known() -> None:
    t = Transcript()
    states = [t.state(asset_id, "alarm", case_open=True) for asset_id in ("P-101", "P-102")]
    assert selected(replay([t.hello(), *states])) == "P-101"
    assert selected(replay([t.hello(), *states, t.case("P-102", opened=900)])) == "P-102"


def test_what_the_person_chose_is_shown_until_they_give_the_choice_back() -> None:
    state = choose(replay(bearing_story()), "P-103")
    assert selected(state) == "P-103"
    assert summary(state)["lit"] == []
    assert selected(choose(state, None)) == "P-101"


def test_a_closed_case_has_no_next_step_and_frees_the_selection() -> None:
    t = Transcript()
    state = replay([*bearing_story(), t.case("P-101", 4, opened=120, closed=900), t.state("P-101", at=900)])
    assert selected(state) is None
    told = summary(choose(state, "P-101"))
    assert (told["open_task"], told["next_step"], told["done"]) == (None, None, 4)


def test_when_all_steps_are_done_no_step_is_next() -> None:
    t = Transcript()
    assert undone(replay([t.hello(), t.case("P-101", 4)]).asset("P-101").case) is None


def test_a_step_that_a_second_person_has_to_sign_is_still_the_next() -> None:
    t = Transcript()
    state = replay([t.hello(), t.state("P-101", "alarm", case_open=True), t.case("P-101", 2, half_signed=True)])
    told = summary(state)
    assert (told["next_step"], told["done"]) == ("PS-T-010.2", 2)


def test_a_refusal_is_kept_for_the_person() -> None:
    assert replay([*bearing_story(), Transcript().refused("Step 2 first.")]).refusal == "Step 2 first."


@pytest.mark.parametrize(("share", "shown"), [(0.00005, 0.0001), (0.12344999, 0.1234), (0.99996, 1.0), (0.0, 0.0)])
def test_shares_are_rounded_half_up_as_in_the_web_client(share: float, shown: float) -> None:
    t = Transcript()
    frame = server_message.dump_python(t.frame("P-101", 1.0), mode="json")
    frame["record"]["highlights"][0]["share"] = share
    state = replay([t.hello(), server_message.validate_python(frame)])
    assert summary(choose(state, "P-101"))["lit"][0][2] == shown


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=[path.stem for path in TRANSCRIPTS])
def test_a_recorded_transcript_replays_to_its_golden_scene(transcript: Path) -> None:
    messages: list[ServerMessage] = [
        server_message.validate_json(line) for line in transcript.read_text(encoding="utf-8").splitlines() if line
    ]
    expected = json.loads(transcript.with_suffix(".scene.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(summary(replay(messages)))) == expected
