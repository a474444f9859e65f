"""`faultlens feedback` says how often the alarms were right, or that nobody has said so."""

import json
from pathlib import Path

from assistant.audit.log import AuditLog
from assistant.records import Feedback, Verdict
from knowledge_base.records import EquipmentType
from tests.assistant.cli.program import error_of, faultlens_here
from tests.assistant.samples import at, signed
from tests.assistant.work_orders.orders import a_case


def a_log(file: Path, equipment: EquipmentType) -> Path:
    """One judged case, and one that nobody has judged."""
    worn, leaking = a_case(equipment), a_case(equipment, "seal_leakage_fault").model_copy(update={"case_id": "c-2"})
    said = Feedback(
        chain_id=worn.procedure.chain_id,
        asset_id="P-101",
        case_id=worn.case_id,
        diagnosed_mode_id=worn.mode_id,
        verdict=Verdict.CONFIRMED,
        found_mode_id=worn.mode_id,
        words="Outer race pitted.",
        actor="A. Smith",
        time=at(1),
    )
    log = AuditLog(file)
    log.take(signed("any.1"), (worn, leaking, said))
    log.close()
    return file


def test_each_machine_and_mode_has_its_line(tmp_path: Path, equipment: EquipmentType) -> None:
    log = a_log(tmp_path / "log.jsonl", equipment)
    outcome = faultlens_here("feedback", "pump-skid", "--log", log, home=tmp_path)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    lines = outcome.stdout.splitlines()
    assert [line.split() for line in lines if "Drive-end" in line] == [
        ["P-101", "Drive-end", "bearing", "wear", "1", "1", "1", "100%"]
    ]
    assert "not judged" in outcome.stdout


def test_the_same_for_machines(tmp_path: Path, equipment: EquipmentType) -> None:
    log = a_log(tmp_path / "log.jsonl", equipment)
    rows = json.loads(faultlens_here("feedback", "pump-skid", "--log", log, "--json", home=tmp_path).stdout)
    assert [(row["mode_id"], row["judged"], row["precision"]) for row in rows] == [
        ("bearing_de_wear", 1, 1.0),
        ("seal_leakage_fault", 0, None),
    ]


def test_without_a_log_it_says_what_makes_one(tmp_path: Path) -> None:
    assert "faultlens serve pump-skid" in error_of(faultlens_here("feedback", "pump-skid", home=tmp_path))
