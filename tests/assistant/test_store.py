"""What was shown as done before a crash is done after it; what was not, is not."""

from pathlib import Path

import pytest

from assistant.audit.log import AuditLog
from assistant.cases import OPEN_AFTER
from assistant.records import Case, Health
from assistant.store import open_cases
from knowledge_base.records import EquipmentType
from tests.assistant.samples import signed
from tests.assistant.test_cases import Bench, steps_of


@pytest.fixture
def bench(equipment: EquipmentType) -> Bench:
    """A bench with an open case."""
    bench = Bench(equipment)
    bench.read(Health.ALARM, times=OPEN_AFTER)
    return bench


def logged(file: Path, *cases: Case) -> Path:
    log = AuditLog(file)
    for case in cases:
        log.take(signed("any.1"), (case,))
    log.close()
    return file


def test_without_a_log_nothing_is_open(tmp_path: Path) -> None:
    assert open_cases(tmp_path / "none.jsonl") == ((), ())


def test_a_case_is_found_as_it_was_last(bench: Bench, tmp_path: Path) -> None:
    first = bench.case
    states = [bench.acknowledge(step) for step in steps_of(first)[:3]]
    file = logged(tmp_path / "log.jsonl", first, *states)
    assert open_cases(file) == ((states[-1],), ())


def test_a_case_that_was_closed_is_not_open(bench: Bench, tmp_path: Path) -> None:
    closed = bench.case.model_copy(update={"closed": bench.now})
    assert open_cases(logged(tmp_path / "log.jsonl", bench.case, closed)) == ((), ())


def test_a_case_that_took_the_place_of_another_is_open(bench: Bench, tmp_path: Path) -> None:
    closed = bench.case.model_copy(update={"closed": bench.now})
    second = bench.case.model_copy(update={"case_id": "P-101-2"})
    assert open_cases(logged(tmp_path / "log.jsonl", bench.case, closed, second)) == ((second,), ())


def test_each_machine_has_its_own(bench: Bench, tmp_path: Path) -> None:
    other = bench.case.model_copy(update={"asset_id": "P-102", "case_id": "P-102-1"})
    cases, _ = open_cases(logged(tmp_path / "log.jsonl", bench.case, other))
    assert {case.asset_id for case in cases} == {"P-101", "P-102"}


def test_a_line_that_a_crash_has_cut_was_never_shown(bench: Bench, tmp_path: Path) -> None:
    first = bench.case
    file = logged(tmp_path / "log.jsonl", first, bench.acknowledge(steps_of(first)[0]))
    content = file.read_bytes()
    last = content.rstrip(b"\n").rindex(b"\n") + 1
    for cut in (last + 15, last + 200, len(content) - 1):
        file.write_bytes(content[:cut])
        assert open_cases(file) == ((first,), ())


def test_a_case_of_another_version_is_told_and_not_guessed_at(bench: Bench, tmp_path: Path) -> None:
    file = logged(tmp_path / "log.jsonl", bench.case)
    file.write_bytes(file.read_bytes().replace(b'"proving_since":null', b'"proving":null'))
    assert open_cases(file) == ((), (bench.case.case_id,))
