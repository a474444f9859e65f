"""When a case opens, what it is about, who did which step, and when it closes. No I/O, no clock."""

from datetime import datetime

from assistant.errors import RefusedAct
from assistant.overlay import next_step
from assistant.procedure import compose
from assistant.records import Acknowledgement, Case, Diagnosis, Health, StepAcknowledged
from knowledge_base.records import Contact, EquipmentType

OPEN_AFTER = 3
"""Readings in a row that must raise the same alarm before a case opens (on-delay, ISA-18.2 clause 16)."""
CLOSE_AFTER = 60
"""Healthy readings in a row before the case closes (off-delay)."""


class CaseBook:
    """The open case of one asset, if any.

    A case is about one failure mode. While nobody has acknowledged a step of it, a different alarm that lasts
    replaces it; once a person has begun, the steps under their hands do not change.
    """

    def __init__(self, asset_id: str) -> None:
        self._asset_id = asset_id
        self.current: Case | None = None
        self._seen: dict[str, int] = {}
        self._quiet = 0

    def update(
        self,
        diagnosis: Diagnosis | None,
        health: Health,
        time: datetime,
        equipment: EquipmentType,
        contact: Contact,
    ) -> list[Case]:
        """Take the finding of one instant; returns the cases that it closed and opened, in that order.

        An instant of unknown condition changes nothing: silence neither opens a case nor closes one.
        """
        if health is Health.UNKNOWN:
            return []
        alarmed = {mode.mode_id for mode in diagnosis.modes if mode.alarm} if diagnosis else set()
        self._seen = {mode: self._seen.get(mode, 0) + 1 for mode in alarmed}
        self._quiet = self._quiet + 1 if health is Health.HEALTHY else 0
        if self.current is not None and self._quiet >= CLOSE_AFTER:
            return [self._close(self.current, time)]
        if diagnosis is None or health is not Health.ALARM:
            return []
        mode = diagnosis.acted_on.mode_id
        if self._seen.get(mode, 0) < OPEN_AFTER or not self._may_open(mode):
            return []
        closed = [self._close(self.current, time)] if self.current is not None else []
        return [*closed, self._open(diagnosis, time, equipment, contact)]

    def acknowledge(self, event: StepAcknowledged) -> Case:
        """Record that the next step is done. Raises RefusedAct when it is not this step's turn."""
        case = self.current
        if case is None or case.case_id != event.case_id:
            raise RefusedAct("This case is closed. Look at the machine's present state before you go on")
        if any(done.step_id == event.step_id for done in case.done):
            raise RefusedAct(f"Step {event.step_id} is already acknowledged")
        step = next_step(case)
        if step is None or step.id != event.step_id:
            turn = f"Step {step.id} comes first" if step else "All steps are done"
            raise RefusedAct(f"Step {event.step_id} cannot be acknowledged now. {turn}")
        done = Acknowledgement(step_id=event.step_id, actor=event.actor, time=event.time)
        self.current = case.model_copy(update={"done": (*case.done, done)})
        return self.current

    def _may_open(self, mode_id: str) -> bool:
        return self.current is None or (self.current.mode_id != mode_id and not self.current.done)

    def _open(self, diagnosis: Diagnosis, time: datetime, equipment: EquipmentType, contact: Contact) -> Case:
        procedure = compose(diagnosis, equipment, contact)
        self.current = Case(
            case_id=f"{self._asset_id}-{diagnosis.chain_id[:12]}",
            asset_id=self._asset_id,
            mode_id=procedure.mode_id,
            opened=time,
            closed=None,
            procedure=procedure,
            done=(),
        )
        return self.current

    def _close(self, case: Case, time: datetime) -> Case:
        closed = case.model_copy(update={"closed": time})
        self.current = None
        self._quiet = 0
        return closed
