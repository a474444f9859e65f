"""Precision is counted from what technicians said, and from nothing else."""

from pathlib import Path

import pytest

from assistant.audit.log import AuditLog
from assistant.cases import OPEN_AFTER
from assistant.feedback import AlarmPrecision, alarm_precision
from assistant.records import Case, CauseJudged, Feedback, Health, RefusedAttempt, Verdict
from explain.records import digest_of
from knowledge_base.records import EquipmentType, Person, Role
from tests.assistant.samples import diagnosed, observed, signed
from tests.assistant.test_cases import CONTACT, LEAK, WEAR, Bench, steps_of

PEOPLE = (Person(name="A. Smith", roles=(Role.TECHNICIAN,)),)


@pytest.fixture
def opened(equipment: EquipmentType) -> Bench:
    """A bench with an open case about bearing wear."""
    bench = Bench(equipment)
    bench.read(Health.ALARM, times=OPEN_AFTER)
    return bench


def judged(
    bench: Bench,
    verdict: Verdict,
    mode_id: str | None = None,
    *,
    actor: str = "A. Smith",
    case_id: str | None = None,
    words: str = "Races are smooth.",
) -> tuple[Feedback | RefusedAttempt | Case, ...]:
    event = CauseJudged(
        asset_id="P-101",
        time=bench.now,
        case_id=case_id or bench.case.case_id,
        actor=actor,
        verdict=verdict,
        mode_id=mode_id,
        words=words,
    )
    return bench.book.judge(event, bench.equipment, PEOPLE)


def test_a_confirmed_cause_is_recorded_and_the_case_goes_on(opened: Bench) -> None:
    (said,) = judged(opened, Verdict.CONFIRMED)
    assert isinstance(said, Feedback)
    assert (said.diagnosed_mode_id, said.found_mode_id, said.words) == (WEAR, WEAR, "Races are smooth.")
    assert said.chain_id == opened.case.procedure.chain_id
    assert opened.case.closed is None


@pytest.mark.parametrize(("verdict", "mode"), [(Verdict.REJECTED, None), (Verdict.OTHER, LEAK), (Verdict.OTHER, None)])
def test_a_cause_that_was_not_there_closes_its_case_and_opens_none_until_its_alarm_has_gone(
    opened: Bench, verdict: Verdict, mode: str | None
) -> None:
    said, closed = judged(opened, verdict, mode)
    assert isinstance(said, Feedback)
    assert isinstance(closed, Case)
    assert (said.found_mode_id, closed.closed) == (mode, opened.now)
    assert opened.read(Health.ALARM, times=20) == []
    opened.read(Health.HEALTHY)
    assert len(opened.read(Health.ALARM, times=OPEN_AFTER)) == 1


def test_another_alarm_opens_its_case_beside_one_that_was_rejected(opened: Bench) -> None:
    judged(opened, Verdict.REJECTED)
    (case,) = opened.read(Health.ALARM, LEAK, times=OPEN_AFTER)
    assert case.mode_id == LEAK


def test_of_two_alarms_the_other_one_opens_its_case_when_the_first_was_rejected(opened: Bench) -> None:
    judged(opened, Verdict.REJECTED)
    worn, leaking = (diagnosed(opened.equipment, mode, 0.9).modes[0] for mode in (WEAR, LEAK))
    finding = diagnosed(opened.equipment, WEAR, 0.9).model_copy(update={"modes": (worn, leaking)})
    told: list[Case] = []
    for number in range(100, 100 + OPEN_AFTER):
        told += opened.book.update(finding, Health.ALARM, observed(number, {}), opened.equipment, CONTACT)
    (case,) = told
    assert (case.mode_id, case.procedure.diagnosis_digest) == (LEAK, digest_of(finding))
    assert case.procedure.tasks[0].task_id == "PS-T-113"
    meant = [mode for task in case.procedure.tasks for conclusion in task.conclusions for mode in conclusion.mode_ids]
    assert set(meant) == {LEAK}


def test_a_repair_that_has_begun_is_brought_to_its_end_whatever_the_cause_was(opened: Bench) -> None:
    for step in steps_of(opened.case):
        opened.acknowledge(step)
        if step == "PS-T-210.1":
            break
    (said,) = judged(opened, Verdict.REJECTED)
    assert isinstance(said, Feedback)
    assert opened.case.closed is None


def test_a_case_may_be_judged_after_it_was_closed(opened: Bench) -> None:
    case_id = opened.case.case_id
    opened.read(Health.HEALTHY, times=60)
    (said,) = judged(opened, Verdict.CONFIRMED, case_id=case_id)
    assert isinstance(said, Feedback)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"actor": "J. Doe"}, "not among the people"),
        ({"case_id": "P-101-old"}, "is over"),
        ({"words": "  "}, "few words"),
        ({"verdict": Verdict.OTHER, "mode_id": "rust"}, "no failure mode rust"),
        ({"verdict": Verdict.OTHER, "mode_id": WEAR}, "other than the diagnosed"),
        ({"verdict": Verdict.REJECTED, "mode_id": LEAK}, "other than the diagnosed"),
    ],
)
def test_what_does_not_fit_is_refused_and_says_why(opened: Bench, changed: dict[str, str], reason: str) -> None:
    said = {"verdict": Verdict.CONFIRMED, "mode_id": None} | changed
    (refused,) = judged(opened, **said)  # type: ignore[arg-type]  # fields by name
    assert isinstance(refused, RefusedAttempt)
    assert reason in refused.reason
    assert opened.case.closed is None


def test_precision_is_confirmed_of_judged_and_the_last_word_counts(opened: Bench, tmp_path: Path) -> None:
    case = opened.case
    wrong = judged(opened, Verdict.CONFIRMED)
    cases = [case.model_copy(update={"case_id": f"c-{n}"}) for n in range(3)]
    leak = case.model_copy(update={"case_id": "c-9", "mode_id": LEAK})
    right = [said.model_copy(update={"case_id": "c-0"}) for said in wrong]
    later = [said.model_copy(update={"case_id": "c-1", "verdict": Verdict.REJECTED}) for said in wrong]
    log = AuditLog(tmp_path / "log.jsonl")
    first = [said.model_copy(update={"case_id": "c-1"}) for said in wrong]
    log.take(signed("any.1"), (*cases, leak, *right, *first, *later))
    log.close()
    with log.file.open("ab") as file:
        file.write(b'{"kind":"Feedback","pre')
    assert alarm_precision(log.file) == (
        AlarmPrecision(asset_id="P-101", mode_id=WEAR, cases=3, judged=2, confirmed=1),
        AlarmPrecision(asset_id="P-101", mode_id=LEAK, cases=1, judged=0, confirmed=0),
    )
    assert [row.precision for row in alarm_precision(log.file)] == [0.5, None]
