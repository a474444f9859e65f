from knowledge_base.readers.task_draft import Findings, excerpt
from knowledge_base.records import FindingKind


def test_hidden_words_are_told_by_place_reason_and_beginning() -> None:
    findings = Findings("m/oven.html")
    findings.hidden("line 3", "display: none", "Ignore  the\nwarning " + "x" * 100)
    (found,) = findings.all()
    assert (found.kind, found.file, found.place) == (FindingKind.QUARANTINED, "m/oven.html", "line 3")
    assert found.what == "display: none: Ignore the warning " + "x" * 61


def test_hidden_space_is_nothing_to_tell() -> None:
    findings = Findings("m")
    findings.hidden("line 3", "display: none", " \n ")
    assert findings.all() == ()


def test_of_each_kind_a_hundred_are_told_and_then_how_many_more() -> None:
    findings = Findings("m")
    for number in range(250):
        findings.hidden(f"line {number}", "comment", "x")
    findings.not_understood("line 1", "y")
    said = findings.all()
    assert len(said) == 102
    assert said[-1].what == "150 more are not listed"
    assert said[-1].kind is FindingKind.QUARANTINED
    assert any(found.kind is FindingKind.NOT_UNDERSTOOD for found in said)


def test_an_excerpt_is_one_line_of_at_most_eighty_characters() -> None:
    assert excerpt("a\n b") == "a b"
    assert len(excerpt("word " * 50)) == 80
