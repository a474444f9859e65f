"""The end-suction pump skid: motor, coupling, bearing bracket, wet end, piping and instruments."""

from __future__ import annotations

from ar_client.models.component import Machine
from ar_client.models.pump_base import baseplate
from ar_client.models.pump_bracket import bearing_de, bearing_housing, bearing_nde, pump_shaft
from ar_client.models.pump_coupling import coupling, coupling_guard
from ar_client.models.pump_discharge import discharge_pipe
from ar_client.models.pump_motor import motor, motor_fan
from ar_client.models.pump_sensors import sensors
from ar_client.models.pump_suction import suction_pipe, suction_strainer
from ar_client.models.pump_valve import discharge_valve
from ar_client.models.pump_wet_end import casing, impeller, mechanical_seal


def pump_skid() -> Machine:
    """The whole skid, parents before children."""
    return Machine(
        "pump-skid",
        "End-suction pump skid",
        [
            baseplate(),
            motor(),
            motor_fan(),
            coupling(),
            coupling_guard(),
            bearing_housing(),
            bearing_de(),
            bearing_nde(),
            pump_shaft(),
            casing(),
            impeller(),
            mechanical_seal(),
            suction_pipe(),
            suction_strainer(),
            discharge_pipe(),
            discharge_valve(),
            *sensors(),
        ],
    )
