import pytest

from knowledge_base.readers.s1000d.findings import Findings
from knowledge_base.readers.s1000d.requirement import read_requirements
from knowledge_base.records import FindingKind
from tests.knowledge_base.readers.s1000d.oven import applic, code, dm, element, of_kind, text_of, words_of

GROUP = f"<referencedApplicGroup>{applic('gas', 'Gas ovens')}</referencedApplicGroup><procedure>{{}}</procedure>"
TOOLS = dm(
    '<commonRepository><toolSpec><toolIdent toolNumber="T-1" manufacturerCodeValue="M1"/><shortName>Hook</shortName>'
    "</toolSpec></commonRepository>",
    info="00N",
)
CATALOG = dm(
    '<illustratedPartsCatalog><catalogSeqNumber systemCode="D10" figureNumber="01" item="003"><itemSeqNumber '
    'itemSeqNumberValue="00A"><partRef partNumberValue="P-3" manufacturerCodeValue="M1"/></itemSeqNumber>'
    "</catalogSeqNumber></illustratedPartsCatalog>",
    info="941",
)
NUMBER = (
    "<identNumber><manufacturerCode>M1</manufacturerCode><partAndSerialNumber><partNumber>P-9</partNumber>"
    "</partAndSerialNumber></identNumber>"
)
PLACE = '<catalogSeqNumberRef systemCode="D10" figureNumber="01" item="003" itemSeqNumberValue="00A"/>'


def required(section: str, findings: Findings | None = None) -> list[str]:
    out = text_of(GROUP.format(section), TOOLS, CATALOG, findings=findings)
    procedure = out.module.content.find("procedure")
    assert procedure is not None
    return [quote.text for quote in read_requirements(out, procedure[0])]


def tools(*inside: str) -> str:
    things = "".join(f"<supportEquipDescr>{one}</supportEquipDescr>" for one in inside)
    return f"<reqSupportEquips><supportEquipDescrGroup>{things}</supportEquipDescrGroup></reqSupportEquips>"


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        (f'<name>Torque wrench</name>{NUMBER}<reqQuantity unitOfMeasure="EA">1</reqQuantity>',
         "Torque wrench, M1, P-9, 1 EA"),
        ("<name>Grease</name><reqQuantity>As required</reqQuantity>", "Grease, As required"),
        ('<toolRef toolNumber="T-1" manufacturerCodeValue="M1"/><reqQuantity unitOfMeasure="EA">2</reqQuantity>',
         "Hook, T-1, M1, 2 EA"),
        ('<name>Long hook</name><toolRef toolNumber="T-1"/>', "Long hook, T-1"),
        ('<name>Set</name><materialSetRef materialSetIdent="S-5"/>', "Set, S-5"),
        (f"<name>Seal</name>{PLACE}", "Seal, D10-01-003-00A, P-3, M1"),
        (f"<name>Seal</name>{PLACE}{NUMBER}", "Seal, D10-01-003-00A, M1, P-9"),
        ("<name>Rag</name><remarks><simplePara>Clean.</simplePara></remarks>", "Rag, Clean."),
    ],
)  # fmt: skip
def test_a_thing_is_told_by_name_number_and_quantity(inside: str, said: str) -> None:
    assert required(tools(inside)) == [said]


def test_what_is_inside_a_thing_follows_it() -> None:
    inside = (
        "<name>Kit</name><embeddedSupportEquipDescr><name>Hook</name><reqQuantity unitOfMeasure='EA'>3</reqQuantity>"
        "</embeddedSupportEquipDescr>"
    )
    assert required(tools(inside, "<name>Rag</name>")) == ["Kit", "Hook, 3 EA", "Rag"]


def test_what_is_for_some_products_only_says_so_and_so_does_what_is_inside_it() -> None:
    section = (
        '<reqSpares><spareDescrGroup><spareDescr applicRefId="gas"><name>Nozzle set</name><embeddedSpareDescr>'
        "<name>Nozzle</name></embeddedSpareDescr></spareDescr><spareDescr><name>Seal</name></spareDescr>"
        "</spareDescrGroup></reqSpares>"
    )
    assert required(section) == ["Gas ovens: Nozzle set", "Gas ovens: Nozzle", "Seal"]
    assert (
        required(section.replace("<spareDescrGroup>", "<spareDescrGroup applicRefId='gas'>"))[-1] == "Gas ovens: Seal"
    )


def test_a_footnote_stands_with_the_things_that_refer_to_it() -> None:
    section = (
        "<reqSpares><spareDescrGroup><spareDescr><name>Lamp</name><footnoteRemarks><footnoteRef internalRefId='n'/>"
        "</footnoteRemarks></spareDescr><footnote id='n'><para>Not cracked.</para></footnote>"
        "<footnote id='m'><para>Cold.</para></footnote></spareDescrGroup></reqSpares>"
    )
    out = text_of(GROUP.format(section))
    (spares,) = out.module.content.iter("reqSpares")
    assert [quote.text for quote in read_requirements(out, spares)] == ["Lamp, Not cracked."]
    assert words_of(out) == ["Lamp, Not cracked.", "Cold."]


def test_a_number_that_nobody_names_stays_and_is_a_finding() -> None:
    findings = Findings()
    assert required(tools('<toolRef toolNumber="T-8" manufacturerCodeValue="M1"/>'), findings) == ["T-8, M1"]
    assert of_kind(findings.all(), FindingKind.MISSING) == [
        "names T-8, M1 by its number alone, and no repository here knows one name for it"
    ]


def test_a_place_that_no_catalogue_has_is_a_finding() -> None:
    findings = Findings()
    assert required(tools(f"<name>Seal</name>{PLACE.replace('003', '004')}"), findings) == ["Seal, D10-01-004-00A"]
    (what,) = of_kind(findings.all(), FindingKind.MISSING)
    assert what == "names a part by its place in a catalogue, D10-01-004-00A, which is not here"


def test_the_numbers_of_a_thing_are_its_codes() -> None:
    out = text_of("<procedure/>")
    (quote,) = read_requirements(out, element(tools(f"<name>Wrench</name>{NUMBER}")))
    assert quote.citation.module == out.module.label
    assert out.blocks[0].codes == (code(), "P-9")


def test_nothing_is_required_where_the_manual_says_so() -> None:
    assert required("<reqSupportEquips><noSupportEquips/></reqSupportEquips>") == []
