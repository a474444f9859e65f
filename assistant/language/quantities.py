"""The numbers in a text, with the units behind them, as they are written."""

import re

_EMPHASIS = re.compile(r"[*_`]+")
_NUMBER = re.compile(
    r"(?P<number>\d+(?:[.,'’/:]\d+)*)\s?"
    r"(?P<unit>[^\W\d_]+(?:[·./^*⋅-]?[^\W_]+)*|[°%‰µΩ″′\"][^\W\d_]*)?"
)


def numbers_in(text: str) -> frozenset[str]:
    """Every number, as it is written: 45, 1.5, 3/4."""
    return frozenset(number for number, _ in quantities_in(text))


def quantities_in(text: str) -> frozenset[tuple[str, str]]:
    """Every number with the word or sign behind it, which is its unit if it has one."""
    return frozenset((match["number"], match["unit"] or "") for match in _NUMBER.finditer(_EMPHASIS.sub("", text)))
