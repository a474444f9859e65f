"""Slips of spelling: words of the manuals that an unknown word may be meant for."""

from collections.abc import Callable, Iterable

_TWO_SLIPS = 9
"""Letters of a word in which two slips are looked for; shorter ones would become other words."""
_MOST = 2

Terms = Callable[[str], Iterable[tuple[str, int]]]
"""First letters → the words that begin with them, and in how many passages each stands."""


def corrections(word: str, terms: Terms) -> tuple[str, ...]:
    """The nearest words, the more frequent first; empty when none is near. word: lower case, no accents."""
    slips = 2 if len(word) >= _TWO_SLIPS else 1
    found = []
    for start in dict.fromkeys((word[:1], word[1:2])):
        for term, count in terms(start):
            if abs(len(term) - len(word)) <= slips and len(set(term) ^ set(word)) <= 2 * slips:
                away = distance(word, term)
                if 0 < away <= slips:
                    found.append((away, -count, term))
    nearest = min(found, default=(0, 0, ""))[0]
    return tuple(term for away, _, term in sorted(found) if away == nearest)[:_MOST]


def distance(one: str, other: str) -> int:
    """Letters to add, leave out, change or swap with their neighbour (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, target in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != target))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == target:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
