"""Errors → HTTP, in this one file: problem details of RFC 9457."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.errors import AssistantError, UsageError
from explain.errors import DataError
from knowledge_base.errors import KnowledgeError

_STATUS: tuple[tuple[type[Exception], int, str], ...] = (
    (UsageError, 404, "Not found"),
    (DataError, 422, "Readings that cannot be used"),
    (KnowledgeError, 500, "The plant folder is damaged"),
    (AssistantError, 500, "Internal error"),
    (OSError, 500, "The server cannot write its log"),
)


def install(app: FastAPI) -> None:
    """Answer every error of ours, and every invalid request, with application/problem+json."""
    for kind, status, title in _STATUS:
        app.add_exception_handler(kind, _handler(status, title))
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _of_the_framework)


def _handler(status: int, title: str) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(_request: Request, error: Exception) -> Response:
        return _problem(status, title, str(error))

    return answer


async def _of_the_framework(_request: Request, error: Exception) -> Response:
    """A path or a method that is not there, a body that is not text."""
    if not isinstance(error, HTTPException):
        raise error
    answer = _problem(error.status_code, HTTPStatus(error.status_code).phrase, str(error.detail))
    answer.headers.update(error.headers or {})
    return answer


async def _invalid(_request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return _problem(422, "The request is not valid", f"{place}: {first['msg']}")


def _problem(status: int, title: str, detail: str) -> JSONResponse:
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(body, status_code=status, media_type="application/problem+json")
