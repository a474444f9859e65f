"""Words and dates that a document states of itself, made fit to be kept."""

import datetime as dt
import re

from knowledge_base.readers.task_draft.unseen import seen

_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_LONGEST = 300


def stated_words(text: str) -> str:
    """The words in one line of at most 300 characters, without characters that nobody sees."""
    return " ".join(seen(text)[0].split())[:_LONGEST].strip()


def stated_date(text: str | None) -> dt.date | None:
    """The first date of ISO 8601 in the text; None when there is none, or none of the calendar."""
    match = _ISO_DATE.search(text or "")
    if match is None:
        return None
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
