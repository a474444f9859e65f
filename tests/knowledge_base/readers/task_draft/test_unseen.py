import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.readers.task_draft.unseen import (
    PICTURE,
    UNREADABLE,
    seen,
    superscript,
    too_alike,
    without_pictures_at_the_ends,
)


def test_plain_words_remain_as_they_are() -> None:
    assert seen("25\u00a0N·m ± 2 µm Ä") == ("25\u00a0N·m ± 2 µm Ä", ())


def test_tag_characters_are_taken_out_and_told() -> None:
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "run")
    assert seen(f"Close\U000e0001{hidden} it.") == ("Close it.", ("run",))


def test_words_shown_backwards_become_unreadable_and_are_told() -> None:
    assert seen("Use \u202em·N 52\u202c now") == (f"Use {UNREADABLE} now", ("m·N 52",))
    assert seen("Use \u202em·N 52") == (f"Use {UNREADABLE}", ("m·N 52",))


def test_right_to_left_script_keeps_its_words() -> None:
    assert seen("\u2067שלום\u2069") == ("שלום", ())


def test_a_few_characters_without_width_go_in_silence_and_many_are_told() -> None:
    assert seen("RC\u200b_IIT\u00ad") == ("RC_IIT", ())
    assert seen("a" + "\u200b\u200c" * 6 + "b") == ("ab", ("12 characters without width",))


def test_joiners_stay_within_scripts_that_need_them() -> None:
    assert seen("می\u200cشود") == ("می\u200cشود", ())
    assert seen("im\u200cport")[0] == "import"


def test_control_characters_and_half_pairs_go() -> None:
    assert seen("a\x00b\x1bc\ud800d")[0] == "abcd"


@given(st.text())
def test_what_is_seen_can_be_written_and_is_seen_again(words: str) -> None:
    shown, _ = seen(words)
    shown.encode()
    assert seen(shown)[0] == shown


@pytest.mark.parametrize(
    ("words", "raised"),
    [("-3", "⁻³"), ("2", "²"), ("1", "¹"), ("th", "th"), ("a", "a"), ("", ""), ("3/4", "³/⁴"), ("2a", "2a")],
)
def test_numbers_are_raised_and_words_are_not(words: str, raised: str) -> None:
    assert superscript(words) == raised


def test_white_on_nearly_white_is_too_alike_and_grey_on_white_is_not() -> None:
    assert too_alike((250, 250, 250), (255, 255, 255))
    assert too_alike((0, 0, 0), (10, 10, 10))
    assert not too_alike((150, 150, 150), (255, 255, 255))
    assert not too_alike((255, 255, 255), (0, 0, 90))


def test_a_picture_within_a_sentence_stays_and_a_figure_goes() -> None:
    assert without_pictures_at_the_ends(f"Press {PICTURE} for 3 s.") == f"Press {PICTURE} for 3 s."
    assert without_pictures_at_the_ends(f"{PICTURE} Press it. {PICTURE} Wait. {PICTURE}") == "Press it. Wait."
