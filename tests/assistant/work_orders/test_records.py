"""A report that contradicts itself is refused before it becomes a work order."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from assistant.records import Verdict
from assistant.work_orders.iso14224 import DetectionMethod
from assistant.work_orders.records import CaseReport, Labour, WorkOrder, WorkOrderReported
from knowledge_base.records import EquipmentType
from tests.assistant.work_orders.orders import FINISHED, REPORTED, STARTED, a_case, an_order, found, report, work


def test_a_report_survives_its_json(equipment: EquipmentType) -> None:
    told = report(a_case(equipment), remarks="Spare is on order")
    assert CaseReport.model_validate_json(told.canonical) == told


def test_an_order_survives_its_json(equipment: EquipmentType) -> None:
    order = an_order(equipment)
    assert WorkOrder.model_validate_json(order.canonical) == order
    message = WorkOrderReported(timestamp=order.reported, data=order)
    assert message.type == "work_order.reported"
    assert WorkOrderReported.model_validate_json(message.canonical).data == order


def test_faultlens_finds_failures_by_watching_all_the_time(equipment: EquipmentType) -> None:
    assert report(a_case(equipment)).detection is DetectionMethod.CONTINUOUS_CONDITION_MONITORING


@pytest.mark.parametrize("verdict", [Verdict.CONFIRMED, Verdict.OTHER])
def test_a_cause_that_was_found_has_its_codes(verdict: Verdict) -> None:
    with pytest.raises(ValidationError, match="needs its failure mode, impact, mechanism and cause"):
        found(verdict=verdict, failure=None)


def test_a_rejected_cause_may_leave_no_failure_at_all() -> None:
    assert found(verdict=Verdict.REJECTED, failure=None).failure is None


@pytest.mark.parametrize("verdict", [Verdict.CONFIRMED, Verdict.REJECTED])
@pytest.mark.parametrize("other", [{"mode_id": "cavitation"}, {"component_id": "impeller"}])
def test_only_the_verdict_other_names_another_cause(verdict: Verdict, other: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match='only the verdict "other"'):
        found(verdict=verdict, **other)


def test_a_failure_mode_brings_its_own_component() -> None:
    with pytest.raises(ValidationError, match="the mode has its own component"):
        found(verdict=Verdict.OTHER, mode_id="cavitation", component_id="impeller")


def test_work_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValidationError, match="finished before it was started"):
        work(finished=STARTED - timedelta(minutes=1))


def test_active_hours_fit_between_start_and_end() -> None:
    with pytest.raises(ValidationError, match="longer than the time from started to finished"):
        work(active_hours=3.5)


def test_hours_booked_in_quarters_are_no_contradiction() -> None:
    assert work(finished=STARTED + timedelta(minutes=50), active_hours=1).active_hours == 1


def test_work_is_not_reported_before_it_is_over(equipment: EquipmentType) -> None:
    with pytest.raises(ValidationError, match="later than the report"):
        report(a_case(equipment), time=FINISHED - timedelta(seconds=1))


@pytest.mark.parametrize(
    "said",
    [{"labour": ()}, {"words": "   "}, {"words": "bell \x07"}, {"active_hours": 0}, {"down_hours": -1}, {"extra": 1}],
    ids=str,
)
def test_what_says_nothing_or_makes_no_sense_is_refused(said: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        work(**said)


def test_nobody_works_no_hours() -> None:
    with pytest.raises(ValidationError):
        Labour.model_validate({"person": "A. Smith", "discipline": "mechanical", "hours": 0})


def test_words_may_have_several_lines_a_name_may_not() -> None:
    assert work(words="Removed\r\nFitted\n").words == "Removed\r\nFitted"
    with pytest.raises(ValidationError):
        Labour.model_validate({"person": "A.\nSmith", "discipline": "mechanical", "hours": 1})


def test_an_hour_of_day_without_zone_is_refused() -> None:
    with pytest.raises(ValidationError, match="UTC"):
        work(started=STARTED.replace(tzinfo=None))


def test_a_report_of_the_very_moment_of_the_end_is_fine(equipment: EquipmentType) -> None:
    assert report(a_case(equipment), time=FINISHED).time < REPORTED
