"""Parametric 3D models of the bundled equipment, built with manifold3d and written as GLB.

`MODELS` names the builders; `build` writes one file; `python -m ar_client.models` rewrites the bundled files. A node's
name is the id of its component. The solid modeller is imported only when a model is built.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ar_client.models.component import Machine


@dataclass(frozen=True, slots=True)
class ModelReport:
    """What was written: the ids of component and sensor nodes, triangles, size of the file in bytes."""

    name: str
    components: tuple[str, ...]
    sensors: tuple[str, ...]
    triangles: int
    bytes: int


def _pump_skid() -> Machine:
    from ar_client.models.pump_skid import pump_skid

    return pump_skid()


def _milling_machine() -> Machine:
    from ar_client.models.milling_machine import milling_machine

    return milling_machine()


MODELS: dict[str, Callable[[], Machine]] = {"pump-skid": _pump_skid, "milling-machine": _milling_machine}


def build(name: str, out: Path) -> ModelReport:
    """Build the model `name` and write it to `out`, creating the folder if need be.

    The same version on the same machine writes the same bytes. Raises KeyError for an unknown name.
    """
    if name not in MODELS:
        raise KeyError(f"No model is called {name!r}; there are {', '.join(sorted(MODELS))}.")
    from ar_client.models.export import to_glb

    machine = MODELS[name]()
    content, triangles = to_glb(machine)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(content)
    return ModelReport(
        name,
        tuple(node.name for node in machine.components if node.kind == "component"),
        tuple(node.name for node in machine.components if node.kind == "sensor"),
        triangles,
        len(content),
    )
