"""Reports and work orders about the bundled pump, written by hand."""

from datetime import datetime, timedelta
from typing import Any

from assistant.procedure import compose
from assistant.records import Case, Verdict
from assistant.work_orders.iso14224 import (
    Activity,
    Cause,
    Discipline,
    FailureImpact,
    FailureModeCode,
    MaintenanceCategory,
    Mechanism,
)
from assistant.work_orders.of_case import work_order
from assistant.work_orders.records import (
    CaseReport,
    Failure,
    Found,
    Labour,
    PartUsed,
    Work,
    WorkOrder,
    WorkOutcome,
)
from knowledge_base.records import Contact, EquipmentType
from tests.assistant.samples import at, diagnosed

OPENED = at(10)
STARTED = OPENED + timedelta(hours=1)
FINISHED = STARTED + timedelta(hours=3)
REPORTED = FINISHED + timedelta(minutes=5)
NOW = REPORTED + timedelta(minutes=1)
WORN = Failure(
    mode=FailureModeCode.VIBRATION,
    impact=FailureImpact.DEGRADED,
    mechanism=Mechanism.WEAR,
    cause=Cause.EXPECTED_WEAR,
)


def a_case(equipment: EquipmentType, mode_id: str = "bearing_de_wear") -> Case:
    """An open case on pump P-101."""
    finding = diagnosed(equipment, mode_id, number=10)
    return Case(
        case_id=f"P-101-{finding.chain_id[:12]}",
        asset_id="P-101",
        mode_id=mode_id,
        opened=OPENED,
        closed=None,
        procedure=compose(finding, equipment, Contact(role="Shift lead", phone="ext. 1")),
        done=(),
        proving_since=None,
    )


def found(**said: Any) -> Found:
    """The bearing was worn, as diagnosed, unless told otherwise."""
    return Found(**{"verdict": Verdict.CONFIRMED, "words": "Outer race pitted", "failure": WORN, **said})


def work(**said: Any) -> Work:
    """The bearing was replaced by two people in three hours, unless told otherwise."""
    usual: dict[str, Any] = {
        "category": MaintenanceCategory.PREVENTIVE,
        "activity": Activity.REPLACE,
        "words": "Bearing replaced, shaft aligned",
        "parts": (PartUsed(number="6309-2RS", description="Ball bearing", quantity=1, component_id="bearing_de"),),
        "labour": (
            Labour(person="A. Smith", discipline=Discipline.MECHANICAL, hours=3),
            Labour(person="B. Jones", discipline=Discipline.ELECTRICAL, hours=0.5),
        ),
        "started": STARTED,
        "finished": FINISHED,
        "active_hours": 2.5,
        "down_hours": 4,
        "outcome": WorkOutcome.RESTORED,
    }
    return Work(**{**usual, **said})


def report(case: Case, **said: Any) -> CaseReport:
    """What A. Smith says about the case."""
    usual: dict[str, Any] = {
        "case_id": case.case_id,
        "time": REPORTED,
        "actor": "A. Smith",
        "found": found(),
        "work": work(),
    }
    return CaseReport(**{**usual, **said})


def an_order(equipment: EquipmentType, number: int = 0, *, simulated: bool = False, **said: Any) -> WorkOrder:
    """An order; another number gives another one."""
    return _order(a_case(equipment), equipment, number, simulated=simulated, **said)


def orders(equipment: EquipmentType, count: int) -> list[WorkOrder]:
    """So many different orders."""
    case = a_case(equipment)
    return [_order(case, equipment, number, simulated=False) for number in range(count)]


def _order(case: Case, equipment: EquipmentType, number: int, *, simulated: bool, **said: Any) -> WorkOrder:
    told = report(case, **{"remarks": f"Job {number}", **said})
    return work_order(case, told, equipment, simulated=simulated)


def later(**time: float) -> datetime:
    """So long after NOW."""
    return NOW + timedelta(**time)
