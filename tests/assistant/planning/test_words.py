"""Amounts and times as a planner reads them."""

import pytest

from assistant.planning.words import brief, called, crew_wanted, day, length, listed, money, when
from tests.assistant.planning.small_plans import NOW, job, planning, window


@pytest.mark.parametrize(
    ("cents", "currency", "said"),
    [
        (240_000, "EUR", "2,400 €"),
        (350, "EUR", "3.50 €"),
        (300, "USD", "3 $"),
        (1_234, "CHF", "12 CHF"),
        (-150_000, "EUR", "-1,500 €"),
        (0, "EUR", "0 €"),
    ],
)
def test_money_is_whole_but_for_small_change(cents: int, currency: str, said: str) -> None:
    assert money(cents, currency) == said


def test_times_are_those_of_the_plant() -> None:
    assert when(NOW, "Europe/Berlin") == "Monday 23 Nov 07:00"
    assert when(NOW, "America/Denver") == "Sunday 22 Nov 23:00"
    assert brief(NOW, "America/Denver") == "Sun 22 Nov 23:00"
    assert day(NOW, "America/Denver") == "Sunday 22 Nov"


def test_lengths_people_and_lists_are_said_plainly() -> None:
    assert length(6) == "6 h"
    assert length(1.5) == "1.5 h"
    assert crew_wanted(job(persons=2, skills={"fitter": 2})) == "2 persons (2 fitter)"
    assert crew_wanted(job(skills={"fitter": 1})) == "1 person (fitter)"
    assert crew_wanted(job()) == "1 person"
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "C"]) == "A, B and C"


def test_a_window_is_called_by_its_name_and_start() -> None:
    stop = window("w", 0, 4).model_copy(update={"name": "Stop"})
    assert called(stop, planning(stop)) == "Stop (Monday 23 Nov 06:00)"
