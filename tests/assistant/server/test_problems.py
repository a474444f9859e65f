"""Every error of ours has one HTTP status, and its message reaches the caller as problem details (RFC 9457)."""

import asyncio

import httpx
import pytest
from fastapi import FastAPI

from assistant.errors import AssistantError, AuditError, ModelMissing, UsageError
from assistant.server import problems
from explain.errors import DataError
from knowledge_base.errors import ManualError, UnknownPlant


def answer_to(error: Exception, method: str = "GET", path: str = "/") -> httpx.Response:
    """What a caller gets when the only route, GET /, raises this."""
    app = FastAPI()
    problems.install(app)

    @app.get("/")
    async def route() -> None:
        raise error

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            return await client.request(method, path)

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UsageError("not here"), 404),
        (DataError("not a number"), 422),
        (UnknownPlant("no such plant"), 500),
        (ManualError("torn"), 500),
        (ModelMissing("train first"), 500),
        (AuditError("disk full"), 500),
        (AssistantError("other"), 500),
        (OSError(28, "No space left on device"), 500),
    ],
)
def test_an_error_of_ours_is_told_with_its_status(error: Exception, status: int) -> None:
    answer = answer_to(error)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "detail"}
    assert (problem["status"], problem["detail"]) == (status, str(error))


def test_an_error_that_is_not_ours_is_not_dressed_up() -> None:
    with pytest.raises(ZeroDivisionError):
        answer_to(ZeroDivisionError("oops"))


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nothing", 404), ("DELETE", "/", 405)])
def test_what_the_framework_refuses_is_told_in_the_same_form(method: str, path: str, status: int) -> None:
    answer = answer_to(UsageError("not reached"), method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert status != 405 or answer.headers["allow"] == "GET"
