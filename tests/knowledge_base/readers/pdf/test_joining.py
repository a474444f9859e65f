import pytest

from knowledge_base.readers.pdf.joining import Vocabulary, joined

KNOWN = Vocabulary(
    [
        "The lubrication of the bearing is done once a year.",
        "Only low-pressure oil is used in this machine.",
        "Some pressure lowers the noise of the machine here.",
    ]
)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Begin with lubri-", "cation of the bearing."], "Begin with lubrication of the bearing."),
        (["Use low-", "pressure oil."], "Use low-pressure oil."),
        (["Use high-", "pressure oil."], "Use high-pressure oil."),
        (["Order PS-80-", "9002 again."], "Order PS-80-9002 again."),
        (["See the pre-", "Process part."], "See the pre-Process part."),
        (["Ein-", "und Ausgang"], "Ein- und Ausgang"),
        (["pre-", "and post-check"], "pre- and post-check"),
        (["from 3 -", "5 bar"], "from 3 - 5 bar"),
        (["lubri\u00ad", "cations"], "lubrications"),
        (["a soft\u00adly allowed hyphen"], "a softly allowed hyphen"),
        (["Close the", "valve."], "Close the valve."),
        (["One", "", "two"], "One two"),
        ([], ""),
    ],
)
def test_a_word_is_joined_only_when_that_is_sure(lines: list[str], text: str) -> None:
    assert joined(lines, KNOWN) == text


def test_a_word_that_the_document_writes_in_both_ways_keeps_its_hyphen() -> None:
    both = Vocabulary(["The re-entry of the hot air", "The reentry of the hot air"])
    assert joined(["Look at the re-", "entry"], both) == "Look at the re-entry"


def test_the_parts_of_a_broken_word_are_no_words() -> None:
    assert not Vocabulary(["look at the lubri-", "cation of it all"]).has("lubri")
    assert not Vocabulary(["look at the lubri-", "cation of it all"]).has("cation")
    assert Vocabulary(["look at the oil pump"]).has("Pump")
