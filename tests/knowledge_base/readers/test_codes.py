"""What is a code in a manual or a question, and which ways of writing one are the same code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.readers.codes import bare_number, codes_in, normal_code, number_of

PIECES = st.lists(st.text("XQZ0123456789", min_size=1, max_size=5), min_size=1, max_size=5)
SEPARATORS = st.sampled_from([" ", "_", ":", "#", ".", "/", "-"])


@pytest.mark.parametrize(
    "one",
    [
        [
            "alarm 20",
            "ALARM:20",
            "Alarm no. 20",
            "alarm # 20",
            "alarm-20",
            "ALARM_20",
            "Alarm_no_20",
            "alarme 20",
            "allarme 20",
        ],
        ["error 20", "Error code 20", "ERR 20", "Fehler 20", "Fehler_20", "Fehlermeldung: 20", "erreur n° 20"],
        ["fault 20", "Störung Nr. 20", "STÖRUNG_20", "fault_code_20", "défaut 20", "fallo 20", "guasto 20"],
        ["part 20", "Part no. 20", "Teil Nr. 20", "pièce 20", "P/N 20", "item 20"],
        ["code 20", "Kode 20", "código 20", "BLINKCODE 20"],
        ["setting 20", "parameter 20", "Einstellung 20", "paramètre 20"],
        ["$20"],
        ["20"],
    ],
)
def test_a_code_is_one_in_all_its_ways_of_writing_and_no_other(one: list[str]) -> None:
    assert len({normal_code(written) for written in one}) == 1
    others = {normal_code(other) for other in ("alarm 21", "error 21", "warning 20", "status 20", "$21", "21")}
    assert normal_code(one[0]) not in others


def test_what_is_numbered_tells_codes_of_one_number_apart() -> None:
    written = ("error 20", "alarm 20", "fault 20", "warning 20", "part 20", "setting 20", "status 20", "$20", "20")
    assert len({normal_code(one) for one in written}) == len(written)


@given(PIECES, st.lists(SEPARATORS, min_size=4, max_size=4), st.lists(SEPARATORS, min_size=4, max_size=4))
def test_separators_and_case_make_no_other_code(pieces: list[str], some: list[str], others: list[str]) -> None:
    def written(separators: list[str]) -> str:
        return "".join(piece + mark for piece, mark in zip(pieces, [*separators, ""], strict=False))

    assert normal_code(written(some)) == normal_code(written(others).lower()) == "".join(pieces)


@given(st.text(max_size=60))
def test_a_normal_form_is_its_own_normal_form_for_every_code_that_is_found(text: str) -> None:
    for code in codes_in(text):
        assert code in text
        assert normal_code(normal_code(code)) == normal_code(code)


@pytest.mark.parametrize(
    "code",
    [
        "ALARM:3",
        "error 20",
        "Störung Nr. 5",
        "$100",
        "RC_OVEN_010_P_064",
        "BK-80-9002",
        "U0778110",
        "6309-2RS",
        "GK420d",
        "HOME_LATCH_VEL",
        "motion.homing-inhibit",
        "oven-config.xml",
        "0xBEEF",
        "0x1F",
        "0x2A",
        "0x00C",
        "Fehler_20",
        "Störung_20",
        "fault_code_20",
        "917-275",
        "007-371",
    ],
)
def test_codes_are_found_in_a_sentence_as_they_are_written(code: str) -> None:
    assert codes_in(f"The oven stops; see {code}, then call us.") == (code,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Open the door and let the oven cool.",
        "a range of 10-20 mm",
        "a range of 10–20 mm",
        "between 100-200 °C",
        "2950 rpm",
        "0x, 2x10F, 10x1F",
        "400V, 7.5kW, 24VDC, 50Hz, 1.5MPa, 3x400V",
        "3/4 of it, 0.5-1.0 bar, 1,500 h, 12:30",
        "on 2024-05-01",
        "see page 5, step 3 and chapter 2.1",
        "a well-known non-return valve, e.g. this one",
        "ERROR and ALARM are words",
        "the terror 20 brought",
        "20",
    ],
)
def test_ordinary_words_ranges_measures_and_dates_are_no_codes(text: str) -> None:
    assert codes_in(text) == ()


def test_codes_come_once_each_in_the_order_of_the_text() -> None:
    assert codes_in("BK-80-9002, then $3, alarm 4 and again $3 and BK-80-9002") == ("BK-80-9002", "$3", "alarm 4")


def test_a_longer_number_is_another_code() -> None:
    assert codes_in("alarm 200") == ("alarm 200",)
    assert len({normal_code(code) for code in ("alarm 2", "alarm 20", "alarm 200")}) == 3


@pytest.mark.parametrize(
    ("text", "number"), [("20", "20"), (" 20? ", "20"), ("#20", "20"), ("20 bar", None), ("alarm 20", None), ("", None)]
)
def test_a_bare_number_is_a_text_that_is_nothing_else(text: str, number: str | None) -> None:
    assert bare_number(text) == number


@pytest.mark.parametrize(
    ("code", "number"), [("ALARM20", "20"), ("$100", "100"), ("BK-80-9002", "9002"), ("E20B", "20"), ("HOME_VEL", None)]
)
def test_people_call_a_code_by_its_last_number(code: str, number: str | None) -> None:
    assert number_of(code) == number
