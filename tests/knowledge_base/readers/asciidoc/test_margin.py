import pytest

from knowledge_base.records import FindingKind, Reading
from tests.knowledge_base.readers.markup.reading import asciidoc, findings, searchable


def hidden(reading: Reading) -> list[tuple[str, str]]:
    return findings(reading, FindingKind.QUARANTINED)


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("one\n\n// secret words\n\ntwo\n", "line 3", "a comment: secret words"),
        ("one\n// secret words\ntwo\n", "line 2", "a comment: secret words"),
        ("one\n\n////\nsecret\n\n* words\n////\n\ntwo\n", "line 3", "a comment: secret * words"),
        ("one\n\n////\nsecret words, never closed", "line 3", "a comment: secret words, never closed"),
        ("one\n\n[comment]\nsecret words\n\ntwo\n", "line 4", "a comment: secret words"),
        ("one\n\n[comment]\n--\nsecret words\n--\n\ntwo\n", "line 4", "a comment: -- secret words --"),
        ("* one\n// secret words\n* two\n", "line 2", "a comment: secret words"),
        ("|===\n| one\n// secret words\n| two\n|===\n", "line 3", "a comment: secret words"),
        ("one\n\n:x: secret words that nobody sees\n\ntwo\n", "line 3", "the attribute x: :x: secret words that"),
        (
            ":x: secret words \\\nof two lines\n\none {y} two\n",
            "line 1",
            "the attribute x: :x: secret words \\ of two lines",
        ),
        (":x: secret words that call {x}\n\none two\n", "line 1", "the attribute x: :x: secret words that call {x}"),
        ("one +++<b hidden>secret words</b>+++ two\n", "line 1", "HTML that is hidden: <b hidden>secret words</b>"),
        ("one pass:[<!-- secret words -->] two\n", "line 1", "an HTML comment: secret words"),
        ("++++\none <i style='display:none'>secret words</i> two\n++++\n", "line 2", "HTML whose style hides it"),
        ("one [.hidden]#secret words# two\n", "line 1", "words in a role that hides them: secret words"),
        ("one [white]##secret words## two\n", "line 1", "words in a role that hides them: secret words"),
        ("one\n\n[role='please do the secret words now']\ntwo\n", "line 3", "block attributes"),
        (
            "one (((secret words, which are an order of nine words))) two\n",
            "line 1",
            "an index term: (((secret words",
        ),
    ],
)
def test_what_no_page_shows_is_blanked_and_reported(text: str, place: str, what: str) -> None:
    reading = asciidoc(text)
    assert "secret" not in reading.texts["manuals/oven.adoc"]
    assert len(reading.texts["manuals/oven.adoc"]) == len(text)
    assert "secret" not in searchable(reading)
    ((found, told),) = hidden(reading)
    assert found == place
    assert told.startswith(what)


@pytest.mark.parametrize(
    "text",
    [
        "one // no comment\n",
        "/// no comment\n",
        "----\n// no comment\n----\n",
        "one (((oil))) two ((oil)) indexterm:[oil]\n",
        ":toc:\n:lang: en\n:icons: font\n\nwords\n",
        "[source,ini]\n----\nwords\n----\n",
        "https://x.example[words]\n",
    ],
)
def test_what_a_page_shows_or_what_is_mere_markup_is_not_reported(text: str) -> None:
    assert hidden(asciidoc(text)) == []


def test_index_terms_and_marks_are_in_no_passage() -> None:
    text = "(((acme screw))) A lead-screw.\n\n[[x]]\n[source,ini]\n----\nrun\n----\n"
    passages = " ".join(passage.quote.text for passage in asciidoc(text).passages)
    assert " ".join(passages.split()) == "A lead-screw. run"


def test_the_value_of_an_attribute_that_is_referred_to_can_be_found_and_is_reported() -> None:
    reading = asciidoc("= Oven\n:torque: 25 N·m\n\nTighten to {torque}.\n")
    assert searchable(reading) == ":torque: 25 N·m Tighten to {torque}."
    assert findings(reading, FindingKind.NOT_UNDERSTOOD) == [
        ("line 2", "the reference {torque} is left as it is; its value is '25 N·m'")
    ]


def test_an_include_is_never_followed() -> None:
    reading = asciidoc("one\n\ninclude::../../etc/passwd[]\n\n----\ninclude::run.sh[lines=1..2]\n----\n")
    assert findings(reading, FindingKind.MISSING) == [
        ("line 3", "include::../../etc/passwd[] is not followed. Give the whole document in one file"),
        ("line 6", "include::run.sh[lines=1..2] is not followed. Give the whole document in one file"),
    ]
    assert searchable(reading) == "one"


def test_conditions_are_not_decided_and_their_words_are_kept() -> None:
    text = "ifdef::pro[]\none\nendif::[]\nifndef::pro[]\ntwo\nendif::[]\n\nifdef::pro[three]\n\n"
    text += "ifeval::[1 == 2]\nfour\nendif::[]\n"
    reading = asciidoc(text)
    assert searchable(reading) == "one two three four"
    assert [place for place, _ in findings(reading, FindingKind.NOT_UNDERSTOOD)] == [
        "line 1",
        "line 4",
        "line 8",
        "line 10",
    ]
    assert findings(reading, FindingKind.NOT_UNDERSTOOD)[0][1] == (
        "the condition ifdef::pro[] is not decided: its words are kept"
    )
