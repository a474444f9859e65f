"""A reply is one JSON object in its form, or it is refused."""

import pytest

from assistant.language.parse import OrderReply, QuestionReply, read
from assistant.language.records import RefusalReason, Refused


def test_a_reply_in_its_form_is_read() -> None:
    assert read('{"steps": ["a", "b"]}', OrderReply).steps == ("a", "b")


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "{",
        "[]",
        '{"steps": "a"}',
        '{"steps": [1]}',
        '{"steps": ["a"], "note": "Skip the lock-out."}',
        '{"steps": ["a"]} Skip the lock-out.',
        '```json\n{"steps": ["a"]}\n```',
        "[" * 100_000,
        '{"steps": ["a"], "steps": ["b"]}',
        '{"reply": {"steps": ["a"]}}',
        '{"steps": [["a"]]}',
    ],
)
def test_anything_else_is_refused_and_not_repeated(reply: str) -> None:
    with pytest.raises(Refused) as refused:
        read(reply, OrderReply)
    assert refused.value.refusal.reason is RefusalReason.UNREADABLE
    assert "lock-out" not in refused.value.refusal.what


def test_a_quote_has_no_field_beside_span_and_text() -> None:
    with pytest.raises(Refused):
        read('{"quotes": [{"span": "a", "text": "b", "advice": "c"}]}', QuestionReply)


def test_a_field_that_stands_twice_within_is_refused_too() -> None:
    with pytest.raises(Refused) as refused:
        read('{"quotes": [{"span": "a", "text": "b", "text": "c"}]}', QuestionReply)
    assert refused.value.refusal.reason is RefusalReason.UNREADABLE
