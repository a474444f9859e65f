"""Work orders as files: a stable table, no formula in a spreadsheet, and never half a file."""

import csv
import io
import json
import os
import stat
from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.records import Verdict
from assistant.work_orders.errors import WorkOrderError
from assistant.work_orders.export import HEADER, csv_table, export, json_lines
from assistant.work_orders.records import PartUsed, WorkOrder
from knowledge_base.records import EquipmentType
from tests.assistant.work_orders.full_disk import full_disk
from tests.assistant.work_orders.orders import an_order, found, orders, work

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "＝1+1", "\u200b=1", "\ufeff=1")


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def test_each_json_line_is_one_order(equipment: EquipmentType) -> None:
    made = orders(equipment, 3)
    lines = json_lines(made).splitlines()
    assert [WorkOrder.model_validate_json(line) for line in lines] == made


def test_the_columns_of_the_table_are_these_in_this_order(equipment: EquipmentType) -> None:
    first = csv_table([]).decode().strip()
    assert first == (
        '"order_id","asset_id","equipment_id","component_id","case_id","opened","diagnosed_mode_id","diagnosed_mode",'
        '"verdict","found_mode_id","found","failure_mode","failure_impact","failure_mechanism","failure_cause",'
        '"detection_method","maintenance_category","maintenance_activity","done","parts","labour","total_hours",'
        '"active_hours","down_hours","outcome","started","finished","reported","reported_by","remarks","chain_id",'
        '"procedure_digest","report_digest","simulated"'
    )
    assert csv_table([an_order(equipment)]).decode().startswith(first + "\r\n")


def test_a_row_says_what_the_order_says(equipment: EquipmentType) -> None:
    order = an_order(equipment)
    (row,) = rows(csv_table([order]))
    assert list(row) == list(HEADER)
    wanted = {
        "order_id": order.order_id,
        "asset_id": "P-101",
        "component_id": "bearing_de",
        "verdict": "confirmed",
        "found_mode_id": "bearing_de_wear",
        "failure_mode": "VIB Vibration",
        "failure_impact": "degraded",
        "failure_mechanism": "2.4 Wear",
        "failure_cause": "3.4 Expected wear and tear",
        "detection_method": "6 Continuous condition monitoring",
        "maintenance_category": "preventive",
        "maintenance_activity": "1 Replace",
        "total_hours": "3.5",
        "active_hours": "2.5",
        "down_hours": "4.0",
        "outcome": "restored",
        "started": "2026-11-20T09:01:40Z",
        "finished": "2026-11-20T12:01:40Z",
        "reported_by": "A. Smith",
        "simulated": "no",
    }
    assert {name: row[name] for name in wanted} == wanted
    assert json.loads(row["parts"]) == [
        {
            "component_id": "bearing_de",
            "description": "Ball bearing",
            "number": "6309-2RS",
            "quantity": 1,
            "unit": "pcs",
        }
    ]
    assert [labour["person"] for labour in json.loads(row["labour"])] == ["A. Smith", "B. Jones"]


def test_what_is_not_known_is_an_empty_cell(equipment: EquipmentType) -> None:
    order = an_order(
        equipment, found=found(verdict=Verdict.REJECTED, failure=None), work=work(down_hours=None), remarks=None
    )
    (row,) = rows(csv_table([order]))
    empty = ("component_id", "found_mode_id", "failure_mode", "failure_mechanism", "failure_cause", "down_hours")
    assert {row[name] for name in (*empty, "remarks")} == {""}


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_text_of_a_person_begins_a_formula(formula: str, equipment: EquipmentType) -> None:
    order = an_order(
        equipment,
        found=found(words=formula),
        work=work(words=formula, parts=(PartUsed(number=formula, description=formula, quantity=1),)),
        remarks=formula,
        actor=formula,
    )
    (row,) = rows(csv_table([order]))
    for name in ("found", "done", "remarks", "reported_by"):
        assert row[name] == f"'{formula}"
    assert not any(cell.lstrip(" \u200b\ufeff").startswith(("=", "+", "-", "@", "＝")) for cell in row.values())


def test_json_keeps_the_words_as_they_were_said(equipment: EquipmentType) -> None:
    (line,) = json_lines([an_order(equipment, remarks="=1+1")]).splitlines()
    assert json.loads(line)["remarks"] == "=1+1"


def test_quotes_separators_and_line_breaks_stay_in_their_cell(equipment: EquipmentType) -> None:
    said = 'He said "hot", 95 °C;\nthen\t=stop\r\n,"","=1+1"'
    content = csv_table([an_order(equipment, remarks=said), an_order(equipment, 1)])
    assert [row["remarks"] for row in rows(content)] == [said, "Job 1"]
    assert '"=1' not in content.decode().replace('""', "")


@pytest.mark.parametrize("name", ["orders.jsonl", "orders.csv"])
def test_a_file_holds_what_was_exported_and_nothing_is_left_beside_it(
    name: str, tmp_path: Path, equipment: EquipmentType
) -> None:
    made = orders(equipment, 2)
    export(made[:1], tmp_path / name)
    export(made, tmp_path / name)
    wanted = json_lines(made) if name.endswith("jsonl") else csv_table(made)
    assert (tmp_path / name).read_bytes() == wanted
    assert list(tmp_path.iterdir()) == [tmp_path / name]


def test_others_may_read_the_file_as_any_other(tmp_path: Path, equipment: EquipmentType) -> None:
    export([], tmp_path / "orders.csv")
    (tmp_path / "plain").touch()
    assert stat.S_IMODE((tmp_path / "orders.csv").stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


def test_another_ending_is_refused_and_nothing_written(tmp_path: Path, equipment: EquipmentType) -> None:
    with pytest.raises(UsageError, match=r"\.jsonl or \.csv"):
        export(orders(equipment, 1), tmp_path / "orders.xlsx")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["orders.jsonl", "orders.csv"])
def test_a_full_disk_leaves_the_older_file_whole(name: str, tmp_path: Path, equipment: EquipmentType) -> None:
    file = tmp_path / name
    export(orders(equipment, 1), file)
    before = file.read_bytes()
    with full_disk(largest=1000), pytest.raises(WorkOrderError, match=r"were not exported \(.+\)\. Make room"):
        export(orders(equipment, 20), file)
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [tmp_path / name]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, equipment: EquipmentType) -> None:
    with pytest.raises(WorkOrderError, match=r"missing/orders\.csv: the work orders were not exported"):
        export(orders(equipment, 1), tmp_path / "missing" / "orders.csv")


def test_what_a_killed_export_left_behind_is_in_nobodys_way(tmp_path: Path, equipment: EquipmentType) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    (tmp_path / f".orders.csv.{os.getpid()}.half").symlink_to(elsewhere)
    export([], tmp_path / "orders.csv")
    assert elsewhere.read_text() == "mine"
    assert (tmp_path / "orders.csv").read_bytes() == csv_table([])
