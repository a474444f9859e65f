"""The milling cell: a vertical machining centre with its coolant unit and control cabinet."""

from __future__ import annotations

from ar_client.models.component import Machine
from ar_client.models.milling_bed import bed
from ar_client.models.milling_cabinet import control_cabinet
from ar_client.models.milling_column import column
from ar_client.models.milling_coolant_line import coolant_line
from ar_client.models.milling_cooling import cooling
from ar_client.models.milling_head import drive, spindle_head
from ar_client.models.milling_sensors import sensors
from ar_client.models.milling_spindle import spindle, tool, tool_holder
from ar_client.models.milling_table import table, workpiece


def milling_machine() -> Machine:
    """The whole cell, parents before children."""
    return Machine(
        "milling-machine",
        "Vertical machining centre",
        [
            bed(),
            column(),
            table(),
            workpiece(),
            spindle_head(),
            drive(),
            spindle(),
            tool_holder(),
            tool(),
            cooling(),
            coolant_line(),
            control_cabinet(),
            *sensors(),
        ],
    )
