"""A sentence ends where it ends, not at an abbreviation; an item of a list hangs on the words before the list."""

import pytest

from assistant.language.sentences import sentences_of


def pieces(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences_of(text)]


def leads(text: str) -> list[str | None]:
    found = sentences_of(text)
    return [None if s.lead is None else text[found[s.lead].start : found[s.lead].end] for s in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stop the oven. Let it cool.", ["Stop the oven.", "Let it cool."]),
        ("Do not\nopen the oven.", ["Do not\nopen the oven."]),
        ("Heat to approx. Half of the limit.", ["Heat to approx. Half of the limit."]),
        ("Never, z. B. Schrauben lösen.", ["Never, z. B. Schrauben lösen."]),
        ("Tighten to 45 N·m. Then check.", ["Tighten to 45 N·m.", "Then check."]),
        ("The belt is 5 m. Turn it.", ["The belt is 5 m.", "Turn it."]),
        ("Set 1.5 bar.  Wait!\tGo on.", ["Set 1.5 bar.", "Wait!", "Go on."]),
        ("1. Open the door.\n2. Close it.", ["1. Open the door.", "2. Close it."]),
        ("First part\n\nsecond part", ["First part", "second part"]),
        ("  \n\n ", []),
        ("", []),
    ],
)
def test_a_text_is_cut_where_its_sentences_end(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_items_hang_on_the_words_with_a_colon_before_them() -> None:
    text = "Never:\n- open it. Not even once.\n\n- run it\n\nAfter that, stop.\n- wait"
    assert leads(text) == [None, "Never:", "Never:", "Never:", None, None]


@pytest.mark.parametrize("before", ["Forbidden while it runs", "## Never", "WARNING: do not", "Do not do this:"])
@pytest.mark.parametrize("after", ["\n- open it", "\n\n- open it", "\n\nopen it.", "\n\nOpening it."])
def test_a_piece_hangs_on_words_before_it_that_do_not_end(before: str, after: str) -> None:
    assert leads(before + after) == [None, before]
    assert leads(f"{before} now.{after}") == [None, None]


def test_a_sentence_cut_in_two_within_a_list_hangs_together() -> None:
    assert leads("Do:\n- never\n\nopen it") == [None, "Do:", "- never"]


def test_a_row_hangs_on_the_head_of_its_own_table() -> None:
    text = "Limits:\n| A | B |\n| 1 | 2 |\n\nMore.\n\n| C |\n| 3 |"
    assert leads(text) == [None, "Limits:", "| A | B |", None, None, "| C |"]


def test_no_word_is_lost() -> None:
    text = "Stop. Wait:\n- one\n- two. Three!\n\n| a | b |\n| 1 | 2 |\nEnd"
    assert "".join("".join(pieces(text)).split()) == "".join(text.split())
