from knowledge_base.readers.s1000d.findings import Findings
from knowledge_base.records import FindingKind


def test_findings_are_kept_in_order_and_each_is_said_once_a_file() -> None:
    findings = Findings()
    findings.add(FindingKind.MISSING, "b.xml", "line 3", "no figure")
    findings.add(FindingKind.MISSING, "b.xml", "line 9", "no figure")
    findings.add(FindingKind.MISSING, "a.xml", "line 1", "no figure")
    assert [(one.file, one.place) for one in findings.all()] == [("b.xml", "line 3"), ("a.xml", "line 1")]
