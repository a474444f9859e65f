"""A sentence ends where it ends, not at an abbreviation; an item of a list hangs on the words before the list."""

import time

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
    assert leads(text) == [None, "Never:", "Never:", "Never:", None, "After that, stop."]


@pytest.mark.parametrize("before", ["Forbidden while it runs", "## Never", "WARNING: do not", "Do not do this:"])
@pytest.mark.parametrize("after", ["\n- open it", "\n\n- open it", "\n\nopen it.", "\n\nOpening it."])
def test_a_piece_hangs_on_words_before_it_that_do_not_end(before: str, after: str) -> None:
    assert leads(before + after) == [None, before]
    # An item is never without the words before its list: "Never do the following."
    whole = f"{before} now."
    assert leads(whole + after) == [None, whole if "- " in after else None]


def test_a_sentence_cut_in_two_within_a_list_hangs_together() -> None:
    assert leads("Do:\n- never\n\nopen it") == [None, "Do:", "- never"]


def test_a_row_hangs_on_the_head_of_its_own_table() -> None:
    text = "Limits:\n| A | B |\n| 1 | 2 |\n\nMore.\n\n| C |\n| 3 |"
    assert leads(text) == [None, "Limits:", "| A | B |", None, None, "| C |"]


def test_no_word_is_lost() -> None:
    text = "Stop. Wait:\n- one\n- two. Three!\n\n| a | b |\n| 1 | 2 |\nEnd"
    assert "".join("".join(pieces(text)).split()) == "".join(text.split())


def test_after_an_empty_line_a_table_of_its_own_may_begin() -> None:
    text = "| Bolt | N·m |\n| A | 12 |\n\n| Bolt | lbf·ft |\n| B | 9 |"
    assert leads(text) == [None, "| Bolt | N·m |", "| Bolt | N·m |", "| Bolt | lbf·ft |"]


def test_a_row_hangs_on_the_row_that_names_its_group_or_fills_its_first_cell() -> None:
    text = "| Bolt | Torque |\n| Oven cold | |\n| A | 45 |\n| Oven hot | |\n| Door | |\n| A | 30 |\n| | 31 |"
    assert leads(text) == [
        None,
        "| Bolt | Torque |",
        "| Oven cold | |",
        "| Bolt | Torque |",
        "| Oven hot | |",
        "| Door | |",
        "| A | 30 |",
    ]


@pytest.mark.parametrize(
    ("second", "limits"),
    [
        ("But never while it is warm.", True),
        ("Only when it is cold.", True),
        ("This is forbidden.", True),
        ("Do not do so alone.", True),
        ("Don’t do so alone.", True),
        ("Jedoch nie warm.", True),
        ("Sauf à chaud.", True),
        ("Excepto en caliente.", True),
        ("Then close it.", False),
        ("Notice the colour.", False),
        ("Onlookers stand back.", False),
    ],
)
def test_a_sentence_that_bounds_the_one_before_is_known(second: str, limits: bool) -> None:
    assert [sentence.limits for sentence in sentences_of(f"Open the drain. {second}")] == [False, limits]
    assert not sentences_of(second)[0].limits


@pytest.mark.parametrize(
    "text",
    [
        "WARNING: Hot oil. It burns.",
        "> **WARNING:** Hot oil. It burns.",
        "**CAUTION**: Hot oil. It burns.",
        "- Danger! Hot oil. It burns.",
        "1. WARNUNG: Heißes Öl. Es brennt.",
        "**WARNING:**\n\nHot oil. It burns.",
        "*WARNING:*\n\nHot oil. It burns.",
        "ATTENTION:\n- hot oil\n- steam",
        "| WARNING | Hot oil. |",
    ],
)
def test_a_warning_within_a_text_is_known_to_its_end(text: str) -> None:
    found = sentences_of(f"Open the lid.\n\n{text}\n\nGo on.")
    assert [sentence.warns for sentence in found] == [False, *(True for _ in found[2:]), False]


def test_a_note_is_no_warning() -> None:
    assert not any(sentence.warns for sentence in sentences_of("NOTE: The oil is new. Go on."))


@pytest.mark.parametrize("word", ["mech.", "elektr.", "bzgl.", "Dr.", "temp.", "Abs."])
def test_half_of_a_sentence_after_an_abbreviation_is_no_sentence(word: str) -> None:
    assert pieces(f"Never without {word} Guards open it.") == [f"Never without {word} Guards open it."]


def test_emphasis_at_the_beginning_of_a_line_makes_no_item_of_it() -> None:
    assert leads("Do not\n*ever* open it.") == [None, "Do not"]
    assert leads("It has ended.\n\n**Open** it.") == [None, None]


def test_the_units_below_the_head_of_a_table_are_of_its_head() -> None:
    text = "| Bolt | dry |\n|---|---|\n| | N·m |\n| A | 45 |"
    assert leads(text) == [None, "| Bolt | dry |", "|---|---|", "| | N·m |"]


@pytest.mark.parametrize(
    "text",
    [
        "Do not (Danger! Hot oil.) Open it.",
        "Do not [Fig. 3. See there] Open it.",
        "Never ... Open it.",
        "Never … Open it.",
    ],
)
def test_a_sentence_is_not_cut_within_brackets_or_after_dots(text: str) -> None:
    assert "Open it." not in pieces(text)


def test_the_second_half_of_a_sentence_comes_with_the_first() -> None:
    assert [sentence.limits for sentence in sentences_of("Open the drain\n\nwhen it is cold.")] == [False, True]
    assert [sentence.limits for sentence in sentences_of("Open the drain.\n\nwhen it is cold.")] == [False, False]


def test_a_bracket_that_is_never_closed_does_not_make_one_sentence_of_all() -> None:
    assert len(sentences_of("Wait (for it. " + "Then go on. " * 100)) > 50


def test_a_hostile_text_is_cut_in_time_that_grows_with_its_length() -> None:
    began = time.process_time()
    for part in ("A. ", "( ", "|a|\n", "\n\n* ", "1. ", "W! "):
        sentences_of(part * (60_000 // len(part)))
    assert time.process_time() - began < 10
