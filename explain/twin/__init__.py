"""Physical twin of a machine: what it should measure, healthy or with a fault growing in it.

    seed ─► noise ─┬─► duty ────── speed, valve, level, temperatures ──┐
                   │                                                   ▼
    severity ──► condition ── head, clearance, K, stiffness ... ─► hydraulics ─► flow, head, NPSH, cavitation
    (per fault)  (the only        │                                    │ shaft power, pressures
                  door for        │        ┌───────────────────────────┼───────────────┐
                  a fault)        │        ▼                           ▼               ▼
                                  ├──► bearings: loads, bands     motor: current,    seal: leakage
                                  │    vibration: velocities      losses
                                  │        │ friction                  │ heat
                                  │        └────────────┬──────────────┘
                                  └──► thermal: winding and bearing temperatures (kept between steps)
                                                        │
                   └─► sensors: bias and noise ◄────────┘ true values of every signal ─► readings

A fault never touches a signal. `condition` turns its severity (0 healthy, 1 worst) into physical quantities,
and the symptoms follow from the physics; several faults at once simply meet there. All arrays have shape
(machines,). Start reading at `pump.py`.
"""

from explain.twin.contract import (
    FloatArray,
    InvalidParameterError,
    InvalidStepError,
    Twin,
    TwinError,
    UnknownFaultError,
    UnknownParameterError,
    UnknownTwinError,
)
from explain.twin.growth import FaultGrowth
from explain.twin.history import History, Run, healthy_and_faulty_history
from explain.twin.registry import make_twin

__all__ = [
    "FaultGrowth",
    "FloatArray",
    "History",
    "InvalidParameterError",
    "InvalidStepError",
    "Run",
    "Twin",
    "TwinError",
    "UnknownFaultError",
    "UnknownParameterError",
    "UnknownTwinError",
    "healthy_and_faulty_history",
    "make_twin",
]
