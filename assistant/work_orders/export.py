"""Work orders as files: JSON lines for programs, CSV for spreadsheets. A file is written whole or not at all."""

import contextlib
import csv
import io
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import rfc8785

from assistant.errors import UsageError
from assistant.work_orders.errors import WorkOrderError
from assistant.work_orders.iso14224 import Code
from assistant.work_orders.records import Labour, PartUsed, WorkOrder

_ACTIVE = frozenset("=+-@\t\r\n＝＋－＠")
"""A cell that begins with one of these is run as a formula by some spreadsheet (OWASP, CSV injection)."""
_SKIPPED = " \u00a0\u200b\ufeff"
"""What a spreadsheet may drop before it looks at the first character of a cell."""


def _coded(code: Code) -> str:
    """Code and short name in one cell: a bare 1.1 or 3.4 would become a date in some spreadsheets."""
    return f"{code.value} {code.label}"


def _time(time: datetime) -> str:
    """As in the JSON: 2026-03-01T08:00:00Z."""
    return time.isoformat().replace("+00:00", "Z")


def _list(items: Sequence[PartUsed] | Sequence[Labour]) -> str:
    return rfc8785.dumps([item.model_dump(mode="json") for item in items]).decode()


_COLUMNS: Mapping[str, Callable[[WorkOrder], str | float | None]] = {
    "order_id": lambda order: order.order_id,
    "asset_id": lambda order: order.asset_id,
    "equipment_id": lambda order: order.equipment_id,
    "component_id": lambda order: order.component_id,
    "case_id": lambda order: order.case_id,
    "opened": lambda order: _time(order.opened),
    "diagnosed_mode_id": lambda order: order.diagnosed_mode_id,
    "diagnosed_mode": lambda order: order.diagnosed_mode,
    "verdict": lambda order: order.found.verdict.value,
    "found_mode_id": lambda order: order.found_mode_id,
    "found": lambda order: order.found.words,
    "failure_mode": lambda order: _coded(order.found.failure.mode) if order.found.failure else None,
    "failure_impact": lambda order: order.found.failure.impact.value if order.found.failure else None,
    "failure_mechanism": lambda order: _coded(order.found.failure.mechanism) if order.found.failure else None,
    "failure_cause": lambda order: _coded(order.found.failure.cause) if order.found.failure else None,
    "detection_method": lambda order: _coded(order.detection),
    "maintenance_category": lambda order: order.work.category.value,
    "maintenance_activity": lambda order: _coded(order.work.activity),
    "done": lambda order: order.work.words,
    "parts": lambda order: _list(order.work.parts),
    "labour": lambda order: _list(order.work.labour),
    "total_hours": lambda order: round(sum(labour.hours for labour in order.work.labour), 6),
    "active_hours": lambda order: order.work.active_hours,
    "down_hours": lambda order: order.work.down_hours,
    "outcome": lambda order: order.work.outcome.value,
    "started": lambda order: _time(order.work.started),
    "finished": lambda order: _time(order.work.finished),
    "reported": lambda order: _time(order.reported),
    "reported_by": lambda order: order.reported_by,
    "remarks": lambda order: order.remarks,
    "chain_id": lambda order: order.chain_id,
    "procedure_digest": lambda order: order.procedure_digest,
    "report_digest": lambda order: order.report_digest,
    "simulated": lambda order: "yes" if order.simulated else "no",
}
HEADER = tuple(_COLUMNS)
"""The columns of the CSV. A new one goes to the end: other people's programs count them."""


def json_lines(orders: Sequence[WorkOrder]) -> bytes:
    """One order a line, each in RFC 8785 canonical JSON."""
    return b"".join(order.canonical + b"\n" for order in orders)


def csv_table(orders: Sequence[WorkOrder]) -> bytes:
    """The orders as RFC 4180 CSV in UTF-8, every cell in quotes; `parts` and `labour` are JSON in their cell.

    A text that a spreadsheet would run as a formula has an apostrophe before it.
    """
    text = io.StringIO()
    table = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(HEADER)
    for order in orders:
        table.writerow([_cell(column(order)) for column in _COLUMNS.values()])
    return text.getvalue().encode()


def export(orders: Sequence[WorkOrder], file: Path) -> None:
    """Write the orders in the format that the name ends with: .jsonl or .csv; an older file there is replaced.

    Raises UsageError for another ending, WorkOrderError when the disk refuses: then the older file is as it was.
    """
    formats = {".jsonl": json_lines, ".csv": csv_table}
    if file.suffix not in formats:
        raise UsageError(f"{file}: work orders are exported to a file that ends in .jsonl or .csv")
    _write_whole(file, formats[file.suffix](orders))


def _cell(value: str | float | None) -> str | float | None:
    if isinstance(value, str) and value.lstrip(_SKIPPED)[:1] in _ACTIVE:
        return f"'{value}"
    return value


def _write_whole(file: Path, content: bytes) -> None:
    """Write beside the file, bring that to the disk, then put it in the file's place."""
    half = file.with_name(f".{file.name}.{os.getpid()}.half")
    try:
        half.unlink(missing_ok=True)
        with half.open("xb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        half.replace(file)
        _folder_to_disk(file.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
        raise WorkOrderError(
            f"{file}: the work orders were not exported ({error.strerror}). Make room or choose another folder"
        ) from error


def _folder_to_disk(folder: Path) -> None:
    if os.name != "posix":  # elsewhere a folder cannot be opened to be brought to the disk
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
