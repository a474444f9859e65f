"""A model is asked over HTTP, within limits; what is not a good answer in time leaves the deterministic result."""

import asyncio
import json
import os
import resource
import subprocess
import sys
import time
from typing import Any

import pytest

from assistant.errors import UsageError
from assistant.language import (
    ChosenOrder,
    Exchange,
    LanguageModel,
    Limits,
    OrderRequest,
    Outcome,
    PickedSentences,
    QuestionRequest,
    RefusalReason,
    SummaryRequest,
    open_model,
)
from explain.records import digest_of
from tests.assistant.language import chat_server
from tests.assistant.language.chat_server import Behaviour, ChatServer, calls, fails, says
from tests.assistant.language.conftest import KEY
from tests.assistant.language.gearbox import (
    GOOD_ANSWER,
    GOOD_ORDER,
    GOOD_SUMMARY,
    ORDER,
    QUESTION,
    SUMMARY,
    TORQUE,
)
from tests.tooling.install import ROOT


def answered(model: LanguageModel) -> Outcome[PickedSentences]:
    return asyncio.run(model.answer(QUESTION))


def reason(outcome: Outcome[Any]) -> RefusalReason | None:
    assert (outcome.result is None) == (outcome.exchange.refusal is not None)
    return outcome.exchange.refusal.reason if outcome.exchange.refusal else None


def impatient(server: ChatServer, **limits: Any) -> LanguageModel:
    opened = open_model("openai:test-model", base_url=server.url, limits=Limits(**limits))
    assert opened is not None
    return opened


def test_a_good_answer_is_the_manuals_own_sentence(server: ChatServer, model: LanguageModel) -> None:
    server.behaviour = says(GOOD_ANSWER)
    outcome = answered(model)
    assert outcome.result is not None
    assert [(s.span_id, s.text) for s in outcome.result.sentences] == [("s1", TORQUE)]
    assert outcome.exchange.refusal is None


def test_a_good_order_is_taken(server: ChatServer, model: LanguageModel) -> None:
    server.behaviour = says({"steps": GOOD_ORDER})
    assert asyncio.run(model.order(ORDER)).result == ChosenOrder(steps=GOOD_ORDER)


def test_a_good_summary_is_taken_and_put_in_reading_order(server: ChatServer, model: LanguageModel) -> None:
    server.behaviour = says({"sentences": GOOD_SUMMARY["sentences"][::-1]})
    outcome = asyncio.run(model.summarize(SUMMARY))
    assert outcome.result is not None
    assert [s.text for s in outcome.result.sentences] == [s["text"] for s in GOOD_SUMMARY["sentences"]]
    assert [s.shortened for s in outcome.result.sentences] == [True, False, False, False]


def test_the_form_is_asked_for_as_a_schema_and_the_tokens_are_bounded(server: ChatServer, model: LanguageModel) -> None:
    server.behaviour = says(GOOD_ANSWER)
    answered(model)
    (asked,) = server.asked
    assert asked["model"] == "test-model"
    assert asked["response_format"]["type"] == "json_schema"
    assert "quotes" in json.dumps(asked["response_format"])
    assert asked["stream"] is True
    assert asked["max_completion_tokens"] == Limits().tokens
    assert "tools" not in asked


def test_a_reply_by_the_one_call_that_gives_the_form_is_read(server: ChatServer, model: LanguageModel) -> None:
    server.behaviour = calls("QuestionReply", json.dumps(GOOD_ANSWER))
    assert answered(model).result is not None


@pytest.mark.parametrize(
    "behaviour",
    [
        calls("run_shell", json.dumps(GOOD_ANSWER)),
        calls("QuestionReply", json.dumps(GOOD_ANSWER), content="I also say this."),
    ],
    ids=["another tool", "a call beside words"],
)
def test_a_call_of_a_tool_is_refused(server: ChatServer, model: LanguageModel, behaviour: Behaviour) -> None:
    server.behaviour = behaviour
    assert reason(answered(model)) is RefusalReason.TOOL_USE


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        ('{"quotes": [{"span": "s1", "te', RefusalReason.UNREADABLE),
        ("Of course! Here is the answer: 45 N·m.", RefusalReason.UNREADABLE),
        ("", RefusalReason.NO_REPLY),
        ({"quotes": []}, RefusalReason.DECLINED),
    ],
)
def test_what_is_not_in_the_form_or_says_nothing_is_refused(
    server: ChatServer, model: LanguageModel, reply: object, why: RefusalReason
) -> None:
    server.behaviour = says(reply)
    assert reason(answered(model)) is why
    assert len(server.asked) == 2


def test_a_refused_reply_is_asked_for_once_more(server: ChatServer, model: LanguageModel) -> None:
    server.behaviour = says("not JSON", GOOD_ANSWER)
    outcome = answered(model)
    assert outcome.result is not None
    first, second = outcome.exchange.attempts
    assert (first.reply, first.refusal and first.refusal.reason) == ("not JSON", RefusalReason.UNREADABLE)
    assert second.refusal is None


def test_the_retry_is_the_only_one(server: ChatServer, model: LanguageModel) -> None:
    server.behaviour = fails(500)
    assert reason(answered(model)) is RefusalReason.NO_REPLY
    assert len(server.asked) == 2


@pytest.mark.parametrize("behaviour", [fails(401), fails(429), fails(500), chat_server.no_stream])
def test_an_error_of_the_server_is_refused_and_its_words_are_not_repeated(
    server: ChatServer, model: LanguageModel, behaviour: Behaviour
) -> None:
    server.behaviour = behaviour
    outcome = answered(model)
    assert reason(outcome) is RefusalReason.NO_REPLY
    assert b"sk-very-secret" not in outcome.exchange.canonical


def test_a_server_that_is_not_there_is_refused(model: LanguageModel, server: ChatServer) -> None:
    with ChatServer() as other:
        gone = impatient(other, seconds=3.0)
    assert reason(answered(gone)) is RefusalReason.NO_REPLY


@pytest.mark.parametrize("behaviour", [chat_server.silent, chat_server.drips], ids=["silent", "drip by drip"])
def test_a_slow_model_is_left_when_the_time_is_over(
    server: ChatServer, model: LanguageModel, behaviour: Behaviour
) -> None:
    answered(model)  # so that what is imported only once is not measured
    server.behaviour = behaviour
    begun = time.monotonic()
    outcome = answered(impatient(server, seconds=0.6))
    assert reason(outcome) is RefusalReason.TOO_SLOW
    assert 0.5 < time.monotonic() - begun < 1.6
    assert len(outcome.exchange.attempts) == 1


def test_the_time_is_for_both_attempts_together(server: ChatServer, model: LanguageModel) -> None:
    def late(handler: Any, asked: dict[str, Any]) -> None:
        time.sleep(0.5)
        says("not JSON")(handler, asked)

    server.behaviour = late
    outcome = answered(impatient(server, seconds=0.8))
    assert [a.refusal.reason for a in outcome.exchange.attempts if a.refusal] == [
        RefusalReason.UNREADABLE,
        RefusalReason.TOO_SLOW,
    ]


@pytest.mark.parametrize(
    "delta",
    [
        {"content": "and so on "},
        {"content": ""},
        {"tool_calls": [{"index": 0, "function": {"arguments": "[["}}]},
    ],
    ids=["words", "nothing", "arguments"],
)
def test_an_endless_reply_is_cut_off_at_the_limit(
    server: ChatServer, model: LanguageModel, delta: dict[str, Any]
) -> None:
    server.behaviour = chat_server.endless(delta)
    outcome = answered(impatient(server, seconds=10.0, reply_characters=1_000))
    assert reason(outcome) is RefusalReason.REPLY_TOO_LONG
    assert len(outcome.exchange.attempts) == 1
    assert len(outcome.exchange.attempts[0].reply) <= 1_000


def test_a_long_reply_by_a_call_is_cut_off_too(server: ChatServer, model: LanguageModel) -> None:
    server.behaviour = calls("QuestionReply", json.dumps(GOOD_ANSWER) + " " * 1_000)
    assert reason(answered(impatient(server, seconds=3.0, reply_characters=1_000))) is RefusalReason.REPLY_TOO_LONG


def test_an_endless_line_ends_with_the_time_and_fills_no_memory(server: ChatServer, model: LanguageModel) -> None:
    server.behaviour = chat_server.endless_line
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert reason(answered(impatient(server, seconds=1.0))) is RefusalReason.TOO_SLOW
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_more_than_a_prompt_may_hold_is_not_sent(server: ChatServer, model: LanguageModel) -> None:
    long = QUESTION.model_copy(update={"question": "torque " * 10_000})
    assert reason(asyncio.run(model.answer(long))) is RefusalReason.PROMPT_TOO_LONG
    assert server.asked == []


@pytest.mark.parametrize(
    "use",
    [
        lambda model: model.order(OrderRequest(about="Bearing wear", steps=())),
        lambda model: model.summarize(SummaryRequest(spans=())),
        lambda model: model.answer(QuestionRequest(question="What torque?", spans=())),
    ],
)
def test_without_steps_or_passages_nothing_is_asked(server: ChatServer, model: LanguageModel, use: Any) -> None:
    assert reason(asyncio.run(use(model))) is RefusalReason.NOTHING_GIVEN
    assert server.asked == []


def test_a_reply_that_repeats_what_it_was_told_is_refused(server: ChatServer, model: LanguageModel) -> None:
    server.behaviour = chat_server.echoes
    assert reason(answered(model)) is RefusalReason.PROMPT_LEAKED


def test_where_a_reply_is_refused_the_deterministic_result_stands(server: ChatServer, model: LanguageModel) -> None:
    server.behaviour = says({"steps": ["swap.1"]})
    assert asyncio.run(model.order(ORDER)).result_or("the order as it was") == "the order as it was"
    server.behaviour = says({"steps": GOOD_ORDER})
    assert asyncio.run(model.order(ORDER)).result_or("the order as it was") == ChosenOrder(steps=GOOD_ORDER)


def test_everything_said_is_on_record_and_the_key_is_not(server: ChatServer, model: LanguageModel) -> None:
    server.behaviour = says("nonsense")
    exchange = answered(model).exchange
    assert (exchange.model, exchange.use) == ("openai:test-model", "question")
    assert exchange.request_digest == digest_of(QUESTION)
    assert list(exchange.prompt) == [message["content"] for message in server.asked[0]["messages"]]
    assert [attempt.reply for attempt in exchange.attempts] == ["nonsense", "nonsense"]
    assert KEY in server.keys[0]
    assert KEY.encode() not in exchange.canonical
    assert Exchange.model_validate_json(exchange.canonical) == exchange


def test_half_a_character_in_a_reply_can_still_be_logged(server: ChatServer, model: LanguageModel) -> None:
    server.behaviour = says("\ud83d")
    outcome = answered(model)
    assert reason(outcome) is RefusalReason.UNREADABLE
    assert outcome.exchange.canonical


def test_the_mark_around_the_data_is_another_every_time(server: ChatServer, model: LanguageModel) -> None:
    server.behaviour = says(GOOD_ANSWER)
    marks = {answered(model).exchange.prompt[1].splitlines()[0] for _ in range(3)}
    assert len(marks) == 3


def test_no_prompt_is_sent_to_where_the_environment_traces(server: ChatServer) -> None:
    server.behaviour = says(GOOD_ANSWER)
    code = (
        "import asyncio, sys, assistant.language as language\n"
        "from langchain_core.tracers.langchain import wait_for_all_tracers\n"
        "from tests.assistant.language.gearbox import QUESTION\n"
        "model = language.open_model('openai:x', base_url=sys.argv[1])\n"
        "outcome = asyncio.run(model.answer(QUESTION))\n"
        "wait_for_all_tracers()\n"
        "print(outcome.exchange.refusal)"
    )
    with ChatServer(fails(404)) as tracer:
        traced = {"LANGSMITH_TRACING": "true", "LANGSMITH_API_KEY": "x", "LANGSMITH_ENDPOINT": tracer.url}
        run = subprocess.run(
            [sys.executable, "-c", code, server.url],
            env={**os.environ, **traced, "OPENAI_API_KEY": KEY},
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        )
        assert run.stdout.strip() == "None"
        assert tracer.paths == []


def test_with_no_model_nothing_is_imported_and_nothing_opened() -> None:
    code = (
        "import sys, assistant.language as language\n"
        "assert language.open_model(None) is None\n"
        "assert language.open_model('') is None\n"
        "print([name for name in sys.modules if name.startswith(('langchain', 'langsmith', 'openai', 'httpx'))])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["gpt-5", ":gpt-5", "openai:"])
def test_a_name_without_provider_or_model_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="provider:name"):
        open_model(name)


def test_a_provider_that_nobody_knows_is_refused_in_words() -> None:
    with pytest.raises(UsageError, match="nobody:x cannot be used"):
        open_model("nobody:x")


@pytest.mark.parametrize(
    ("name", "missing", "install"),
    [
        ("openai:x", "langchain.chat_models", r"pip install 'faultlens\[language\]'"),
        ("mistralai:x", "langchain_mistralai", r"pip install langchain-mistralai"),
    ],
)
def test_a_missing_package_is_named_with_what_to_install(
    name: str, missing: str, install: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(UsageError, match=install):
        open_model(name)


def test_a_missing_key_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(UsageError, match="OPENAI_API_KEY"):
        open_model("openai:x")
