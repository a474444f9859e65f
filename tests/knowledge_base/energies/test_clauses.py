"""How a step is parted into what is commanded, expected and only said beside."""

import pytest

from knowledge_base.energies.clauses import Clause, clauses
from knowledge_base.energies.controls import lexicon_of


def parted(text: str, language: str = "en") -> list[tuple[str, str, str]]:
    lexicon = lexicon_of(language)
    assert lexicon is not None
    return [(clause.said, clause.expected, clause.aside) for clause in clauses(text, lexicon)]


def test_what_is_expected_and_what_is_only_a_time_stand_apart() -> None:
    assert parted("Wait until the fan stands still.") == [("wait", "until the fan stands still", "")]
    assert parted("Wait 5 min from the moment the switch was off.") == [
        ("wait 5 min", "", "from the moment the switch was off")
    ]


def test_words_after_a_colon_are_expected() -> None:
    assert parted("Press the button: the motor must not start.") == [
        ("press the button", "the motor must not start", "")
    ]


def test_only_the_words_next_after_a_command_are_of_it() -> None:
    step = "Look at the gauge. It shows a value. The valve is old."
    assert parted(step) == [("look at the gauge", "it shows a value", "")]


def test_each_command_of_a_step_stands_by_itself() -> None:
    assert [said for said, _, _ in parted("Open the box and close the tap, then wait.")] == [
        "open the box",
        "close the tap",
        "wait",
    ]


def test_two_verbs_share_what_they_are_about() -> None:
    assert [said for said, _, _ in parted("Close and lock the valve.")] == ["close the valve", "lock the valve"]


def test_things_joined_by_and_stay_together() -> None:
    assert [said for said, _, _ in parted("Close V1 at the pipe and V3 at the tank.")] == [
        "close v1 at the pipe and v3 at the tank"
    ]


def test_a_german_verb_at_the_end_has_all_before_it() -> None:
    assert [said for said, _, _ in parted("Q1 und Q2 ausschalten und die Lampe prüfen.", "de")] == [
        "q1 q2 ausschalten",
        "die lampe pruefen",
    ]


@pytest.mark.parametrize(
    "step",
    [
        "Do not open the box.",
        "If it is hot, open the box.",
        "Open the box only after the pump has started.",
        "Where fitted, close the tap.",
        "The tap is beside the box.",
    ],
)
def test_a_sentence_that_forbids_doubts_or_only_tells_has_no_command(step: str) -> None:
    assert parted(step) == []


def test_a_decimal_point_and_a_short_form_end_no_sentence() -> None:
    assert parted("Wait 2.5 min. at the box.") == [("wait 2.5 min. at the box", "", "")]


def test_all_of_a_clause_is_what_it_is_made_of() -> None:
    assert Clause("wait", "until still", "when off").all == "wait until still when off"
