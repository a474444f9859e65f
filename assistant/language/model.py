"""The model itself: opened by its name through LangChain, asked within limits, its reply judged before anyone sees it.

Nothing of LangChain is imported until a model is opened. Replies are streamed so that an endless one can be cut off;
nothing is shown before the whole of it has passed.
"""

import asyncio
import secrets
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast

from assistant.errors import UsageError
from assistant.language.ordering import judge_order
from assistant.language.parse import OrderReply, QuestionReply, SummaryReply
from assistant.language.prompts import messages
from assistant.language.records import (
    Attempt,
    ChosenOrder,
    Exchange,
    OrderRequest,
    Outcome,
    PickedSentences,
    QuestionRequest,
    Refusal,
    RefusalReason,
    Refused,
    Request,
    SummaryRequest,
)
from assistant.language.wording import judge_answer, judge_summary
from explain.records import Record, digest_of

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk
    from langchain_core.runnables import Runnable

Asked = TypeVar("Asked", bound=Request)
Result = TypeVar("Result", bound=Record)
_FINAL = frozenset({RefusalReason.TOO_SLOW, RefusalReason.REPLY_TOO_LONG})
"""Asking again would only cost the same again."""


@dataclass(frozen=True)
class Limits:
    """seconds: for all attempts at one request together. tokens: that a provider may bill for one reply."""

    seconds: float = 20.0
    prompt_characters: int = 60_000
    reply_characters: int = 8_000
    tokens: int = 4_000
    attempts: int = 2


@dataclass
class _Heard:
    """A reply as far as it has been read."""

    text: str = ""
    calls: list[tuple[str | None, str]] = field(default_factory=list)


def open_model(
    name: str | None, *, base_url: str | None = None, limits: Limits | None = None
) -> "LanguageModel | None":
    """The model called `provider:name`; None, with nothing imported, when no model is named.

    base_url: the server to ask instead of the provider's own. Keys come from the provider's own environment variables.
    Raises UsageError for a name that is none, a provider whose package is missing, and settings that it refuses.
    """
    if not name:
        return None
    provider, colon, model = name.partition(":")
    if not (provider and colon and model):
        raise UsageError(f"{name!r} is not a language model. Write provider:name, for example openai:gpt-5-mini")
    limits = limits or Limits()
    options: dict[str, Any] = {"timeout": limits.seconds, "max_retries": 0, "max_tokens": limits.tokens}
    if base_url is not None:
        options["base_url"] = base_url
    try:
        from langchain.chat_models import init_chat_model
    except ImportError as error:
        needed = "pip install 'faultlens[language]'"
        raise UsageError(f"{name} needs packages that are not installed ({error.name}). Run: {needed}") from error
    try:
        chat = init_chat_model(model, model_provider=provider, **options)
    except Exception as error:  # each provider raises errors of its own kind
        # Of a missing package of a provider, LangChain's own words say what to install.
        raise UsageError(f"{name} cannot be used: {' '.join(str(error).split())[:300]}") from error
    return LanguageModel(name, chat, limits)


class LanguageModel:
    """A chat model and what it may be asked. Every answer carries the exchange, which the caller logs."""

    def __init__(self, name: str, chat: "BaseChatModel", limits: Limits | None = None) -> None:
        self.name = name
        self._chat = chat
        self._limits = limits or Limits()

    async def order(self, request: OrderRequest) -> Outcome[ChosenOrder]:
        """Choose and order among the steps that are given."""
        return await self._ask(request, len(request.steps), OrderReply, judge_order)

    async def summarize(self, request: SummaryRequest) -> Outcome[PickedSentences]:
        """Sum up the spans, to stand beside their verbatim text."""
        return await self._ask(request, len(request.spans), SummaryReply, judge_summary)

    async def answer(self, request: QuestionRequest) -> Outcome[PickedSentences]:
        """Answer a question from the spans that are given."""
        return await self._ask(request, len(request.spans), QuestionReply, judge_answer)

    async def _ask(
        self, request: Asked, given: int, form: type[Record], judge: Callable[[Asked, str], Result]
    ) -> Outcome[Result]:
        mark = secrets.token_hex(16)
        prompt = messages(request, mark)
        if not given:
            return self._unasked(request, RefusalReason.NOTHING_GIVEN, "there is nothing to choose from")
        if sum(map(len, prompt)) > self._limits.prompt_characters:
            return self._unasked(request, RefusalReason.PROMPT_TOO_LONG, "what was given is longer than the limit")
        deadline = time.monotonic() + self._limits.seconds
        attempts: list[Attempt] = []
        result: Result | None = None
        for _ in range(self._limits.attempts):
            result, attempt = await self._attempt(request, prompt, mark, form, judge, deadline)
            attempts.append(attempt)
            if attempt.refusal is None or attempt.refusal.reason in _FINAL:
                break
        return Outcome(result=result, exchange=self._exchange(request, prompt, attempts, attempts[-1].refusal))

    async def _attempt(
        self,
        request: Asked,
        prompt: tuple[str, str],
        mark: str,
        form: type[Record],
        judge: Callable[[Asked, str], Result],
        deadline: float,
    ) -> tuple[Result | None, Attempt]:
        begun = time.monotonic()
        heard = _Heard()
        result: Result | None = None
        refusal: Refusal | None = None
        try:
            await self._listen(prompt, form, heard, deadline - begun)
            result = judge(request, _only_reply(heard, form.__name__, mark))
        except Refused as refused:
            refusal = refused.refusal
        said = heard.text + "".join(f"\n{name or ''}: {arguments}" for name, arguments in heard.calls)
        attempt = Attempt(reply=_utf8(said), seconds=round(time.monotonic() - begun, 3), refusal=refusal)
        return result, attempt

    async def _listen(self, prompt: tuple[str, str], form: type[Record], heard: _Heard, seconds: float) -> None:
        """Raises Refused when there is no reply, or none within the limits; `heard` holds what came until then."""
        from langsmith import tracing_context

        try:
            # Whatever the environment says, a prompt goes to the model that was named and nowhere else.
            with tracing_context(enabled=False):
                async with asyncio.timeout(max(seconds, 0.0)):
                    await self._stream(prompt, form, heard)
        except Refused:
            raise
        except TimeoutError:
            limit = f"no whole reply within {self._limits.seconds:g} s"
            raise Refused(RefusalReason.TOO_SLOW, limit) from None
        except Exception as error:  # noqa: BLE001  # each provider raises errors of its own kind
            status = getattr(error, "status_code", None)
            what = type(error).__name__ + (f", HTTP {status}" if isinstance(status, int) else "")
            raise Refused(RefusalReason.NO_REPLY, f"the model gave no reply ({what})") from None

    async def _stream(self, prompt: tuple[str, str], form: type[Record], heard: _Heard) -> None:
        asked = [("system", prompt[0]), ("human", prompt[1])]
        size = 0
        whole: AIMessageChunk | None = None
        replies = cast("AsyncGenerator[AIMessageChunk, None]", _structured(self._chat, form).astream(asked))
        try:
            async with aclosing(replies) as stream:
                async for chunk in stream:
                    size += 1 + len(chunk.text) + sum(len(call["args"] or "") for call in chunk.tool_call_chunks)
                    whole = chunk if whole is None else whole + chunk
                    if size > self._limits.reply_characters:
                        limit = f"the reply is longer than {self._limits.reply_characters} characters"
                        raise Refused(RefusalReason.REPLY_TOO_LONG, limit)
        finally:
            # Of a reply that was cut off, what came is logged too.
            if whole is not None:
                most = self._limits.reply_characters
                heard.text = whole.text[:most]
                heard.calls = [(call["name"], (call["args"] or "")[:most]) for call in whole.tool_call_chunks]

    def _unasked(self, request: Request, reason: RefusalReason, what: str) -> Outcome[Any]:
        return Outcome(result=None, exchange=self._exchange(request, (), [], Refusal(reason=reason, what=what)))

    def _exchange(
        self, request: Request, prompt: tuple[str, ...], attempts: list[Attempt], refusal: Refusal | None
    ) -> Exchange:
        return Exchange(
            model=self.name,
            use=request.kind,
            request_digest=digest_of(request),
            prompt=prompt,
            attempts=tuple(attempts),
            refusal=refusal,
        )


def _structured(chat: "BaseChatModel", form: type[Record]) -> "Runnable[Any, Any]":
    """The model, bound to answer in this form by whatever way its provider has; without the parser behind it.

    The form goes as a JSON Schema, so that no library reads the reply before our own code does. A model that has no
    such way reads the form in the prompt.
    """
    from langchain_core.runnables import RunnableSequence

    try:
        bound = chat.with_structured_output(form.model_json_schema())
    except NotImplementedError:  # LangChain's, for a model that has no structured output
        return chat
    return bound.first if isinstance(bound, RunnableSequence) else chat


def _only_reply(heard: _Heard, form: str, mark: str) -> str:
    """The JSON of the reply: its text, or the one call by which some providers give structured output."""
    if mark in heard.text or any(mark in arguments for _, arguments in heard.calls):
        raise Refused(RefusalReason.PROMPT_LEAKED, "the reply repeats what it was told")
    if not heard.calls:
        return heard.text
    if len(heard.calls) == 1 and heard.calls[0][0] == form and not heard.text.strip():
        return heard.calls[0][1]
    raise Refused(RefusalReason.TOOL_USE, "the model tried to call a tool")


def _utf8(text: str) -> str:
    """Without halves of characters, which a log cannot hold."""
    return text.encode("utf-8", errors="replace").decode("utf-8")
