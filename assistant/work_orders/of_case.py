"""Case + report → WorkOrder. Pure: no clock, no I/O; the same report gives the same order, to the byte."""

from assistant.errors import UsageError
from assistant.records import Case, Verdict
from assistant.work_orders.records import CaseReport, Found, WorkOrder
from explain.records import digest_of
from knowledge_base.records import Component, EquipmentType, FailureMode

_ID_DIGITS = 32


def work_order(case: Case, report: CaseReport, equipment: EquipmentType, *, simulated: bool) -> WorkOrder:
    """The order for the work on one case; `equipment` is the type of the case's asset.

    Raises UsageError when the report is about another case, or names what the equipment does not have.
    """
    if report.case_id != case.case_id:
        raise UsageError(f"The report is about case {report.case_id}, not about {case.case_id}. Open that case first")
    diagnosed = _mode(case.mode_id, equipment)
    actual = _actual_mode(report.found, diagnosed, equipment)
    for part in report.work.parts:
        _component(part.component_id, equipment)
    digest = digest_of(report)
    return WorkOrder(
        order_id=f"wo_{digest[:_ID_DIGITS]}",
        asset_id=case.asset_id,
        equipment_id=equipment.id,
        component_id=actual.component if actual else _component(report.found.component_id, equipment),
        case_id=case.case_id,
        chain_id=case.procedure.chain_id,
        procedure_digest=digest_of(case.procedure),
        report_digest=digest,
        opened=case.opened,
        diagnosed_mode_id=diagnosed.id,
        diagnosed_mode=diagnosed.name,
        found_mode_id=actual.id if actual else None,
        found=report.found,
        detection=report.detection,
        work=report.work,
        remarks=report.remarks,
        reported=report.time,
        reported_by=report.actor,
        simulated=simulated,
    )


def _actual_mode(found: Found, diagnosed: FailureMode, equipment: EquipmentType) -> FailureMode | None:
    if found.verdict is Verdict.CONFIRMED:
        return diagnosed
    if found.mode_id is None:
        return None
    if found.mode_id == diagnosed.id:
        raise UsageError(f"{diagnosed.name} is the cause that was diagnosed: report it as confirmed, not as another")
    return _mode(found.mode_id, equipment)


def _mode(mode_id: str, equipment: EquipmentType) -> FailureMode:
    try:
        return equipment.failure_mode(mode_id)
    except KeyError:
        known = ", ".join(mode.id for mode in equipment.failure_modes)
        raise UsageError(f"{equipment.name} has no failure mode {mode_id!r}. It has {known}") from None


def _component(component_id: str | None, equipment: EquipmentType) -> str | None:
    if component_id is None:
        return None
    try:
        found: Component = equipment.component(component_id)
    except KeyError:
        known = ", ".join(component.id for component in equipment.components)
        raise UsageError(f"{equipment.name} has no component {component_id!r}. It has {known}") from None
    return found.id
