"""Which codes a question asks for, and which passage is there to explain one."""

import hashlib

import pytest

from knowledge_base.records import Citation, Passage, PassageKind, Quote
from knowledge_base.search.exact import (
    AskedCode,
    asked_codes,
    asked_literally,
    asked_number,
    asks_little_else,
    defined_codes,
    listed_as,
    listed_codes,
    numbers_of,
)


def passage(
    text: str,
    *section: str,
    kind: PassageKind = PassageKind.TEXT,
    module: str | None = None,
    task_id: str | None = None,
    codes: tuple[str, ...] = (),
) -> Passage:
    cited = Citation(
        manual_id="oven",
        revision="1",
        section=section,
        file="oven.md",
        start=0,
        end=len(text),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        module=module,
    )
    return Passage(
        id="oven@1:1",
        kind=kind,
        language="en",
        equipment="oven",
        quote=Quote(text=text, citation=cited),
        task_id=task_id,
        codes=codes,
    )


def asked(question: str) -> set[str]:
    return {code.normal for code in asked_codes(question)}


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("what does alarm 20 mean?", "ALARM20"),
        ("Was heißt Fehler 20?", "ERROR20"),
        ("what is $3", "$3"),
        ("where is bk-80-9002 fitted", "BK809002"),
        ("where is (BK_80_9002)?", "BK809002"),
        ("max_feed_rate too low", "MAXFEEDRATE"),
        ("the label says gk420d.", "GK420D"),
    ],
)
def test_a_code_is_asked_for_in_whatever_way_it_is_typed(question: str, code: str) -> None:
    assert code in asked(question)


@pytest.mark.parametrize("question", ["", "20", "how do I clean the oven?", "set it to 20", "M6", "\0 😀 *?:()"])
def test_a_question_without_a_code_asks_for_none(question: str) -> None:
    assert asked_codes(question) == ()


def test_error_20_is_not_alarm_20_and_100_dollars_are_not_100() -> None:
    assert asked("error 20").isdisjoint(asked("alarm 20"))
    assert asked("$100") == {"$100"}
    assert asked("100") == set()


def test_each_code_is_asked_for_once() -> None:
    assert [code.normal for code in asked_codes("alarm 20 or Alarm:20 or $3")] == ["ALARM20", "$3"]


@pytest.mark.parametrize(
    ("question", "strict"),
    [("alarm 20", True), ("$3", True), ("BK-80-9002", True), ("HE3", False), ("pump-skid", False)],
)
def test_codes_that_no_other_word_looks_like_are_strict(question: str, strict: bool) -> None:
    assert [code.strict for code in asked_codes(question)] == [strict]


def test_a_question_may_be_a_code_and_little_else() -> None:
    assert asks_little_else("what does alarm 20 mean?")
    assert asks_little_else("BK-80-9002")
    assert not asks_little_else("after alarm 20 the oven door stays locked although the burner cooled down overnight")


@pytest.mark.parametrize(("question", "number"), [("20", "20"), ("20?", "20"), ("alarm 20", None), ("20 bar", None)])
def test_a_question_may_be_a_number_and_nothing_else(question: str, number: str | None) -> None:
    assert asked_number(question) == number


def test_an_entry_of_a_code_table_explains_its_own_code_and_not_what_it_mentions() -> None:
    entry = passage("ALARM:20 Too hot. See ALARM:21.", "Codes", kind=PassageKind.CODE, codes=("ALARM:20", "ALARM:21"))
    assert defined_codes(entry) == {"ALARM20"}


def test_a_heading_explains_the_code_in_it_and_the_headings_above_do_not() -> None:
    assert defined_codes(passage("It is too hot.", "Alarm 1 to 9", "Alarm 3: door open")) == {"ALARM3"}


def test_words_below_a_heading_without_a_code_explain_none() -> None:
    assert defined_codes(passage("See alarm 20.", "Care", codes=("alarm 20",))) == frozenset()
    assert defined_codes(passage("See alarm 20.", codes=("alarm 20",))) == frozenset()


def test_a_task_and_a_module_are_explained_by_their_own_passages() -> None:
    found = defined_codes(passage("Open it.", "Door", module="OV-A-00_EN-US", task_id="OV-T-210"))
    assert {"OVT210", "OVA00ENUS", "OVA00"} == found


def test_the_first_cell_of_a_row_tells_what_the_row_is_about() -> None:
    table = "| Number | Meaning |\n| 2391 | see 4711 |\n| `$3` | invert |\nBK-80-9002 | door | ALARM:5\n| 12 | few |"
    assert listed_codes(passage(table, kind=PassageKind.TABLE)) == {"2391", "$3", "BK809002"}


def test_text_without_a_table_lists_nothing() -> None:
    assert listed_codes(passage("Alarm 20 or 2391 may come.")) == frozenset()


def test_a_numbered_code_may_stand_in_a_table_as_its_number() -> None:
    assert listed_as(AskedCode("PART2391", strict=True)) == ["PART2391", "2391"]
    assert listed_as(AskedCode("ALARM20", strict=True)) == ["ALARM20"]


def test_codes_are_called_by_their_numbers_for_short() -> None:
    assert numbers_of(frozenset({"ALARM20", "$20", "BK809002", "HOMEVEL"})) == {"20", "809002"}


@pytest.mark.parametrize(
    ("question", "literal"),
    [("Hold:1", ("Hold:1",)), ("code 18712?", ("18712",)), ("set it to 20", ()), ("", ()), ("alarm 77 at 2950", ())],
)
def test_other_tokens_with_digits_are_looked_up_as_they_are_written(question: str, literal: tuple[str, ...]) -> None:
    assert asked_literally(question) == literal
