"""Addresses as people type them, and fetching a model from a server."""

import pytest

from ar_client.address import Address, fetch_model
from ar_client.errors import AddressError, ModelError
from tests.ar_client.stream_server import StreamServer


@pytest.mark.parametrize(
    ("typed", "stream"),
    [
        ("127.0.0.1:8000", "ws://127.0.0.1:8000/stream"),
        ("localhost", "ws://localhost/stream"),
        (" http://pumps.plant:8000/ ", "ws://pumps.plant:8000/stream"),
        ("ws://pumps.plant:8000/stream", "ws://pumps.plant:8000/stream"),
        ("https://plant.example/faultlens", "wss://plant.example/faultlens/stream"),
        ("wss://plant.example/faultlens/stream/", "wss://plant.example/faultlens/stream"),
        ("[::1]:8000", "ws://[::1]:8000/stream"),
    ],
)
def test_every_usual_way_to_write_an_address_leads_to_the_stream(typed: str, stream: str) -> None:
    assert Address.parse(typed).stream_url == stream


@pytest.mark.parametrize("typed", ["", "ftp://host", "host:port", "host:99999", "http://", "a b", "u:p@host:80"])
def test_what_is_no_address_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(AddressError, match=r"127\.0\.0\.1:8010"):
        Address.parse(typed)


def test_a_model_is_looked_for_under_the_server_s_own_root() -> None:
    address = Address.parse("https://plant.example/faultlens")
    assert address.resolve("/models/pump-skid.glb") == "https://plant.example/faultlens/models/pump-skid.glb"


@pytest.mark.parametrize(
    "url", ["http://elsewhere.example/x.glb", "file:///etc/passwd", "../../x.glb", "//elsewhere.example/x.glb"]
)
def test_a_server_cannot_make_its_clients_fetch_from_elsewhere(url: str) -> None:
    address = Address.parse("https://plant.example/faultlens")
    try:
        resolved = address.resolve(url)
    except ModelError:
        return
    assert resolved.startswith("https://plant.example/faultlens/")


def test_the_model_comes_byte_for_byte() -> None:
    with StreamServer([], model=b"glTF" + bytes(1000)) as server:
        assert fetch_model(Address.parse(server.address), "/models/pump-skid.glb") == b"glTF" + bytes(1000)


def test_a_model_that_is_not_there_or_no_glb_is_named() -> None:
    with StreamServer([], model=b"<html>") as server:
        address = Address.parse(server.address)
        with pytest.raises(ModelError, match=r"no model at .*other\.glb"):
            fetch_model(address, "/models/other.glb")
        with pytest.raises(ModelError, match="not a GLB"):
            fetch_model(address, "/models/pump-skid.glb")


def test_a_model_from_a_server_that_is_gone_is_an_error_not_a_crash() -> None:
    with StreamServer([]) as server:
        address = Address.parse(server.address)
    with pytest.raises(ModelError, match="could not be fetched"):
        fetch_model(address, "/models/pump-skid.glb")
