"""The picture itself: the guilty part is where it should be, in the colour that it should have, and nowhere else."""

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from ar_client.address import Address
from ar_client.desktop.drawing import Order, draw_apart
from ar_client.desktop.machine import Machine, read_glb
from ar_client.desktop.sheet import Sheet, sheet_of
from ar_client.desktop.snapshot import Wish, awaited, take
from ar_client.errors import ClientError, ModelError, NothingToShow, RenderError
from ar_client.scene import SceneState, replay
from assistant.wire import Anchor, Highlight, HighlightRole
from tests.ar_client.sample_messages import COMPONENTS, bearing_story, healthy_story, lines
from tests.ar_client.stream_server import StreamServer

pytestmark = pytest.mark.desktop

ROOT = Path(__file__).parents[2]
PUMP = ROOT / "knowledge_base/content/pump-skid/equipment/pump-skid/model.glb"
SIZE = (800, 500)
Pixels = npt.NDArray[np.int16]


@pytest.fixture(scope="module")
def pump() -> bytes:
    return PUMP.read_bytes()


@pytest.fixture(scope="module")
def machine(pump: bytes) -> Machine:
    return read_glb(pump)


def sheet(state: SceneState) -> Sheet:
    made = sheet_of(state, "P-101")
    assert made is not None
    return made


def pixels(path: Path) -> Pixels:
    from PIL import Image

    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"), np.int16)


def orange(picture: Pixels) -> npt.NDArray[np.bool_]:
    red, green, blue = picture[..., 0], picture[..., 1], picture[..., 2]
    return (red > 170) & (red - green > 70) & (red - blue > 90)


def blue(picture: Pixels) -> npt.NDArray[np.bool_]:
    red, green, blue = picture[..., 0], picture[..., 1], picture[..., 2]
    return (blue > 130) & (blue - red > 60) & (blue >= green)


def around(pump: bytes, made: Sheet, node: str, size: tuple[int, int] = SIZE) -> tuple[slice, slice]:
    """The rows and columns of the picture that a node's parts cover."""
    from ar_client.desktop.artist import Artist

    artist = Artist(pump)
    artist.light(made)
    camera = artist.camera(*size, made)
    assert camera is not None
    assert artist.stage is not None
    machine = artist.stage.machine
    shown = camera.project(machine.points_of(machine.parts_under(node, made.nodes - {node})))
    (left, top), (right, bottom) = np.floor(shown.min(axis=0)), np.ceil(shown.max(axis=0))
    return slice(int(top), int(bottom)), slice(int(left), int(right))


def snapshot(story: list[Any], model: bytes, out: Path, **wish: Any) -> Pixels:
    with StreamServer(lines(story), model) as server:
        take(Address.parse(server.address), Wish(out, *SIZE, **wish))
    return pixels(out)


def test_a_snapshot_of_an_alarm_shows_the_worn_bearing_lit_and_a_healthy_one_does_not(
    pump: bytes, tmp_path: Path
) -> None:
    worn = snapshot(bearing_story(), pump, tmp_path / "worn.png", wait_for_alarm=20.0)
    well = snapshot(healthy_story(), pump, tmp_path / "well.png")
    assert worn.shape == well.shape == (SIZE[1], SIZE[0], 3)
    made = sheet(replay(bearing_story()))
    bearing, motor = around(pump, made, "bearing_de"), around(pump, made, "motor")
    assert orange(worn)[bearing].mean() > 0.3
    assert orange(well)[bearing].mean() == 0
    assert orange(worn)[motor].mean() < 0.02
    guard = around(pump, made, "coupling_guard")
    assert blue(worn)[guard].mean() > 0.3
    assert blue(well)[guard].mean() < 0.02


def test_a_snapshot_waits_for_the_alarm_and_says_when_none_came(pump: bytes, tmp_path: Path) -> None:
    with StreamServer(lines(healthy_story()), pump) as server, pytest.raises(NothingToShow, match="healthy"):
        take(Address.parse(server.address), Wish(tmp_path / "a.png", *SIZE, wait_for_alarm=0.5))
    assert list(tmp_path.iterdir()) == []


def test_a_snapshot_of_an_asset_that_the_plant_lacks_names_those_it_has(pump: bytes, tmp_path: Path) -> None:
    with StreamServer(lines(healthy_story()), pump) as server, pytest.raises(NothingToShow, match="P-101, P-102"):
        take(Address.parse(server.address), Wish(tmp_path / "a.png", *SIZE, asset="P-999"))


def test_a_snapshot_into_a_folder_that_is_not_there_fails_before_anything_is_waited_for(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="no folder"):
        take(Address.parse("127.0.0.1:9"), Wish(tmp_path / "none" / "a.png", *SIZE))


def test_a_plant_without_a_model_is_still_told_in_words(tmp_path: Path) -> None:
    out = tmp_path / "words.png"
    draw_apart(Order(sheet=sheet(replay(bearing_story())), model=None, out=out, width=960, height=600))
    assert (pixels(out).max(axis=2) > 200).mean() > 0.01


def test_a_damaged_model_is_named_and_no_picture_is_left(pump: bytes, tmp_path: Path) -> None:
    with (
        StreamServer(lines(bearing_story()), pump[:5000]) as server,
        pytest.raises(RenderError, match="cannot be read"),
    ):
        take(Address.parse(server.address), Wish(tmp_path / "a.png", *SIZE))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        ("raise ImportError('libGL.so.1: cannot open shared object file')", "apt install libgl1"),
        ("raise ModuleNotFoundError(\"No module named 'open3d'\", name='open3d')", r"faultlens\[desktop\]"),
        ("import os; os.abort()", "ended with code -6"),
    ],
)
def test_when_open3d_is_missing_or_breaks_the_error_says_what_to_do(
    broken: str, named: str, pump: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "open3d.py").write_text(broken)
    inherited = os.environ.get("PYTHONPATH")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *([inherited] if inherited else [])]))
    model, out = tmp_path / "model.glb", tmp_path / "a.png"
    model.write_bytes(pump)
    with pytest.raises(RenderError, match=named):
        draw_apart(Order(sheet=sheet(replay(bearing_story())), model=model, out=out, width=640, height=400))
    assert not out.exists()


def test_a_picture_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    out = tmp_path / "a.png"
    order = Order(sheet=sheet(replay(bearing_story())), model=None, out=out, width=640, height=400)
    with pytest.raises(RenderError, match=r"not done within 0\.01 s"):
        draw_apart(order, time_limit=0.01)
    assert not out.exists()


def test_every_component_of_the_pump_can_be_lit(machine: Machine) -> None:
    assert [node for node in COMPONENTS if not machine.parts_under(node)] == []


def test_a_lit_housing_does_not_light_the_bearings_inside_it(machine: Machine) -> None:
    housing = set(machine.parts_under("bearing_housing", set(COMPONENTS) - {"bearing_housing"}))
    assert housing
    assert not housing & set(machine.parts_under("bearing_de"))


def test_what_is_no_glb_or_holds_nothing_is_refused() -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        read_glb(b"glTF and then nothing of the kind")


@pytest.mark.parametrize("azimuth", [0.0, 28.0, -58.0, 152.0])
def test_the_whole_machine_is_in_the_frame_from_every_side(machine: Machine, azimuth: float) -> None:
    from ar_client.desktop.camera import Box, framed

    box = Box(200, 80, 700, 500)
    points = machine.corners.reshape(-1, 3)
    x, y = framed(points, box, azimuth=azimuth, elevation=20.0).project(points).T
    assert box.left - 1 <= x.min() <= x.max() <= box.right + 1
    assert box.top - 1 <= y.min() <= y.max() <= box.bottom + 1
    assert max((x.max() - x.min()) / box.width, (y.max() - y.min()) / box.height) > 0.95


def test_rays_and_projection_agree(machine: Machine) -> None:
    from ar_client.desktop.camera import Box, framed

    camera = framed(machine.corners.reshape(-1, 3), Box(0, 0, 64, 40), azimuth=28.0, elevation=20.0)
    ends = camera.eye + 3.0 * camera.rays(64, 40)
    middles = np.stack(np.meshgrid(np.arange(64) + 0.5, np.arange(40) + 0.5), axis=-1).reshape(-1, 2)
    assert np.abs(camera.project(ends) - middles).max() < 0.01


def lit(*highlights: tuple[str, HighlightRole, float]) -> list[Highlight]:
    return [
        Highlight(anchor=Anchor(component_id=node, node=node), role=role, share=share, label=node)
        for node, role, share in highlights
    ]


def test_the_part_at_fault_outshines_what_only_speaks_of_it(machine: Machine) -> None:
    from ar_client.desktop import palette
    from ar_client.desktop.stage import Stage, lights_of

    stage = Stage(machine)
    roles = lit(("bearing_de", HighlightRole.GUILTY, 0.3), ("coupling", HighlightRole.EVIDENCE, 0.6))
    stage.light(lights_of(machine, roles, COMPONENTS))
    bearing, coupling = machine.parts_under("bearing_de")[0], machine.parts_under("coupling", COMPONENTS.keys())[0]
    assert stage.weight[bearing] > stage.weight[coupling]
    assert np.allclose(stage.glow[bearing], palette.linear(palette.GUILTY))
    assert np.allclose(stage.glow[coupling], palette.linear(palette.EVIDENCE))


def test_a_part_lit_for_two_reasons_shows_the_weightier(machine: Machine) -> None:
    from ar_client.desktop.stage import lights_of

    everything = [("bearing_de", role, 0.5) for role in HighlightRole]
    lights = lights_of(machine, lit(*everything), COMPONENTS)
    assert {part for part, _ in lights.guilty} == set(machine.parts_under("bearing_de"))
    assert (lights.evidence, lights.step) == ((), frozenset())


def test_a_part_that_the_model_lacks_lights_nothing(machine: Machine) -> None:
    from ar_client.desktop.stage import lights_of

    assert not lights_of(machine, lit(("gearbox", HighlightRole.GUILTY, 0.5)), COMPONENTS).parts


@dataclass
class StillFeed:
    """A stream that has said all it has to say."""

    state: SceneState
    models: dict[str, bytes | ModelError]
    problem: ClientError | None = None
    link: str = ""

    def trouble(self) -> str:
        return self.link


def window_on(feed: Any) -> Any:
    from ar_client.desktop.window import Window

    return Window(feed, None, 640, 400, visible=False)


def seen(window: Any) -> Pixels:
    shown = np.asarray(window._window.capture_screen_float_buffer(True))
    return (shown * 255).astype(np.int16)


def test_the_live_window_shows_the_alarm_and_turns_with_the_hand(pump: bytes) -> None:
    feed = StillFeed(replay(healthy_story()), {"pump-skid": pump})
    bearing = around(pump, sheet(replay(bearing_story())), "bearing_de", (640, 400))
    window = window_on(feed)
    try:
        assert window.turn()
        assert orange(seen(window))[bearing].mean() == 0
        feed.state = replay(bearing_story())
        for _ in range(4):
            assert window.turn()
        lit = seen(window)
        assert orange(lit)[bearing].mean() > 0.3
        window.hand._button(None, 0, 1, 0)
        window.hand._move(None, 100.0, 100.0)
        window.hand._move(None, 220.0, 100.0)
        assert window.turn()
        assert np.abs(seen(window) - lit)[100:].mean() > 1.0
        assert window.hand.asset(feed.state) is None
        window.hand._next(None)
        assert window.hand.asset(feed.state) == "P-102"
        window.hand._leave(None)
        assert not window.turn()
    finally:
        window.close()


def test_the_live_window_says_when_the_link_is_lost_and_ends_when_the_server_turns_it_away(pump: bytes) -> None:
    feed = StillFeed(replay(healthy_story()), {"pump-skid": pump})
    window = window_on(feed)
    try:
        window.turn()
        before = seen(window)[:40]
        feed.link = "CONNECTION LOST 3 s AGO"
        window._finer, window._worded = None, 0.0
        window.turn()
        assert np.abs(seen(window)[:40] - before).mean() > 1.0
        feed.problem = NothingToShow("the end")
        with pytest.raises(NothingToShow):
            window.turn()
    finally:
        window.close()


def test_a_snapshot_waits_for_the_case_that_its_frame_speaks_of(tmp_path: Path) -> None:
    story = bearing_story()
    late = [m for m in story if m.type != "case"] + [m for m in story if m.type == "case"]
    wish = Wish(tmp_path / "a.png", *SIZE, wait_for_alarm=5.0)
    with StreamServer(lines(late), b"glTF") as server:
        made, _ = asyncio.run(awaited(Address.parse(server.address), wish))
    assert made.todo is not None
