import pytest

from knowledge_base.readers.task_draft.numerals import letters, roman


@pytest.mark.parametrize(("number", "word"), [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (703, "aaa"), (0, "")])
def test_numbers_as_letters(number: int, word: str) -> None:
    assert letters(number) == word


@pytest.mark.parametrize(("number", "word"), [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (1994, "mcmxciv")])
def test_numbers_as_roman_numerals(number: int, word: str) -> None:
    assert roman(number) == word
