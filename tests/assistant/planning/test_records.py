"""The nouns refuse what cannot be."""

import pytest
from pydantic import ValidationError

from assistant.planning.records import Breakdown, Life, Span, Technician
from tests.assistant.planning.small_plans import NOW, at, job, part, person, planning, priced, window


def test_a_life_rises_from_its_low_to_its_high_end() -> None:
    with pytest.raises(ValidationError, match="must rise"):
        Life(low=3, median=2, high=4)
    with pytest.raises(ValidationError):
        Life(low=1, median=2, high=float("inf"))


def test_more_of_a_skill_than_persons_is_refused() -> None:
    with pytest.raises(ValidationError, match="persons"):
        job(persons=1, skills={"fitter": 2})


def test_a_breakdown_is_the_sum_of_its_parts() -> None:
    assert Breakdown(fixed=100, hours=1.5, downtime_per_hour=1001, consequential=7).cost == 1609


def test_a_span_has_length() -> None:
    with pytest.raises(ValidationError, match="end after"):
        Span(start=NOW, end=NOW)


def test_a_planned_stop_has_no_price_and_a_price_no_week() -> None:
    with pytest.raises(ValidationError, match="loses no production"):
        window("w", 0, 4, downtime_share=0.5)
    with pytest.raises(ValidationError, match="a day long"):
        priced("w", 0, 25)
    assert window("w", 0, 100).end == at(100)


def test_a_window_without_machines_is_for_all() -> None:
    assert window("w", 0, 4).stops("A")
    assert not window("w", 0, 4, machines=("B",)).stops("A")


def test_nobody_is_at_work_twice_at_a_time() -> None:
    with pytest.raises(ValidationError, match="overlap"):
        person("ada", at_work=((0, 8), (6, 10)))
    touching = person("ada", at_work=((8, 10), (0, 8)))
    assert isinstance(touching, Technician)


def test_a_plan_reaches_forward_and_names_nobody_twice() -> None:
    with pytest.raises(ValidationError, match="after now"):
        planning(until=NOW)
    with pytest.raises(ValidationError, match="same id"):
        planning(window("w", 0, 4), window("w", 5, 6))
    with pytest.raises(ValidationError, match="same id"):
        planning(parts=(part("p"), part("p")))


def test_a_part_is_found_by_its_number() -> None:
    of = planning(parts=(part("p", 2),))
    assert of.part("p") == part("p", 2)
    assert of.part("q") is None
