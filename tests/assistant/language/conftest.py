"""A model on a server of our own, reached as any other: by its name and its address."""

from collections.abc import Iterator

import pytest

from assistant.language import LanguageModel, Limits, open_model
from tests.assistant.language.chat_server import ChatServer

KEY = "sk-of-these-tests"


@pytest.fixture
def server() -> Iterator[ChatServer]:
    """Says `{}` until told otherwise."""
    with ChatServer() as running:
        yield running


@pytest.fixture
def model(server: ChatServer, monkeypatch: pytest.MonkeyPatch) -> LanguageModel:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    opened = open_model("openai:test-model", base_url=server.url, limits=Limits(seconds=3.0))
    assert opened is not None
    return opened
