"""What a model is made of: parts (a solid in one finish), components and sensors (named nodes), a machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from manifold3d import Manifold

from ar_client.models.materials import Material
from ar_client.models.solids import Axis, Vec3, facing

Kind = Literal["component", "sensor"]


@dataclass(frozen=True, slots=True)
class Part:
    """A solid in machine coordinates (metres, Z up) and its finish."""

    solid: Manifold
    material: Material

    def placed(self, at: Vec3, axis: Axis = "z") -> Part:
        """The same part with its Z axis along `axis` and its origin at `at`."""
        return Part(facing(self.solid, axis).translate(at), self.material)


def placed(parts: Iterable[Part], at: Vec3, axis: Axis = "z") -> list[Part]:
    """Several parts moved together; see `Part.placed`."""
    return [part.placed(at, axis) for part in parts]


@dataclass(frozen=True, slots=True)
class Component:
    """One named node. `pivot` is its origin in machine coordinates; `parent` the id of another node or None."""

    name: str
    label: str
    pivot: Vec3
    parts: Sequence[Part]
    parent: str | None = None
    kind: Kind = "component"
    extras: Mapping[str, str] = field(default_factory=dict)


def sensor(name: str, label: str, pivot: Vec3, parts: Sequence[Part], measures: str) -> Component:
    """A sensor node; `measures` is the id of the component whose state it reads."""
    return Component(name, label, pivot, parts, kind="sensor", extras={"measures": measures})


@dataclass(frozen=True, slots=True)
class Machine:
    """A whole model: `name` becomes the root node. Parents come before their children."""

    name: str
    label: str
    components: Sequence[Component]
