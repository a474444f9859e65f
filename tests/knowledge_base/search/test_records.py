import math

import pytest
from pydantic import ValidationError

from knowledge_base.search.records import Found, Hit, SearchMode, unwatched
from tests.knowledge_base.search.small import passage

HIT = Hit(passage=passage("Wipe the door."), score=0.7, because=("lexical", "dense"))
FOUND = Found(query="door", mode=SearchMode.FUSED, answered=True, confidence=0.8, hits=(HIT,))


def test_an_answer_survives_json() -> None:
    assert Found.model_validate_json(FOUND.model_dump_json()) == FOUND


def test_the_mode_is_written_by_its_name() -> None:
    assert '"mode":"lexical+dense"' in FOUND.model_dump_json()
    assert SearchMode("lexical") is SearchMode.LEXICAL


@pytest.mark.parametrize("number", [math.nan, math.inf])
def test_a_score_or_a_confidence_that_is_no_number_is_refused(number: float) -> None:
    with pytest.raises(ValidationError, match="score"):
        Hit(passage=HIT.passage, score=number, because=())
    with pytest.raises(ValidationError, match="confidence"):
        Found(query="", mode=SearchMode.LEXICAL, answered=False, confidence=number, hits=())


def test_only_the_known_reasons_are_given() -> None:
    with pytest.raises(ValidationError, match="because"):
        Hit.model_validate({"passage": HIT.passage, "score": 1.0, "because": ("guessed",)})


def test_an_answer_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        FOUND.__setattr__("answered", False)


def test_progress_that_nobody_looks_at_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    unwatched("embedding", 1, 2)
    assert capsys.readouterr() == ("", "")
