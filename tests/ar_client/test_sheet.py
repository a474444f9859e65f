"""What is written on a picture: words, numbers and units, before anything is drawn."""

import pytest

from ar_client.desktop import wording
from ar_client.desktop.sheet import Sheet, sheet_of, shown_asset, value_of
from ar_client.scene import SceneState, replay
from assistant.wire import Callout, server_message
from tests.ar_client.sample_messages import Transcript, bearing_story, healthy_story


def sheet(state: SceneState, asset_id: str = "P-101") -> Sheet:
    made = sheet_of(state, asset_id)
    assert made is not None
    return made


def callout(low: float | None, high: float | None, points: float = 0.0) -> Callout:
    frame = server_message.dump_python(Transcript().frame("P-101"), mode="json")
    frame["record"]["callouts"][0].update(low=low, high=high, points=points)
    message = server_message.validate_python(frame)
    assert message.type == "frame"
    return message.record.callouts[0]


def test_the_sheet_of_an_alarm_says_what_is_wrong_on_which_machine_and_how_sure_it_is() -> None:
    made = sheet(replay(bearing_story()))
    assert made.headline == "Drive-end bearing wear: replace the drive-end bearing"
    assert (made.asset, made.location) == ("P-101 Cooling water pump A", "Pump house, bay 1")
    assert made.probability == pytest.approx(0.94)
    assert made.simulated


def test_the_next_step_comes_verbatim_with_its_warning_and_its_source() -> None:
    todo = sheet(replay(bearing_story())).todo
    assert todo is not None
    assert todo.title == "Replace the drive-end bearing: step 1 of 2"
    assert todo.text.startswith("Loosen the four M8 bolts of the coupling guard")
    assert [kind for kind, _ in todo.notices] == ["warning"]
    assert "PS-T-210.1" in todo.source
    assert "PS-MM rev. 2.1" in todo.source


def test_where_the_manuals_have_gaps_the_safe_state_is_shown_and_no_step() -> None:
    t = Transcript()
    todo = sheet(replay([t.hello(), t.case("P-101", complete=False)])).todo
    assert todo is not None
    assert "Motor stopped and locked out, pump drained." in todo.text
    assert "Shift maintenance lead, ext. 4410" in todo.text
    assert "Stop the motor at the control station" not in todo.text
    assert "No manual of this machine" in todo.source


def test_a_closed_case_leaves_nothing_to_do() -> None:
    t = Transcript()
    assert sheet(replay([t.hello(), t.case("P-101", 4, closed=900)])).todo is None


def test_a_machine_not_heard_of_is_unknown_and_says_so() -> None:
    made = sheet(replay([Transcript().hello()]), "P-103")
    assert made.health.value == "unknown"
    assert "Nothing has been heard" in made.headline


def test_with_no_case_open_the_first_machine_of_the_plant_is_shown() -> None:
    assert shown_asset(replay(healthy_story())) == "P-101"
    assert shown_asset(SceneState()) is None


def test_an_asset_that_the_plant_does_not_have_has_no_sheet() -> None:
    assert sheet_of(replay(healthy_story()), "P-999") is None


def test_a_category_is_shown_by_its_name() -> None:
    hello = server_message.dump_python(Transcript().hello(), mode="json")
    hello["equipment"][0]["signals"][4].update(categories=["L", "M", "H"], unit="")
    frame = server_message.dump_python(Transcript().frame("P-101"), mode="json")
    frame["record"]["callouts"][0].update(value=2.0)
    made = sheet(replay([server_message.validate_python(hello), server_message.validate_python(frame)]))
    assert value_of(made, made.callouts[0]) == "H"


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (1482.4, "1482"),
        (47.06, "47.1"),
        (6.724, "6.72"),
        (3.2, "3.20"),
        (0.0412, "0.0412"),
        (0.0, "0"),
        (-3.14159, "−3.14"),
    ],
)
def test_numbers_have_three_digits_as_on_the_web_page(value: float, printed: str) -> None:
    assert wording.number(value) == printed


@pytest.mark.parametrize(
    ("probability", "printed"), [(0.0, "0 %"), (0.004, "< 1 %"), (0.937, "94 %"), (0.996, "> 99 %"), (1.0, "100 %")]
)
def test_a_probability_claims_no_more_certainty_than_there_is(probability: float, printed: str) -> None:
    assert wording.percent(probability) == printed


def test_each_lit_part_is_told_with_its_reason() -> None:
    highlights = sheet(replay(bearing_story())).highlights
    told = [wording.reason([highlight]) for highlight in highlights]
    assert told == [
        "At fault: Bearing (drive end), 73 % of evidence",
        "Coupling: 12 % of evidence",
        "This step: Coupling guard",
    ]
    at_fault, in_step = highlights[0], highlights[2]
    assert wording.reason([at_fault, in_step]).endswith("73 % of evidence, and in this step")


def test_a_missing_value_is_a_dash_not_a_zero() -> None:
    assert wording.quantity(None, "bar") == "–"
    assert wording.quantity(0.0, "bar") == "0 bar"


def test_a_healthy_range_is_told_with_the_ends_that_are_known() -> None:
    assert wording.healthy_range(callout(18.0, 27.0)) == "healthy 18 to 27"
    assert wording.healthy_range(callout(None, 0.9)) == "healthy up to 0.9"
    assert wording.healthy_range(callout(2.5, None)) == "healthy from 2.5"
    assert wording.healthy_range(callout(None, None)) == ""


def test_the_weight_of_a_value_is_told_in_points_for_or_against() -> None:
    assert wording.weight(callout(None, None, 41.2)) == "adds 41 points"
    assert wording.weight(callout(None, None, -1.1)) == "takes off 1 point"
    assert wording.weight(callout(None, None, 0.2)) == ""
