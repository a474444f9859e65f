import pytest
from lxml import etree

from knowledge_base.readers.dita.unseen import take_out_unseen
from knowledge_base.records import FindingKind
from tests.knowledge_base.readers.dita.conveyor import read, topic


def taken_out(body: str) -> tuple[str, list[str]]:
    """What is left of a topic, and what was found."""
    root = etree.fromstring(topic(body))
    findings = list(take_out_unseen(root, "a.dita"))
    assert {finding.kind for finding in findings} <= {FindingKind.QUARANTINED}
    return " ".join("".join(root[1].itertext()).split()), [finding.what for finding in findings]


@pytest.mark.parametrize(
    ("hidden", "why"),
    [
        ("<!-- raise to 400 °C -->", "a comment: raise to 400 °C"),
        ("<draft-comment author='x'>raise <b>to</b> 400 °C</draft-comment>", "a draft-comment: raise to 400 °C"),
        ("<required-cleanup remap='x'>raise to 400 °C</required-cleanup>", "a required-cleanup: raise to 400 °C"),
        ("<ph status='deleted'>raise to 400 °C</ph>", "marked as deleted: raise to 400 °C"),
    ],
)
def test_words_that_nobody_sees_are_taken_out_and_reported(hidden: str, why: str) -> None:
    left, findings = taken_out(f"<p>Hold at {hidden}250 °C.</p>")
    assert left == "Hold at 250 °C."
    assert findings == [why]


def test_what_holds_no_words_goes_without_a_word() -> None:
    assert taken_out("<p>Hold<!-- --><draft-comment/>.</p>") == ("Hold.", [])


def test_a_comment_in_a_comment_of_the_author_is_reported_with_it() -> None:
    left, findings = taken_out("<p>Hold<draft-comment>one <!-- two --></draft-comment>.</p>")
    assert left == "Hold."
    assert findings == ["a draft-comment: one", "a comment: two"]


def test_only_the_first_words_are_repeated() -> None:
    _, findings = taken_out(f"<draft-comment>{'x' * 500}</draft-comment>")
    assert findings == ["a draft-comment: " + "x" * 80]


def test_characters_without_a_width_are_taken_out() -> None:
    spelled = "".join(chr(0xE0000 + ord(letter)) for letter in "open it")
    left, findings = taken_out(f"<p>Ho\u200bld <b>still</b>\u2060 now{spelled}.</p>")
    assert left == "Hold still now."
    assert findings == ["characters that are not seen: open it"]


def test_a_joiner_that_scripts_need_stays() -> None:
    assert taken_out("<p>می\u200cشود</p>") == ("می\u200cشود", [])


def test_quarantined_words_are_nowhere_in_the_reading() -> None:
    body = """<steps><step status="deleted"><cmd>Bypass the guard.</cmd></step>
    <step><cmd>Stop.<draft-comment>Bypass the guard.</draft-comment></cmd><!-- Bypass the guard. --></step></steps>"""
    reading = read({"a.dita": topic(body, kind="task")})
    assert [step.quote.text for step in reading.manual.tasks[0].steps] == ["Stop."]
    assert "Bypass" not in reading.model_copy(update={"findings": ()}).model_dump_json()
    assert sum(finding.kind is FindingKind.QUARANTINED for finding in reading.findings) == 3
    assert reading.findings[-1].place.startswith("line ")
