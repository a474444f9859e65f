import pytest

from knowledge_base.errors import ManualError
from knowledge_base.readers.s1000d.csdb import collect, root_name
from knowledge_base.readers.s1000d.findings import Findings
from knowledge_base.records import FindingKind
from tests.knowledge_base.readers.s1000d.oven import code, csdb_of, dm, dm_ref, of_kind, pm, source_of

DESCRIPTION = "<description><para>An oven.</para></description>"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"<dmodule>", "dmodule"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- <pm> --><pm id="x">', "pm"),
        (
            b'<!DOCTYPE dmodule [<!NOTATION a PUBLIC "-//x">\n<!ENTITY b SYSTEM "c.png" NDATA a>\n]>\n<dmodule/>',
            "dmodule",
        ),
        (b'<!DOCTYPE topic PUBLIC "-//OASIS//DTD DITA Topic//EN" "topic.dtd"><topic>', "topic"),
        ("<dmodule/>".encode("utf-16"), "dmodule"),
        (b"no mark-up", None),
        (b"", None),
        (b"<!-- never closed <dmodule>", None),
        (b"<!DOCTYPE x [ <dmodule>", None),
    ],
)
def test_the_root_element_is_told_by_the_first_bytes(head: bytes, name: str | None) -> None:
    assert root_name(head) == name


def test_a_hostile_head_costs_no_time() -> None:
    assert root_name(b"<!--" * 16_000) is None
    assert root_name(b"<!DOCTYPE x [" + b"] " * 30_000) is None


def test_a_module_is_known_by_its_code_issue_and_title() -> None:
    (module,) = csdb_of(dm(DESCRIPTION, info="041", tech="Oven", name="Description")).modules.values()
    assert (module.code, module.issue, module.title) == (code("041"), "003-00", "Oven - Description")
    assert module.label == f"{code('041')}_003-00_EN-GB"
    assert module.date is not None
    assert module.date.isoformat() == "2024-05-17"
    assert not module.deleted


def test_a_broken_or_foreign_file_is_a_finding_and_the_rest_is_read() -> None:
    findings = Findings()
    csdb = csdb_of(dm(DESCRIPTION), b"<dmodule><oops", b"<html/>", b"<dmodule><idstatus/></dmodule>", findings=findings)
    assert list(csdb.modules) == [code("520")]
    said = of_kind(findings.all(), FindingKind.NOT_UNDERSTOOD)
    assert ["not well-formed" in said[0], "<html> is no module" in said[1], "since issue 4.0" in said[2]] == [True] * 3


def test_when_nothing_can_be_used_the_first_problem_is_the_error() -> None:
    with pytest.raises(ManualError, match=r"^equipment/oven/manuals/oven/0\.xml: is not well-formed"):
        csdb_of(b"<dmodule>", b"<html/>")
    with pytest.raises(ManualError, match="holds no S1000D data module"):
        csdb_of(pm(""))


def test_an_entity_is_not_expanded() -> None:
    bomb = dm("<description><para>&a;</para></description>").replace(b"[<!NOTATION", b'[<!ENTITY a "b"><!NOTATION')
    with pytest.raises(ManualError, match="uses the entity"):
        csdb_of(bomb)


def test_files_about_modules_are_left_out_with_one_finding_a_kind() -> None:
    findings = Findings()
    csdb_of(dm(DESCRIPTION), b"<ddn/>", b"<ddn/>", b"<dml/>", findings=findings)
    assert [what[:25] for what in of_kind(findings.all(), FindingKind.NOT_UNDERSTOOD)] == [
        "2 data dispatch notes are",
        "1 data management lists a",
    ]


def test_of_several_issues_the_newest_released_one_is_read() -> None:
    findings = Findings()
    drafts = (dm(DESCRIPTION, issue="004", in_work="02"), dm(DESCRIPTION, issue="002"), dm(DESCRIPTION, issue="003"))
    (module,) = csdb_of(*drafts, findings=findings).modules.values()
    assert module.issue == "003-00"
    left_out = of_kind(findings.all(), FindingKind.ASSUMED)
    assert [what.split(" is left out")[0][-12:] for what in left_out] == ["004-02_EN-GB", "002-00_EN-GB"]


def test_the_issue_and_language_that_the_publication_lists_go_first() -> None:
    listed = dm_ref().replace(
        "</dmRefIdent>",
        '<issueInfo issueNumber="002" inWork="00"/><language languageIsoCode="de" countryIsoCode="GB"/></dmRefIdent>',
    )
    modules = (dm(DESCRIPTION, issue="002"), dm(DESCRIPTION, issue="002", language="de"), dm(DESCRIPTION, issue="003"))
    (module,) = csdb_of(*modules, pm(f"<pmEntry>{listed}</pmEntry>")).modules.values()
    assert (module.issue, module.language) == ("002-00", "de-GB")


def test_a_withdrawn_module_says_so() -> None:
    (module,) = csdb_of(dm(DESCRIPTION, issue_type="deleted")).modules.values()
    assert module.deleted


def test_a_module_without_content_is_an_empty_one() -> None:
    bare = dm("").replace(b"<content></content>", b"")
    (module,) = collect(source_of({"a.xml": bare}), Findings()).modules.values()
    assert len(module.content) == 0
