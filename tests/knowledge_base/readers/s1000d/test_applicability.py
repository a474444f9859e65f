import pytest

from knowledge_base.readers.s1000d.applicability import Applicability
from knowledge_base.readers.s1000d.common_info import CommonInfo
from knowledge_base.readers.s1000d.findings import Findings
from knowledge_base.records import FindingKind
from tests.knowledge_base.readers.s1000d.oven import applic, csdb_of, dm, element, of_kind

ASSERTS = (
    '<applic id="x"><evaluate andOr="and"><assert applicPropertyIdent="serial" applicPropertyValues="0010|0056~0062"/>'
    '<evaluate andOr="or"><assert applicPropertyIdent="model" applicPropertyValues="Gas"/>'
    '<assert applicPropertyIdent="model" applicPropertyValues="Dual"/></evaluate></evaluate></applic>'
)
REPOSITORY = (
    f"<referencedApplicGroup>{applic('g', 'Gas ovens')}</referencedApplicGroup><commonRepository><applicRepository>"
    '<applicSpec applicMapRefId="g"><applicSpecIdent applicIdentValue="app-1"/></applicSpec>'
    "</applicRepository></commonRepository>"
)
GROUP = "<referencedApplicGroup>{}</referencedApplicGroup><description/>"


def applicability(content: str, *, status: str = "", findings: Findings | None = None) -> Applicability:
    csdb = csdb_of(dm(content, status=status), dm(REPOSITORY, info="0A2"))
    module = next(iter(csdb.modules.values()))
    return Applicability(module, CommonInfo(csdb.modules.values()), findings or Findings())


def test_an_element_is_for_the_products_that_are_shown() -> None:
    of = applicability(GROUP.format(applic("a", "Gas ovens"))).of
    assert of(element('<para applicRefId="a"/>')) == "Gas ovens"
    assert of(element("<para/>")) == ""


def test_what_is_no_more_than_the_whole_module_says_is_not_repeated() -> None:
    status = "<applic><displayText><simplePara>Gas ovens</simplePara></displayText></applic>"
    found = applicability(GROUP.format(applic("a", "Gas ovens")), status=status)
    assert found.of_module() == "Gas ovens"
    assert found.of(element('<para applicRefId="a"/>')) == ""


def test_without_shown_words_the_condition_itself_is_told() -> None:
    found = applicability(GROUP.format(ASSERTS))
    assert found.of(element('<para applicRefId="x"/>')) == "serial 0010|0056~0062 and (model Gas or model Dual)"


@pytest.mark.parametrize("where", ["status", "content"])
def test_a_reference_leads_to_the_repository_of_the_set(where: str) -> None:
    ref = '<applicRef applicIdentValue="app-1" id="r"/>'
    if where == "status":
        assert applicability("<description/>", status=ref).of_module() == "Gas ovens"
    else:
        content = f"<referencedApplicGroupRef>{ref}</referencedApplicGroupRef><description/>"
        assert applicability(content).of(element('<para applicRefId="r"/>')) == "Gas ovens"


def test_a_reference_to_nothing_is_a_finding() -> None:
    findings = Findings()
    assert applicability("<description/>", findings=findings).of(element('<para applicRefId="no"/>')) == ""
    (what,) = of_kind(findings.all(), FindingKind.MISSING)
    assert what.startswith("does not say which products no stands for")
