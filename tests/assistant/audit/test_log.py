"""The log is whole after every event, after a crash, after a restart, and on a full disk."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import rfc8785

from assistant.audit import log as subject
from assistant.audit.log import AuditLog
from assistant.audit.verify import verify
from assistant.records import Acknowledgement
from tests.assistant.runs import Step
from tests.assistant.samples import signed

ROOT = Path(__file__).parents[3]


def entry(number: int) -> Acknowledgement:
    """A small record."""
    return signed(f"A.{number}", number)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "audit" / "log.jsonl"


def written(file: Path, *numbers: int) -> None:
    """Open the log, write one entry a number, close it."""
    log = AuditLog(file)
    for number in numbers:
        log.take(entry(number), ())
    log.close()


def entries(file: Path) -> list[dict[str, object]]:
    """The entries as they can be read."""
    return [json.loads(line) for line in file.read_bytes().splitlines()]


def test_a_whole_run_is_logged_and_verified(file: Path, worn_bearing: tuple[Step, ...]) -> None:
    log = AuditLog(file)
    for event, records in worn_bearing:
        log.take(event, records)
    log.close()
    verdict = verify(file)
    assert verdict.fault is None
    assert verdict.entries == sum(1 + len(records) for _, records in worn_bearing)
    kinds = {made["kind"] for made in entries(file)}
    assert kinds == {
        "ReadingsArrived",
        "Observation",
        "Score",
        "Explanation",
        "Diagnosis",
        "Case",
        "OverlayFrame",
    }


def test_every_line_is_canonical_json_of_the_record_that_was_shown(file: Path, worn_bearing: tuple[Step, ...]) -> None:
    log = AuditLog(file)
    event, records = next(step for step in reversed(worn_bearing) if step[0].asset_id == "P-101")
    log.take(event, records)
    log.close()
    for line, record in zip(file.read_bytes().splitlines(), (event, *records), strict=True):
        assert line == rfc8785.dumps(json.loads(line))
        assert json.loads(line)["record"] == record.model_dump(mode="json")
        assert json.loads(line)["kind"] == type(record).__name__


def test_there_is_no_nan_in_the_file(file: Path, worn_bearing: tuple[Step, ...]) -> None:
    log = AuditLog(file)
    for event, records in worn_bearing:
        log.take(event, records)
    log.close()

    def refuse(constant: str) -> float:
        raise AssertionError(f"{constant} in the log")

    for line in file.read_bytes().splitlines():
        json.loads(line, parse_constant=refuse)


def test_the_first_entry_follows_nothing(file: Path) -> None:
    written(file, 1)
    assert entries(file)[0]["prev"] == "0" * 64
    assert entries(file)[0]["seq"] == 0


def test_the_log_goes_on_after_a_restart(file: Path) -> None:
    written(file, 1, 2)
    before = file.read_bytes()
    written(file, 3)
    assert file.read_bytes().startswith(before)
    assert [made["seq"] for made in entries(file)] == [0, 1, 2]
    assert verify(file).fault is None


def test_what_take_wrote_is_on_disk_when_it_returns(file: Path) -> None:
    log = AuditLog(file)
    log.take(entry(1), (entry(2),))
    assert verify(file).entries == 2
    log.close()


@pytest.mark.parametrize("torn", [b"x", b'{"kind":"Sco', b'{"kind":"A","prev":"0","record":{},"seq":2}'])
def test_a_line_torn_by_a_crash_is_set_aside_and_the_log_goes_on(file: Path, torn: bytes) -> None:
    written(file, 1, 2)
    with file.open("ab") as handle:
        handle.write(torn)
    log = AuditLog(file)
    assert log.set_aside is not None
    assert log.set_aside.read_bytes() == torn
    log.take(entry(3), ())
    log.close()
    assert verify(file).fault is None
    assert verify(file).entries == 3


def test_a_log_that_was_torn_in_its_first_line_begins_again(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b'{"kind":')
    log = AuditLog(file)
    assert log.set_aside is not None
    log.take(entry(1), ())
    log.close()
    assert verify(file).entries == 1
    assert verify(file).fault is None


def test_a_whole_log_has_nothing_to_set_aside(file: Path) -> None:
    written(file, 1)
    log = AuditLog(file)
    assert log.set_aside is None
    log.close()
    assert [path.name for path in file.parent.iterdir()] == ["log.jsonl"]


def test_a_torn_line_longer_than_a_read_is_found_too(file: Path) -> None:
    written(file, 1)
    whole = file.stat().st_size
    with file.open("ab") as handle:
        handle.write(b"x" * 200_000)
    log = AuditLog(file)
    log.close()
    assert file.stat().st_size == whole
    assert log.set_aside is not None
    assert log.set_aside.stat().st_size == 200_000


def test_a_second_crash_at_the_same_place_does_not_overwrite_what_was_set_aside(file: Path) -> None:
    written(file, 1)
    kept = []
    for torn in (b"first", b"second"):
        with file.open("ab") as handle:
            handle.write(torn)
        log = AuditLog(file)
        log.close()
        kept.append(log.set_aside)
    assert [path.read_bytes() for path in kept if path] == [b"first", b"second"]


def test_a_second_writer_is_turned_away(file: Path) -> None:
    pytest.importorskip("fcntl")
    first = AuditLog(file)
    with pytest.raises(BlockingIOError, match="in use by another Faultlens"):
        AuditLog(file)
    first.take(entry(1), ())
    first.close()
    written(file, 2)
    assert verify(file).entries == 2


def test_a_second_writer_in_another_process_is_turned_away(file: Path) -> None:
    pytest.importorskip("fcntl")
    log = AuditLog(file)
    code = f"from pathlib import Path; from assistant.audit.log import AuditLog; AuditLog(Path({str(file)!r}))"
    outcome = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    log.close()
    assert outcome.returncode != 0
    assert "BlockingIOError" in outcome.stderr


@pytest.mark.parametrize("when", ["write", "to disk"])
def test_a_full_disk_raises(file: Path, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    log = AuditLog(file)
    log.take(entry(1), ())
    if when == "write":
        monkeypatch.setattr(log._handle, "write", refuse, raising=False)
    else:
        monkeypatch.setattr(subject, "_to_disk", refuse)
    with pytest.raises(OSError, match="No space left"):
        log.take(entry(2), ())


FILL = """
import resource, sys
from pathlib import Path
from assistant.audit.log import AuditLog
from tests.assistant.samples import signed

resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
log, shown = AuditLog(Path(sys.argv[1])), 0
try:
    while True:
        made = [signed(f"A.{n}", n) for n in range(3)]
        log.take(made[0], made[1:])
        shown += 3
except OSError as error:
    print(shown, error.errno)
log.close()
"""


def test_on_a_disk_that_is_really_full_all_that_was_shown_is_in_the_log_and_the_log_goes_on(file: Path) -> None:
    pytest.importorskip("resource")
    command = [sys.executable, "-c", FILL, str(file)]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert outcome.returncode == 0, outcome.stderr
    shown, number = map(int, outcome.stdout.split())
    assert number == errno.EFBIG
    written(file, 9)
    verdict = verify(file)
    assert verdict.fault is None
    assert verdict.entries > shown > 0


def test_a_place_that_cannot_be_written_raises(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        AuditLog(tmp_path / "file" / "log.jsonl")


def test_on_disk_means_on_disk(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    real: Callable[[int], None] = subject._to_disk

    def watched(descriptor: int) -> None:
        seen.append(descriptor)
        real(descriptor)

    monkeypatch.setattr(subject, "_to_disk", watched)
    log = AuditLog(file)
    log.take(entry(1), (entry(2), entry(3)))
    assert seen == [log._handle.fileno()]
    assert os.fstat(seen[0]).st_size == file.stat().st_size
    log.close()
