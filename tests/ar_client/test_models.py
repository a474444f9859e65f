"""The 3D models, read back from their files by a reader that shares no code with the writer."""

import json
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

pytest.importorskip("manifold3d")

from ar_client.models import MODELS, ModelReport, build

CONTENT = Path(__file__).parents[2] / "knowledge_base" / "content"
BUNDLED = {
    "pump-skid": CONTENT / "pump-skid" / "equipment" / "pump-skid" / "model.glb",
    "milling-machine": CONTENT / "milling-cell" / "equipment" / "milling-machine" / "model.glb",
}
# Component -> its parent, and sensor -> the component that it measures, as the plants' equipment names them.
PARENTS: dict[str, dict[str, str | None]] = {
    "pump-skid": {
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
    },
    "milling-machine": {
        "bed": None,
        "column": None,
        "table": None,
        "workpiece": None,
        "spindle_head": None,
        "drive": "spindle_head",
        "spindle": "spindle_head",
        "tool_holder": "spindle",
        "tool": "tool_holder",
        "cooling": None,
        "coolant_line": "cooling",
        "control_cabinet": None,
    },
}
MEASURES = {
    "pump-skid": {
        "sensor_motor_current": "motor",
        "sensor_winding_temperature": "motor",
        "sensor_speed": "motor",
        "sensor_suction_pressure": "casing",
        "sensor_strainer_dp": "suction_strainer",
        "sensor_discharge_pressure": "casing",
        "sensor_flow": "discharge_pipe",
        "sensor_de": "bearing_de",
        "sensor_nde": "bearing_nde",
        "sensor_seal_leakage": "mechanical_seal",
        "sensor_liquid_temperature": "suction_pipe",
    },
    "milling-machine": {
        "sensor_air_temperature": "cooling",
        "sensor_process_temperature": "cooling",
        "sensor_rotational_speed": "spindle",
        "sensor_torque": "spindle",
        "sensor_tool_wear": "tool",
    },
}
# What the machine measures from wall to wall in metres: across, up, deep (glTF: Y is up).
SIZES = {"pump-skid": (2.4, 1.5, 1.0), "milling-machine": (3.1, 2.5, 1.8)}
TRIANGLE_BUDGET, BYTE_BUDGET = 60_000, 2_500_000
_TYPES: dict[int, np.dtype[Any]] = {5123: np.dtype("<u2"), 5125: np.dtype("<u4"), 5126: np.dtype("<f4")}


@dataclass(frozen=True)
class Node:
    """A node with its surface in the model's coordinates."""

    parent: str | None
    extras: dict[str, Any]
    origin: NDArray[np.float64]
    positions: NDArray[np.float64]
    normals: NDArray[np.float64]
    triangles: NDArray[np.int64]

    @property
    def bounds(self) -> NDArray[np.float64]:
        return np.stack([self.positions.min(axis=0), self.positions.max(axis=0)])


def read_glb(path: Path) -> tuple[dict[str, Any], bytes]:
    raw = path.read_bytes()
    magic, version, length, json_length, json_kind = struct.unpack_from("<4sIII4s", raw)
    assert (magic, version, length, json_kind) == (b"glTF", 2, len(raw), b"JSON")
    binary_length, binary_kind = struct.unpack_from("<I4s", raw, 20 + json_length)
    assert binary_kind == b"BIN\0"
    binary = raw[28 + json_length :]
    assert len(binary) == binary_length
    return json.loads(raw[20 : 20 + json_length]), binary


def accessor(content: dict[str, Any], binary: bytes, index: int) -> NDArray[Any]:
    entry = content["accessors"][index]
    view = content["bufferViews"][entry["bufferView"]]
    width = {"SCALAR": 1, "VEC3": 3}[entry["type"]]
    dtype, start = _TYPES[entry["componentType"]], view["byteOffset"]
    flat: NDArray[Any] = np.frombuffer(binary[start : start + entry["count"] * width * dtype.itemsize], dtype)
    return flat.reshape(-1, width) if width > 1 else flat


def surface(content: dict[str, Any], binary: bytes, mesh: int) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    positions, normals, triangles, offset = [], [], [], 0
    for primitive in content["meshes"][mesh]["primitives"]:
        points = accessor(content, binary, primitive["attributes"]["POSITION"])
        faces = accessor(content, binary, primitive["indices"]).reshape(-1, 3).astype(np.int64)
        assert faces.max() < len(points)
        positions.append(points)
        normals.append(accessor(content, binary, primitive["attributes"]["NORMAL"]))
        triangles.append(faces + offset)
        offset += len(points)
    return np.vstack(positions), np.vstack(normals), np.vstack(triangles)


def read_nodes(path: Path) -> dict[str, Node]:
    """Every node but the root. The models place their nodes by translation alone."""
    content, binary = read_glb(path)
    nodes: dict[str, Node] = {}

    def visit(index: int, parent: str | None, origin: NDArray[np.float64]) -> None:
        entry = content["nodes"][index]
        assert not entry.keys() & {"rotation", "scale", "matrix"}
        here = origin + np.array(entry.get("translation", (0, 0, 0)), dtype=np.float64)
        if "mesh" in entry:
            points, normals, triangles = surface(content, binary, entry["mesh"])
            assert entry["name"] not in nodes
            nodes[entry["name"]] = Node(
                parent, entry["extras"], here, points + here, normals.astype(np.float64), triangles
            )
        for child in entry.get("children", ()):
            visit(child, entry["name"] if "mesh" in entry else None, here)

    (root,) = content["scenes"][content["scene"]]["nodes"]
    visit(root, None, np.zeros(3))
    return nodes


@dataclass(frozen=True)
class Built:
    name: str
    path: Path
    report: ModelReport
    nodes: dict[str, Node]


@pytest.fixture(scope="module", params=sorted(MODELS))
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    path = tmp_path_factory.mktemp("models") / "folder" / "model.glb"
    report = build(request.param, path)
    return Built(request.param, path, report, read_nodes(path))


def test_every_component_of_the_equipment_is_a_node_under_its_parent(built: Built) -> None:
    found = {name: node.parent for name, node in built.nodes.items() if node.extras.get("component") is True}
    assert found == PARENTS[built.name]
    assert built.report.components == tuple(found)


def test_every_sensor_is_a_node_that_says_what_it_measures(built: Built) -> None:
    found = {name: node.extras["measures"] for name, node in built.nodes.items() if node.extras.get("sensor") is True}
    assert found == MEASURES[built.name]
    assert built.report.sensors == tuple(found)


def test_no_node_is_anything_but_a_component_or_a_sensor_and_all_have_a_label(built: Built) -> None:
    assert set(built.nodes) == set(PARENTS[built.name]) | set(MEASURES[built.name])
    assert all(node.extras["label"].strip() for node in built.nodes.values())


def test_every_node_has_a_solid_of_visible_size(built: Built) -> None:
    for name, node in built.nodes.items():
        assert len(node.triangles) >= 12, name
        assert node.bounds[1].min() > node.bounds[0].min(), name
        assert np.ptp(node.bounds, axis=0).min() > 0.01, name


def test_every_surface_is_closed_and_faces_outwards(built: Built) -> None:
    """The signed volume under a surface is positive only when its triangles wind outwards."""
    for name, node in built.nodes.items():
        corners = node.positions[node.triangles] - node.origin
        volume = np.einsum("ij,ij->i", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])).sum() / 6
        assert 1e-7 < volume < 1.0, (name, volume)


def test_the_pivot_of_a_component_lies_in_its_box(built: Built) -> None:
    for name, node in built.nodes.items():
        low, high = node.bounds
        assert np.all(node.origin >= low - 1e-3), name
        assert np.all(node.origin <= high + 1e-3), name


def test_normals_have_unit_length_and_agree_with_their_faces(built: Built) -> None:
    for name, node in built.nodes.items():
        assert np.allclose(np.linalg.norm(node.normals, axis=1), 1, atol=1e-5), name
        corners = node.positions[node.triangles]
        faces = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        faces /= np.linalg.norm(faces, axis=1, keepdims=True)
        agreement = np.einsum("ijk,ik->ij", node.normals[node.triangles], faces)
        assert agreement.min() > 0.5, name


def test_no_triangle_is_degenerate_and_no_vertex_is_stored_twice(built: Built) -> None:
    content, binary = read_glb(built.path)
    for mesh in content["meshes"]:
        for primitive in mesh["primitives"]:
            points = accessor(content, binary, primitive["attributes"]["POSITION"])
            normals = accessor(content, binary, primitive["attributes"]["NORMAL"])
            faces = accessor(content, binary, primitive["indices"]).reshape(-1, 3)
            corners = points[faces].astype(np.float64)
            edges = np.roll(corners, -1, axis=1) - corners
            double_area = np.linalg.norm(np.cross(edges[:, 0], edges[:, 1]), axis=1)
            height = double_area / np.linalg.norm(edges, axis=2).max(axis=1)
            assert height.min() > 1e-6, mesh["name"]
            assert len(np.unique(np.hstack([points, normals]), axis=0)) == len(points), mesh["name"]
            assert len(np.unique(faces)) == len(points), mesh["name"]


def test_the_file_keeps_within_the_headset_budget(built: Built) -> None:
    triangles = sum(len(node.triangles) for node in built.nodes.values())
    assert triangles == built.report.triangles <= TRIANGLE_BUDGET
    assert built.path.stat().st_size == built.report.bytes <= BYTE_BUDGET


def test_the_machine_stands_on_the_floor_in_metres_with_y_up(built: Built) -> None:
    boxes = np.stack([node.bounds for node in built.nodes.values()])
    low, high = boxes[:, 0].min(axis=0), boxes[:, 1].max(axis=0)
    assert abs(low[1]) < 0.005
    assert high - low == pytest.approx(SIZES[built.name], abs=0.25)


def test_a_sensor_stands_within_a_hand_of_what_it_measures(built: Built) -> None:
    for sensor, component in MEASURES[built.name].items():
        low, high = built.nodes[component].bounds
        place = built.nodes[sensor].origin
        distance = np.linalg.norm(np.maximum(0, np.maximum(low - place, place - high)))
        assert distance < 0.25, (sensor, component, distance)


def test_parts_that_lie_inside_others_do_so_in_the_model(built: Built) -> None:
    """X-ray mode shows these: each must be within the box of the part that hides it."""
    inside = {
        "pump-skid": [
            ("motor_fan", "motor"),
            ("bearing_de", "bearing_housing"),
            ("bearing_nde", "bearing_housing"),
            ("impeller", "casing"),
        ],
        "milling-machine": [],
    }[built.name]
    for inner, outer in inside:
        hidden, hiding = built.nodes[inner].bounds, built.nodes[outer].bounds
        assert np.all(hidden[0] >= hiding[0]), inner
        assert np.all(hidden[1] <= hiding[1]), inner


def test_building_twice_gives_the_same_bytes(built: Built, tmp_path: Path) -> None:
    build(built.name, tmp_path / "again.glb")
    assert (tmp_path / "again.glb").read_bytes() == built.path.read_bytes()


def test_the_bundled_file_is_the_one_that_the_builder_writes(built: Built) -> None:
    """Compared part by part, so that another release of the solid modeller may cut a face differently."""
    bundled = read_nodes(BUNDLED[built.name])
    assert list(bundled) == list(built.nodes)
    for name, node in built.nodes.items():
        assert (bundled[name].parent, bundled[name].extras) == (node.parent, node.extras), name
        assert np.allclose(bundled[name].origin, node.origin, atol=1e-6), name
        assert np.allclose(bundled[name].bounds, node.bounds, atol=1e-4), name


def test_another_reader_sees_the_same_scene(built: Built) -> None:
    trimesh = pytest.importorskip("trimesh")
    scene = trimesh.load_scene(built.path)
    assert set(built.nodes) <= set(scene.graph.nodes)
    assert sum(len(mesh.faces) for mesh in scene.geometry.values()) == built.report.triangles


def test_an_unknown_model_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="milling-machine, pump-skid"):
        build("gearbox", tmp_path / "x.glb")
