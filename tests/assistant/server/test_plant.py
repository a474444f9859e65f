"""Is the server well, what does it watch, and the machines' 3D models."""

from knowledge_base.catalog import find_plant
from tests.assistant.runs import pump_events
from tests.assistant.server.conftest import Running


def test_the_server_says_that_it_is_up(server: Running) -> None:
    answer = server.http.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_the_overview_lists_every_asset_that_was_heard_of(server: Running) -> None:
    assert server.http.get("/api/assets").json() == []
    for event in pump_events(server.plant, 1):
        server.post(event)
    states = server.http.get("/api/assets").json()
    assert {state["asset_id"]: state["health"] for state in states} == {
        "P-101": "healthy",
        "P-102": "healthy",
        "P-103": "healthy",
    }


def test_a_3d_model_comes_byte_for_byte(server: Running) -> None:
    answer = server.http.get("/models/pump-skid.glb")
    file = server.plant.equipment[0].model_file
    assert file is not None
    assert answer.content == (find_plant("pump-skid") / file).read_bytes()
    assert answer.headers["content-type"] == "model/gltf-binary"


def test_a_model_that_is_not_there_is_a_problem_in_words(server: Running) -> None:
    for name in ("milling-machine", "P-101", "..%2f..%2fplant.yaml%00"):
        answer = server.http.get(f"/models/{name}.glb")
        assert answer.status_code == 404
    answer = server.http.get("/models/no-such-machine.glb")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == "there is no 3D model of 'no-such-machine'"


def test_nothing_else_of_the_plant_folder_is_served(server: Running) -> None:
    for path in (
        "/models/../plant.yaml",
        "/models/plant.yaml",
        "/plant.yaml",
        "/..%2fplant.yaml",
        "/%2e%2e/plant.yaml",
    ):
        assert server.http.get(path).status_code == 404, path
