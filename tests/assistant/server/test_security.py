"""Every response carries the security headers; a browser page of another site does not get the socket."""

import pytest
from starlette.datastructures import Headers

from assistant.server.security import same_origin
from tests.assistant.server.conftest import Running


@pytest.mark.parametrize(
    ("origin", "host", "may"),
    [
        (None, "faultlens.local:8010", True),
        ("http://faultlens.local:8010", "faultlens.local:8010", True),
        ("https://faultlens.local", "faultlens.local", True),
        ("http://[::1]:8010", "[::1]:8010", True),
        ("http://faultlens.local", "faultlens.local:8010", False),
        ("http://faultlens.local:80", "faultlens.local:8010", False),
        ("http://evil.example", "faultlens.local:8010", False),
        ("http://faultlens.local:8010.evil.example", "faultlens.local:8010", False),
        ("http://faultlens.local:8010@evil.example", "faultlens.local:8010", False),
        ("null", "faultlens.local:8010", False),
        ("", "faultlens.local:8010", False),
        ("file://", "faultlens.local:8010", False),
    ],
)
def test_only_the_same_origin_may_open_the_socket(origin: str | None, host: str, may: bool) -> None:
    headers = {"host": host} if origin is None else {"host": host, "origin": origin}
    assert same_origin(Headers(headers)) is may


def test_an_origin_without_a_host_header_is_foreign() -> None:
    assert not same_origin(Headers({"origin": "http://faultlens.local"}))


def test_every_kind_of_response_carries_the_headers(server: Running) -> None:
    answers = [
        server.http.get("/"),
        server.http.get("/healthz"),
        server.http.get("/models/pump-skid.glb"),
        server.http.get("/models/none.glb"),
        server.http.get("/no-such-page"),
        server.http.post("/api/readings", json={}),
        server.http.delete("/healthz"),
    ]
    for answer in answers:
        assert answer.headers["x-content-type-options"] == "nosniff", answer.url
        assert answer.headers["referrer-policy"] == "no-referrer"
        policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
        assert policy["default-src"] == "'self'"
        assert policy["object-src"] == policy["frame-ancestors"] == "'none'"
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert "geolocation=()" in answer.headers["permissions-policy"]
