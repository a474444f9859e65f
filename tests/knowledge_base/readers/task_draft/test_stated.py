import datetime as dt

import pytest

from knowledge_base.readers.task_draft.stated import stated_date, stated_words


def test_words_are_one_line_with_an_end() -> None:
    assert stated_words(" Oven\n  care\u200b ") == "Oven care"
    assert len(stated_words("x" * 5000)) == 300


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026-02-03T10:00:00Z", dt.date(2026, 2, 3)),
        ("as of 2026-02-03", dt.date(2026, 2, 3)),
        ("2026-02-31", None),
        ("soon", None),
        (None, None),
    ],
)
def test_a_date_is_one_of_the_calendar(text: str | None, date: dt.date | None) -> None:
    assert stated_date(text) == date
