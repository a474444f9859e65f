"""What of the chain is shown to whom, and what supersedes what."""

import pytest

from assistant.records import Case, OverlayFrame
from assistant.server.messages import asset_message, asset_state, case_open_after, hello
from explain.bundle import Bundle
from knowledge_base.records import Plant
from tests.assistant.runs import Step
from tests.assistant.samples import signed


@pytest.fixture
def frame(worn_bearing: tuple[Step, ...]) -> OverlayFrame:
    last = worn_bearing[0][1][-1]
    assert isinstance(last, OverlayFrame)
    return last


@pytest.fixture
def case(worn_bearing: tuple[Step, ...]) -> Case:
    return next(record for _, records in worn_bearing for record in records if isinstance(record, Case))


def test_a_record_crosses_the_socket_as_it_is(worn_bearing: tuple[Step, ...]) -> None:
    for _, records in worn_bearing:
        for record in records:
            message = asset_message(record, 7)
            assert message is not None
            assert message.seq == 7
            assert getattr(message, "record", record) is record


def test_a_key_names_kind_and_asset(worn_bearing: tuple[Step, ...]) -> None:
    messages = [asset_message(record, 1) for _, records in worn_bearing[:3] for record in records]
    keys = [message.key for message in messages if message]
    assert keys[:3] == ["telemetry/P-101", "score/P-101", "frame/P-101"]
    assert len(set(keys)) == 9


def test_a_case_is_never_superseded(case: Case) -> None:
    message = asset_message(case, 1)
    assert message is not None
    assert message.key == ""


def test_what_has_no_message_of_its_own_stays_inside() -> None:
    done = signed("A.1")
    assert asset_message(done, 1) is None


def test_the_overview_says_what_the_frame_says(frame: OverlayFrame) -> None:
    state = asset_state(frame, True, 3)
    assert (state.asset_id, state.time, state.health, state.headline, state.failure_probability) == (
        frame.asset_id,
        frame.time,
        frame.health,
        frame.headline,
        frame.failure_probability,
    )
    assert (state.seq, state.key, state.case_open) == (3, "asset-state/P-101", True)


def test_a_case_stays_open_until_it_is_closed(case: Case, frame: OverlayFrame) -> None:
    closed = case.model_copy(update={"closed": frame.time})
    assert case_open_after([frame], before=False) is False
    assert case_open_after([frame], before=True) is True
    assert case_open_after([case, frame], before=False) is True
    assert case_open_after([closed, frame], before=True) is False
    assert case_open_after([closed, case, frame], before=True) is True


def test_the_hello_holds_all_that_a_screen_must_know_of_the_plant(plant: Plant, bundles: dict[str, Bundle]) -> None:
    said = hello(plant, bundles, epoch="e", version="1.2", simulated=True)
    (view,) = said.equipment
    machine = plant.equipment[0]
    assert (said.seq, said.key, said.epoch, said.version, said.simulated) == (0, "hello", "e", "1.2", True)
    assert (said.plant_id, said.plant_name, said.site) == (plant.id, plant.name, plant.site)
    assert [(a.id, a.equipment_id) for a in said.assets] == [(a.id, a.equipment) for a in plant.assets]
    assert [(c.id, c.node, c.parent) for c in view.components] == [(c.id, c.node, c.parent) for c in machine.components]
    assert [(m.id, m.component_id) for m in view.modes] == [(m.id, m.component) for m in machine.failure_modes]
    assert view.safe_state == machine.safe_state
    assert view.model_url == "/models/pump-skid.glb"


def test_signals_come_with_unit_sensor_and_healthy_range(plant: Plant, bundles: dict[str, Bundle]) -> None:
    (view,) = hello(plant, bundles, epoch="e", version="1", simulated=True).equipment
    flow = next(signal for signal in view.signals if signal.id == "flow")
    low, high = bundles["pump-skid"].ranges["flow"]
    assert (flow.unit, flow.node, flow.low, flow.high, flow.derived) == ("m³/h", "sensor_flow", low, high, False)
    assert {signal.id for signal in view.signals if signal.derived} == {
        signal.id for signal in plant.equipment[0].signals if signal.expression
    }


def test_without_a_3d_model_there_is_no_address_of_one(plant: Plant, bundles: dict[str, Bundle]) -> None:
    bare = plant.equipment[0].model_copy(update={"model_file": None, "model_sha256": None})
    flat = plant.model_copy(update={"equipment": (bare,)})
    assert hello(flat, bundles, epoch="e", version="1", simulated=True).equipment[0].model_url is None
