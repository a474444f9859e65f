"""A small transcript by hand: pump A is healthy, its drive-end bearing wears, a case opens, two steps are
done.
"""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from assistant.wire import ServerMessage, server_message

START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
DIGEST = hashlib.sha256(b"sample").hexdigest()
COMPONENTS = {
    "baseplate": None,
    "motor": None,
    "motor_fan": "motor",
    "coupling": None,
    "coupling_guard": "coupling",
    "bearing_housing": None,
    "bearing_de": "bearing_housing",
    "bearing_nde": "bearing_housing",
    "pump_shaft": "bearing_housing",
    "casing": None,
    "impeller": "casing",
    "mechanical_seal": "casing",
    "suction_pipe": None,
    "suction_strainer": "suction_pipe",
    "discharge_pipe": None,
    "discharge_valve": "discharge_pipe",
}
SIGNALS = (
    ("de_velocity", "Drive-end vibration velocity (RMS)", "mm/s", "bearing_de", "sensor_de", 0.0, 3.2),
    ("de_bpfo", "Drive-end outer-race envelope (BPFO)", "g", "bearing_de", "sensor_de", 0.0, 0.9),
    ("de_temperature", "Drive-end bearing temperature", "°C", "bearing_de", "sensor_de", 38.0, 61.0),
    ("nde_velocity", "Non-drive-end vibration velocity (RMS)", "mm/s", "bearing_nde", "sensor_nde", 0.0, 3.2),
    ("motor_current", "Motor current", "A", "motor", "sensor_motor_current", 18.0, 27.0),
    ("suction_pressure", "Suction pressure (gauge)", "bar", "casing", "sensor_suction_pressure", 0.2, 0.9),
    ("flow", "Flow", "m³/h", "discharge_pipe", "sensor_flow", 88.0, 112.0),
)
WARNING = (
    "Rotating shaft. Contact causes severe injury. Make sure that the motor is locked out and that "
    "zero voltage is measured before the guard is opened."
)
STEPS = (
    (
        "PS-T-010",
        "Isolate and lock out the pump set",
        "make-safe",
        "motor",
        "Stop the motor at the control station.",
    ),
    (
        "PS-T-010",
        "Isolate and lock out the pump set",
        "make-safe",
        "discharge_valve",
        "Close the discharge valve.",
    ),
    (
        "PS-T-210",
        "Replace the drive-end bearing",
        "repair",
        "coupling_guard",
        "Loosen the four M8 bolts of the coupling guard and lift the guard clear of the coupling.",
    ),
    ("PS-T-210", "Replace the drive-end bearing", "repair", "bearing_de", "Pull the bearing off the shaft."),
)


class Transcript:
    """Makes valid messages with rising sequence numbers. Times are seconds after START."""

    def __init__(self, epoch: str = "epoch-1") -> None:
        self.epoch = epoch
        self._sequence = count(1)

    def hello(self, epoch: str | None = None, model_url: str | None = "/models/pump-skid.glb") -> ServerMessage:
        return self._made(
            {
                "type": "hello",
                "key": "hello",
                "epoch": epoch or self.epoch,
                "version": "0.1.0",
                "plant_id": "pump-skid",
                "plant_name": "Cooling water pump house",
                "site": "Demonstration plant",
                "simulated": True,
                "people": [{"name": "R. Meier", "roles": ["technician", "isolation"]}],
                "assets": [asset(letter) for letter in "ABC"],
                "equipment": [equipment(model_url)],
            }
        )

    def state(
        self, asset_id: str, health: str = "healthy", *, case_open: bool = False, at: float = 0.0
    ) -> ServerMessage:
        return self._made(
            {
                "type": "asset-state",
                "key": f"asset-state/{asset_id}",
                "asset_id": asset_id,
                "time": moment(at),
                "health": health,
                "failure_probability": {"healthy": 0.02, "watch": 0.4, "alarm": 0.94}.get(health),
                "headline": headline(health),
                "case_open": case_open,
            }
        )

    def telemetry(self, asset_id: str, worn: float = 0.0, at: float = 0.0) -> ServerMessage:
        values = [{"signal_id": s[0], "value": value_of(s, worn), "state": state_of(s, worn)} for s in SIGNALS]
        message = {
            "type": "telemetry",
            "key": f"telemetry/{asset_id}",
            "asset_id": asset_id,
            "time": moment(at),
        }
        return self._made({**message, "values": values})

    def frame(self, asset_id: str, worn: float = 0.0, *, step: str | None = None, at: float = 0.0) -> ServerMessage:
        """worn: 0 to 1. step: the component of the active step."""
        health = "alarm" if worn > 0.6 else "watch" if worn > 0.2 else "healthy"
        lit = (
            [highlight("bearing_de", "guilty", 0.7312345), highlight("coupling", "evidence", 0.12)]
            if worn > 0.2
            else []
        )
        record = {
            "chain_id": f"chain-{at:g}",
            "asset_id": asset_id,
            "time": moment(at),
            "diagnosis_digest": DIGEST if lit else None,
            "procedure_digest": DIGEST if step else None,
            "health": health,
            "quality": "good",
            "simulated": True,
            "failure_probability": 0.02 + 0.92 * worn,
            "headline": headline(health),
            "highlights": lit + ([highlight(step, "step", 1.0)] if step else []),
            "callouts": [callout(signal, worn) for signal in (SIGNALS if lit else SIGNALS[4:])],
            "active_step_id": "PS-T-210.1" if step else None,
        }
        return self._made({"type": "frame", "key": f"frame/{asset_id}", "record": record})

    def case(
        self,
        asset_id: str,
        done: int = 0,
        *,
        opened: float = 0.0,
        closed: float | None = None,
        complete: bool = True,
        half_signed: bool = False,
    ) -> ServerMessage:
        """half_signed: the last of the `done` acknowledgements still wants a second person's."""
        record = {
            "case_id": f"case-{asset_id}-{opened:g}",
            "asset_id": asset_id,
            "mode_id": "bearing_de_wear",
            "opened": moment(opened),
            "closed": None if closed is None else moment(closed),
            "procedure": procedure(asset_id, complete=complete),
            "done": [
                {
                    "step_id": step_id,
                    "actor": "R. Meier",
                    "time": moment(opened + i),
                    "value": None,
                    "completes": not half_signed or i + 1 < done,
                }
                for i, step_id in enumerate(step_ids()[:done])
            ],
            "proving_since": None,
        }
        return self._made({"type": "case", "key": f"case/{asset_id}", "record": record})

    def refused(self, reason: str) -> ServerMessage:
        return self._made({"type": "refused", "key": "", "reason": reason})

    def _made(self, message: dict[str, Any]) -> ServerMessage:
        return server_message.validate_python({**message, "seq": next(self._sequence)})


def bearing_story() -> list[ServerMessage]:
    """From healthy to the third step of the repair."""
    t = Transcript()
    return [
        t.hello(),
        *(t.state(asset_id) for asset_id in ("P-101", "P-102", "P-103")),
        t.telemetry("P-101"),
        t.frame("P-101"),
        t.state("P-101", "watch", at=60),
        t.frame("P-101", 0.4, at=60),
        t.state("P-101", "alarm", case_open=True, at=120),
        t.case("P-101", opened=120),
        t.telemetry("P-101", 1.0, at=120),
        t.frame("P-101", 1.0, step="motor", at=120),
        t.case("P-101", 2, opened=120),
        t.frame("P-101", 1.0, step="coupling_guard", at=180),
    ]


def healthy_story() -> list[ServerMessage]:
    """Connected, and all is well."""
    t = Transcript()
    return [t.hello(), *(t.state(asset_id) for asset_id in ("P-101", "P-102", "P-103")), t.frame("P-101")]


def lines(messages: Sequence[ServerMessage]) -> list[str]:
    """As they cross the socket."""
    return [server_message.dump_json(message).decode() for message in messages]


def moment(at: float) -> str:
    return (START + timedelta(seconds=at)).isoformat()


def headline(health: str) -> str:
    return {
        "healthy": "All readings are in their healthy range",
        "watch": "Drive-end bearing wear is building up",
        "alarm": "Drive-end bearing wear: replace the drive-end bearing",
    }[health]


def asset(letter: str) -> dict[str, Any]:
    place = "ABC".index(letter) + 1
    return {
        "id": f"P-10{place}",
        "name": f"Cooling water pump {letter}",
        "location": f"Pump house, bay {place}",
        "equipment_id": "pump-skid",
    }


def equipment(model_url: str | None) -> dict[str, Any]:
    return {
        "id": "pump-skid",
        "name": "End-suction pump skid",
        "description": "An end-suction pump.",
        "safe_state": "Stopped, locked out, drained.",
        "model_url": model_url,
        "components": [
            {"id": name, "name": spoken(name), "parent": parent, "node": name} for name, parent in COMPONENTS.items()
        ],
        "signals": [
            {
                "id": name,
                "name": label,
                "unit": unit,
                "component_id": component,
                "node": node,
                "low": low,
                "high": high,
                "derived": False,
                "categories": [],
            }
            for name, label, unit, component, node, low, high in SIGNALS
        ],
        "modes": [{"id": "bearing_de_wear", "name": "Drive-end bearing wear", "component_id": "bearing_de"}],
    }


def spoken(component: str) -> str:
    return component.replace("_de", " (drive end)").replace("_nde", " (non-drive end)").replace("_", " ").capitalize()


def highlight(component: str, role: str, share: float) -> dict[str, Any]:
    anchor = {"component_id": component, "node": component}
    return {"anchor": anchor, "role": role, "share": share, "label": spoken(component)}


def callout(signal: tuple[Any, ...], worn: float) -> dict[str, Any]:
    name, label, unit, component, node, low, high = signal
    return {
        "anchor": {"component_id": component, "node": node},
        "signal_id": name,
        "label": label,
        "value": value_of(signal, worn),
        "unit": unit,
        "low": low,
        "high": high,
        "state": state_of(signal, worn),
        "points": {"de_bpfo": 41.0, "de_velocity": 22.5, "de_temperature": 11.0}.get(name, 0.8) * worn,
    }


def value_of(signal: tuple[Any, ...], worn: float) -> float:
    name, *_, low, high = signal
    middle: float = ((low or 0.0) + high) / 2
    return middle + (1.6 * high * worn if name in ("de_velocity", "de_bpfo", "de_temperature") else 0.0)


def state_of(signal: tuple[Any, ...], worn: float) -> str:
    return "high" if value_of(signal, worn) > signal[-1] else "normal"


def step_ids() -> list[str]:
    return [f"{task}.{number}" for task, number in zip((s[0] for s in STEPS), (1, 2, 1, 2), strict=True)]


def procedure(asset_id: str, *, complete: bool) -> dict[str, Any]:
    tasks = [task(task_id) for task_id in dict.fromkeys(step[0] for step in STEPS)]
    return {
        "chain_id": "chain-120",
        "asset_id": asset_id,
        "time": moment(120),
        "diagnosis_digest": DIGEST,
        "mode_id": "bearing_de_wear",
        "title": "Drive-end bearing wear",
        "complete": complete,
        "gaps": [] if complete else ["No manual of this machine has a task for drive-end bearing wear."],
        "safe_state": "Motor stopped and locked out, pump drained.",
        "contact": {"role": "Shift maintenance lead", "phone": "ext. 4410"},
        "isolation": [
            {
                "energy": "electrical",
                "isolate": ["PS-T-010.1"],
                "lock": [],
                "release": [],
                "verify": ["PS-T-010.2"],
                "missing": [],
            }
        ],
        "tasks": tasks if complete else tasks[:1],
        "proof": {"seconds": 600.0, "signals": [{"signal_id": "de_velocity", "wrong": "high"}]},
    }


def task(task_id: str) -> dict[str, Any]:
    own = [(step, number) for step, number in zip(STEPS, (1, 2, 1, 2), strict=True) if step[0] == task_id]
    return {
        "task_id": task_id,
        "manual_id": "PS-MM",
        "revision": "2.1",
        "approved_by": "Ada Brand",
        "approved_on": "2026-01-31",
        "title": own[0][0][1],
        "kind": own[0][0][2],
        "purpose": None,
        "duration": None,
        "personnel": None,
        "preconditions": None,
        "tools": [],
        "parts": [],
        "supplies": [],
        "steps": [
            {
                "id": f"{task_id}.{number}",
                "number": number,
                "kind": kind,
                "quote": quote(text),
                "notices": [{"kind": "warning", "quote": quote(WARNING)}] if number == 1 else [],
                "component_id": component,
                "measure": None,
                "role": "isolation" if kind == "make-safe" else "technician",
                "signatures": 1,
            }
            for (_, _, kind, component, text), number in own
        ],
        "acceptance": [],
        "conclusions": [],
    }


def quote(text: str) -> dict[str, Any]:
    citation = {
        "manual_id": "PS-MM",
        "revision": "2.1",
        "section": ["4 Repair", "4.1 Replace the drive-end bearing"],
        "file": "maintenance.md",
        "start": 100,
        "end": 100 + len(text),
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    return {"text": text, "citation": citation}
