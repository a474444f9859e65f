"""Records are taken out of a log as they were put in, and only those of the kinds that are asked for."""

from pathlib import Path

from assistant.audit.entries import entries
from assistant.audit.log import AuditLog
from tests.assistant.samples import observed, signed


def test_only_whole_entries_of_the_kinds_that_are_asked_for_are_read_in_order(tmp_path: Path) -> None:
    log = AuditLog(tmp_path / "log.jsonl")
    log.take(observed(1, {}), (signed("A.1"), signed("A.2")))
    log.take(observed(2, {}), (signed("A.3"),))
    log.close()
    steps = [record["step_id"] for _, record in entries(log.file, ["Acknowledgement"])]
    assert steps == ["A.1", "A.2", "A.3"]
    both = [kind for kind, _ in entries(log.file, ["Acknowledgement", "Observation"])]
    assert both == ["Observation", "Acknowledgement", "Acknowledgement", "Observation", "Acknowledgement"]
    assert list(entries(log.file, ["Case"])) == []
    content = log.file.read_bytes()
    log.file.write_bytes(content[:-1])
    assert [record["step_id"] for _, record in entries(log.file, ["Acknowledgement"])] == ["A.1", "A.2"]
