"""The parts of a server are put together, and its log is closed again whatever happens."""

import logging
from pathlib import Path

import pytest

from assistant.audit.log import AuditLog
from assistant.audit.verify import verify
from assistant.errors import AuditError, ModelMissing
from assistant.server.service import service_app, web_root
from explain.bundle import Bundle
from knowledge_base.catalog import find_plant
from knowledge_base.records import Plant
from tests.assistant.runs import pump_events
from tests.assistant.server.conftest import Start

FOLDER = find_plant("pump-skid")


def test_a_log_that_another_server_writes_is_refused(plant: Plant, bundles: dict[str, Bundle], tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    log = AuditLog(tmp_path / "log.jsonl")
    with (
        pytest.raises(AuditError, match=r"log\.jsonl cannot be written: .*in use by another Faultlens"),
        service_app(plant, FOLDER, bundles, log.file, [], simulated=False),
    ):
        pass
    log.close()


def test_a_log_that_cannot_be_written_is_refused(plant: Plant, bundles: dict[str, Bundle], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(AuditError, match="cannot be written"),
        service_app(plant, FOLDER, bundles, tmp_path / "file" / "log.jsonl", [], simulated=False),
    ):
        pass


def test_the_log_is_closed_when_the_server_is_done_or_cannot_begin(
    plant: Plant, bundles: dict[str, Bundle], tmp_path: Path
) -> None:
    file = tmp_path / "log.jsonl"
    with service_app(plant, FOLDER, bundles, file, [], simulated=False):
        pass
    with pytest.raises(ModelMissing), service_app(plant, FOLDER, {}, file, [], simulated=False):
        pass
    AuditLog(file).close()


def test_a_log_line_cut_short_by_a_crash_is_kept_and_said(
    plant: Plant, bundles: dict[str, Bundle], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "log.jsonl"
    file.write_bytes(b'{"kind":"Sco')
    with (
        caplog.at_level(logging.WARNING, logger="faultlens"),
        service_app(plant, FOLDER, bundles, file, [], simulated=False),
    ):
        pass
    (kept,) = [path for path in tmp_path.iterdir() if path != file]
    assert kept.read_bytes() == b'{"kind":"Sco'
    assert str(kept) in caplog.text


def test_a_second_start_continues_the_log(start: Start, plant: Plant, tmp_path: Path) -> None:
    for event in list(pump_events(plant, 1))[:2]:
        with start(tmp_path / "again.jsonl") as server:
            server.post(event)
    verdict = verify(tmp_path / "again.jsonl")
    assert (verdict.entries, verdict.fault) == (8, None)


def test_the_page_is_found_without_importing_the_client() -> None:
    found = web_root()
    assert found is not None
    assert found.parts[-3:] == ("ar_client", "web", "dist")
