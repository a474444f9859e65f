import pytest

from knowledge_base.readers.code_table.columns import CodeColumn, code_column
from knowledge_base.readers.codes import normal_code

ROWS = [("1", "Too hot"), ("2", "Too cold"), ("10", "Door open")]


@pytest.mark.parametrize(
    ("header", "stem", "words"),
    [
        (("Alarm Code in v1.1+", "Text"), "oven", ("alarm",)),
        (("Error No.", "Text"), "oven", ("error",)),
        (("Fehlercode", "Text"), "ofen", ("fehler",)),
        (("Störungsnummer", "Text"), "ofen", ("störung",)),
        (("Código de error", "Texto"), "horno", ("error",)),
        (("$-Code", "Text"), "setting_codes", ("$", "setting")),
        (("Code", "Text"), "alarm_codes", ("alarm",)),
        (("Code", "Text"), "oven", ("code",)),
        (("Alarm", "Text"), "oven", ("alarm",)),
        (("Part No.", "Text"), "oven", ("part",)),
        (("ID", "Text"), "fault_list", ("fault",)),
    ],
)
def test_a_column_is_one_of_codes_by_its_name_and_its_values(
    header: tuple[str, ...], stem: str, words: tuple[str, ...]
) -> None:
    assert code_column(header, ROWS, stem) == CodeColumn(0, words)


@pytest.mark.parametrize(
    "header", [("Temperature", "Text"), ("Alarm description", "Text"), ("Text", "More"), ("x" * 99, "code of it all")]
)
def test_a_column_of_another_name_is_none(header: tuple[str, ...]) -> None:
    assert code_column(header, ROWS, "oven") is None


def test_a_column_of_sentences_holds_no_codes() -> None:
    rows = [("The oven is too hot to open it.", "1"), ("Close the door and wait.", "2")]
    assert code_column(("Error code", "Number"), rows, "oven") == CodeColumn(1, ("code",))
    assert code_column(("Error code", "Text"), rows, "oven") is None


def test_a_running_number_is_taken_only_where_there_is_no_better_column() -> None:
    rows = [("1", "E-204", "Too hot"), ("2", "E-205", "Too cold")]
    assert code_column(("No.", "Error code", "Text"), rows, "oven") == CodeColumn(1, ("error",))


def test_a_table_without_rows_has_no_codes() -> None:
    assert code_column(("Code", "Text"), [], "oven") is None


def test_a_code_is_asked_for_by_itself_and_after_the_word_for_it() -> None:
    codes = CodeColumn(0, ("alarm",)).asked_for("3")
    assert codes == ("3", "alarm 3", "alarm:3", "ALARM:3", "alarm code 3")
    assert normal_code("Alarm 3") in {normal_code(code) for code in codes}


def test_a_setting_is_asked_for_by_its_sign_and_its_word() -> None:
    codes = CodeColumn(0, ("$", "setting")).asked_for("100")
    assert codes == ("100", "$100", "setting 100", "setting:100", "SETTING:100", "setting code 100")


def test_a_code_that_says_its_word_itself_is_asked_for_with_and_without_it() -> None:
    column = CodeColumn(0, ("alarm",))
    assert column.asked_for("ALARM:3") == ("ALARM:3", "3", "alarm 3", "alarm:3", "alarm code 3")
    assert column.label("ALARM:3") == "ALARM:3"
    assert column.label("3") == "alarm 3"
    assert CodeColumn(0, ("$",)).label("100") == "$100"


def test_leading_zeros_may_be_left_out() -> None:
    assert {"7", "007", "error 7", "error 007"} <= set(CodeColumn(0, ("error",)).asked_for("007"))
    assert "0" in CodeColumn(0, ("error",)).asked_for("000")


def test_a_bare_code_stays_one() -> None:
    assert CodeColumn(0, ("code",)).asked_for("E-204") == ("E-204", "code E-204", "code:E-204", "CODE:E-204")
