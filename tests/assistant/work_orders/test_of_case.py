"""A case and what the technician says of it become one work order, the same one each time."""

from datetime import timedelta

import pytest

from assistant.errors import UsageError
from assistant.records import Case, Verdict
from assistant.work_orders.of_case import work_order
from assistant.work_orders.records import CaseReport, PartUsed, WorkOrder
from explain.records import digest_of
from knowledge_base.records import EquipmentType
from tests.assistant.work_orders.orders import OPENED, REPORTED, a_case, found, report, work


@pytest.fixture
def case(equipment: EquipmentType) -> Case:
    return a_case(equipment)


def made(case: Case, told: CaseReport, equipment: EquipmentType) -> WorkOrder:
    return work_order(case, told, equipment, simulated=False)


def test_the_order_can_be_traced_to_the_readings_and_the_steps(case: Case, equipment: EquipmentType) -> None:
    told = report(case)
    order = made(case, told, equipment)
    assert order.chain_id == case.procedure.chain_id
    assert order.procedure_digest == digest_of(case.procedure)
    assert order.report_digest == digest_of(told)
    assert (order.case_id, order.asset_id, order.equipment_id) == (case.case_id, "P-101", "pump-skid")
    assert (order.opened, order.reported, order.reported_by) == (OPENED, REPORTED, "A. Smith")


def test_what_was_found_and_done_is_as_the_technician_said(case: Case, equipment: EquipmentType) -> None:
    told = report(case, remarks="Check again in a week")
    order = made(case, told, equipment)
    assert (order.found, order.work, order.detection) == (told.found, told.work, told.detection)
    assert order.remarks == "Check again in a week"


def test_a_confirmed_cause_is_the_diagnosed_one(case: Case, equipment: EquipmentType) -> None:
    order = made(case, report(case), equipment)
    assert (order.diagnosed_mode_id, order.diagnosed_mode) == ("bearing_de_wear", "Drive-end bearing wear")
    assert (order.found_mode_id, order.component_id) == ("bearing_de_wear", "bearing_de")


def test_a_rejected_cause_names_no_mode_and_no_part(case: Case, equipment: EquipmentType) -> None:
    order = made(case, report(case, found=found(verdict=Verdict.REJECTED, failure=None)), equipment)
    assert order.diagnosed_mode_id == "bearing_de_wear"
    assert (order.found_mode_id, order.component_id) == (None, None)


def test_another_cause_is_another_mode_of_the_equipment(case: Case, equipment: EquipmentType) -> None:
    order = made(case, report(case, found=found(verdict=Verdict.OTHER, mode_id="cavitation")), equipment)
    assert (order.found_mode_id, order.component_id) == ("cavitation", "impeller")


def test_or_a_part_with_a_failure_that_nobody_had_thought_of(case: Case, equipment: EquipmentType) -> None:
    order = made(case, report(case, found=found(verdict=Verdict.OTHER, component_id="coupling")), equipment)
    assert (order.found_mode_id, order.component_id) == (None, "coupling")


def test_the_same_report_gives_the_same_order_and_id(case: Case, equipment: EquipmentType) -> None:
    first, second = (made(case, report(case), equipment) for _ in range(2))
    assert first.canonical == second.canonical
    closed = case.model_copy(update={"closed": REPORTED})
    assert made(closed, report(case), equipment).order_id == first.order_id


def test_a_corrected_report_is_another_order(case: Case, equipment: EquipmentType) -> None:
    corrected = report(case, time=REPORTED + timedelta(minutes=1))
    assert made(case, corrected, equipment).order_id != made(case, report(case), equipment).order_id


def test_a_simulated_machine_stays_marked(case: Case, equipment: EquipmentType) -> None:
    assert work_order(case, report(case), equipment, simulated=True).simulated
    assert not made(case, report(case), equipment).simulated


def test_a_report_about_another_case_is_refused(case: Case, equipment: EquipmentType) -> None:
    with pytest.raises(UsageError, match="about case P-102-x, not about P-101-"):
        made(case, report(case, case_id="P-102-x"), equipment)


def test_the_diagnosed_cause_is_not_another_one(case: Case, equipment: EquipmentType) -> None:
    with pytest.raises(UsageError, match="report it as confirmed"):
        made(case, report(case, found=found(verdict=Verdict.OTHER, mode_id="bearing_de_wear")), equipment)


def test_a_mode_or_part_that_the_equipment_lacks_is_refused_with_those_it_has(
    case: Case, equipment: EquipmentType
) -> None:
    with pytest.raises(UsageError, match=r"no failure mode 'gremlin'.*cavitation"):
        made(case, report(case, found=found(verdict=Verdict.OTHER, mode_id="gremlin")), equipment)
    with pytest.raises(UsageError, match=r"no component 'sail'.*coupling"):
        made(case, report(case, found=found(verdict=Verdict.OTHER, component_id="sail")), equipment)
    sail = PartUsed(number="1", description="Sail", quantity=1, component_id="sail")
    with pytest.raises(UsageError, match="no component 'sail'"):
        made(case, report(case, work=work(parts=(sail,))), equipment)


def test_equipment_of_another_kind_is_refused(case: Case, equipment: EquipmentType) -> None:
    other = equipment.model_copy(update={"failure_modes": equipment.failure_modes[1:]})
    with pytest.raises(UsageError, match="no failure mode 'bearing_de_wear'"):
        made(case, report(case), other)
