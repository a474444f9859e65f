import pytest

from knowledge_base.readers.s1000d.common_info import CommonInfo
from knowledge_base.readers.s1000d.references import References
from tests.knowledge_base.readers.s1000d.oven import csdb_of, dm, procedure, step

CONTENT = (
    "<procedure><mainProcedure><proceduralStep><title>Prepare</title>"
    + step("Look.", 'id="a"')
    + "<proceduralStepAlts>"
    + step("Close the gas.", 'id="b"')
    + step("Pull the plug.", 'id="c"')
    + "</proceduralStepAlts></proceduralStep>"
    + step('<para>Lift.</para><figure id="f"><title>Lift</title><graphic id="g"><hotspot id="h" hotspotTitle="Eye"/>'
           '<hotspot id="i"/></graphic></figure>', 'id="d"')
    + "<figure id='f2'><title>Door</title></figure><table><tgroup/></table><table id='t'><title>Torques</title></table>"
    + "</mainProcedure></procedure>"
)  # fmt: skip
NAMES = (
    '<procedure><preliminaryRqmts><supportEquipDescr id="w"><name>Wrench</name></supportEquipDescr>'
    '<supportEquipDescr id="r"><toolRef toolNumber="T-1"/></supportEquipDescr>'
    '<workLocation id="l"><workArea>below the belt</workArea></workLocation><zoneRef id="z" zoneNumber="200"/>'
    "<levelledPara id='p'><title>Door</title><para>It is hot.</para></levelledPara><para id='q'>Words.</para>"
    "</preliminaryRqmts></procedure>"
)
TOOLS = (
    '<commonRepository><toolSpec><toolIdent toolNumber="T-1"/><shortName>Hook</shortName></toolSpec></commonRepository>'
)


def references(content: str) -> References:
    csdb = csdb_of(dm(content), dm(TOOLS, info="00N"))
    module = next(iter(csdb.modules.values()))
    return References(module.content, CommonInfo(csdb.modules.values()))


def shown(content: str, ident: str) -> str:
    found = references(content)
    target = found.target(ident)
    assert target is not None
    return found.shown(target)


@pytest.mark.parametrize(
    ("ident", "words"),
    [
        ("a", "step 1.1"),
        ("b", "step 1.2"),
        ("c", "step 1.2"),
        ("d", "step 2"),
        ("f", "Fig 1"),
        ("f2", "Fig 2"),
        ("h", "Eye"),
        ("i", "Fig 1"),
        ("t", "Table 1"),
    ],
)
def test_steps_figures_and_tables_are_shown_by_their_numbers(ident: str, words: str) -> None:
    assert shown(CONTENT, ident) == words


@pytest.mark.parametrize(
    ("ident", "words"),
    [("w", "Wrench"), ("r", "Hook"), ("l", "below the belt"), ("z", "200"), ("p", "Door"), ("q", "")],
)
def test_other_things_are_shown_by_their_names(ident: str, words: str) -> None:
    assert shown(NAMES, ident) == words


def test_what_is_not_in_the_module_is_no_target() -> None:
    assert references(procedure(step("Look."))).target("elsewhere") is None


def test_steps_of_a_fault_isolation_are_numbered_one_after_the_other() -> None:
    content = (
        "<faultIsolation><isolationMainProcedure><isolationStep id='a'/><isolationProcedureEnd id='b'/>"
        "<isolationStep id='c'/></isolationMainProcedure></faultIsolation>"
    )
    assert [shown(content, ident) for ident in "abc"] == ["step 1", "step 2", "step 3"]
