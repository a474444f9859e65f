"""A machine as one binary glTF 2.0 file: a named node a component, its origin at its pivot, no texture.

Written by hand rather than through a scene library, so that each component is one node with one primitive a
material and the same machine always gives the same bytes. Layout: Khronos glTF 2.0, section 4 (GLB).
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ar_client.models.component import Component, Machine
from ar_client.models.materials import Material, linear_rgb
from ar_client.models.mesh import Surface, shade
from ar_client.models.solids import Vec3, union

_FLOAT, _UINT16, _UINT32 = 5126, 5123, 5125
_VERTEX_TARGET, _INDEX_TARGET = 34962, 34963


@dataclass(slots=True)
class _Document:
    """The JSON half and the binary half of a GLB while they grow together."""

    json: dict[str, Any]
    binary: bytearray = field(default_factory=bytearray)
    materials: dict[str, int] = field(default_factory=dict)
    triangles: int = 0

    def accessor(self, data: NDArray[Any], component_type: int, element: str, target: int) -> int:
        raw = data.tobytes()
        view = {"buffer": 0, "byteOffset": len(self.binary), "byteLength": len(raw), "target": target}
        self.binary += raw + b"\0" * (-len(raw) % 4)
        count = len(data) if element == "VEC3" else data.size
        entry = {
            "bufferView": len(self.json["bufferViews"]),
            "componentType": component_type,
            "count": count,
            "type": element,
        }
        if target == _VERTEX_TARGET:
            entry["min"] = [float(value) for value in data.min(axis=0)]
            entry["max"] = [float(value) for value in data.max(axis=0)]
        self.json["bufferViews"].append(view)
        self.json["accessors"].append(entry)
        return len(self.json["accessors"]) - 1

    def material(self, material: Material) -> int:
        if material.name not in self.materials:
            self.materials[material.name] = len(self.materials)
            self.json["materials"].append(_material_json(material))
        return self.materials[material.name]

    def primitive(self, surface: Surface, material: Material) -> dict[str, Any]:
        wide = len(surface.positions) > np.iinfo(np.uint16).max
        indices = surface.triangles.astype(np.uint32 if wide else np.uint16)
        self.triangles += len(surface.triangles)
        return {
            "attributes": {
                "POSITION": self.accessor(surface.positions, _FLOAT, "VEC3", _VERTEX_TARGET),
                "NORMAL": self.accessor(surface.normals, _FLOAT, "VEC3", _VERTEX_TARGET),
            },
            "indices": self.accessor(indices, _UINT32 if wide else _UINT16, "SCALAR", _INDEX_TARGET),
            "material": self.material(material),
        }


def to_glb(machine: Machine) -> tuple[bytes, int]:
    """The bytes of the file and its number of triangles.

    Raises ValueError when a parent is unknown or comes after its child, or when a part is empty.
    """
    document = _Document(
        {
            "asset": {"version": "2.0", "generator": "ar_client.models"},
            "scene": 0,
            "scenes": [{"name": machine.name, "nodes": [0]}],
            "nodes": [{"name": machine.name, "extras": {"label": machine.label, "units": "m"}, "children": []}],
            "meshes": [],
            "materials": [],
            "accessors": [],
            "bufferViews": [],
        }
    )
    places: dict[str | None, int] = {None: 0}
    pivots: dict[str | None, Vec3] = {None: (0.0, 0.0, 0.0)}
    for component in machine.components:
        if component.parent not in places:
            raise ValueError(f"{component.name}: list its parent {component.parent!r} before it.")
        places[component.name] = _add_node(document, component, places[component.parent], pivots[component.parent])
        pivots[component.name] = component.pivot
    document.json["buffers"] = [{"byteLength": len(document.binary)}]
    return _pack(document.json, bytes(document.binary)), document.triangles


def _add_node(document: _Document, component: Component, parent: int, parent_pivot: Vec3) -> int:
    primitives = [
        document.primitive(
            shade(union(part.solid for part in component.parts if part.material is material), component.pivot),
            material,
        )
        for material in _materials(component)
    ]
    document.json["meshes"].append({"name": component.name, "primitives": primitives})
    x, y, z = (round(own - base, 6) for own, base in zip(component.pivot, parent_pivot, strict=True))
    nodes = document.json["nodes"]
    nodes.append(
        {
            "name": component.name,
            "mesh": len(document.json["meshes"]) - 1,
            "translation": [x, z, -y or 0.0],
            "extras": {component.kind: True, "label": component.label, **component.extras},
        }
    )
    nodes[parent].setdefault("children", []).append(len(nodes) - 1)
    return len(nodes) - 1


def _materials(component: Component) -> Sequence[Material]:
    return list(dict.fromkeys(part.material for part in component.parts))


def _material_json(material: Material) -> dict[str, Any]:
    factor = [round(value, 6) for value in (*linear_rgb(material.colour), material.opacity)]
    entry: dict[str, Any] = {
        "name": material.name,
        "pbrMetallicRoughness": {
            "baseColorFactor": factor,
            "metallicFactor": material.metallic,
            "roughnessFactor": material.roughness,
        },
    }
    if material.glow != "#000000":
        entry["emissiveFactor"] = [round(value, 6) for value in linear_rgb(material.glow)]
    if material.opacity < 1:
        entry |= {"alphaMode": "BLEND", "doubleSided": True}
    return entry


def _pack(content: dict[str, Any], binary: bytes) -> bytes:
    text = json.dumps(content, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    header = struct.pack("<4sII", b"glTF", 2, 12 + 8 + len(text) + 8 + len(binary))
    return header + struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(binary), b"BIN\0") + binary
