"""What is logged is frozen, and the deterministic result stands where a model's does not."""

import pytest
from pydantic import ValidationError

from assistant.language.records import ChosenOrder, Exchange, Outcome, Refusal, RefusalReason

REFUSAL = Refusal(reason=RefusalReason.UNKNOWN_STEP, what="a step was chosen that was not offered")
EXCHANGE = Exchange(model="openai:x", use="order", request_digest="ab" * 32, prompt=(), attempts=(), refusal=REFUSAL)


def test_an_exchange_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValidationError):
        setattr(EXCHANGE, "refusal", None)  # noqa: B010  # mypy knows, and refuses it already
    assert Exchange.model_validate_json(EXCHANGE.canonical) == EXCHANGE


def test_a_result_stands_for_itself_and_no_result_for_the_deterministic_one() -> None:
    chosen = ChosenOrder(steps=("a",))
    assert Outcome(result=chosen, exchange=EXCHANGE).result_or("as it was") == chosen
    assert Outcome[ChosenOrder](result=None, exchange=EXCHANGE).result_or("as it was") == "as it was"
