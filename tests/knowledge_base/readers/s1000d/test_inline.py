import pytest

from knowledge_base.readers.s1000d.findings import Findings
from knowledge_base.records import FindingKind
from tests.knowledge_base.readers.s1000d.oven import applic, code, dm, dm_ref, element, of_kind, text_of

TARGETS = (
    f"<referencedApplicGroup>{applic('gas', 'Gas ovens')}</referencedApplicGroup>"
    "<description><figure id='f'><title>Door</title></figure><sbDuration id='s'><quantity quantityUnitOfMeasure='h'>"
    "1.5</quantity></sbDuration><x id='y'><internalRef internalRefId='y'/></x></description>"
)
CONTROLS = (
    '<commonRepository><controlIndicatorSpec controlIndicatorNumber="ci-1"><controlIndicatorName>Lamp'
    '</controlIndicatorName></controlIndicatorSpec><functionalItemSpec><functionalItemIdent functionalItemNumber="K1"/>'
    "<name>Relay</name></functionalItemSpec></commonRepository>"
)


def words(inside: str, findings: Findings | None = None) -> str:
    return text_of(TARGETS, dm(CONTROLS, info="00X"), findings=findings).inline.words(element(f"<para>{inside}</para>"))


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("\n\tOpen  the\n door. ", "Open the door."),
        ("H<subScript>2</subScript>O, 3 m<superScript>2</superScript>", "H2O, 3 m2"),
        ("Do <emphasis>not</emphasis> touch<indexFlag indexLevelOne='x'/>.", "Do not touch."),
        ("A <acronym><acronymTerm>PLC</acronymTerm><acronymDefinition>Box</acronymDefinition></acronym>.", "A PLC."),
        ("See <internalRef internalRefId='f'/>.", "See Fig 1."),
        ("See <internalRef internalRefId='f'>the picture</internalRef>.", "See the picture."),
        ("It takes <internalRef internalRefId='s'/>.", "It takes 1.5 h."),
        ("Set <inlineSignificantData>on</inlineSignificantData>.", "Set on."),
        ("Dear <variableRef variableName='name'/>,", "Dear name,"),
        ("Press <controlIndicatorRef controlIndicatorNumber='ci-1'/>.", "Press Lamp."),
        ("Press <controlIndicatorRef controlIndicatorNumber='ci-2'/>.", "Press ci-2."),
        ("Pull <functionalItemRef functionalItemNumber='K1'/>.", "Pull Relay (K1)."),
        ("Pull <functionalItemRef functionalItemNumber='K2'/>.", "Pull K2."),
        (
            "Pull <circuitBreakerRef circuitBreakerNumber='Q4'><name>Heating</name></circuitBreakerRef>.",
            "Pull Heating (Q4).",
        ),
        (
            (
                "See <externalPubRef><externalPubRefIdent><externalPubCode>B-7</externalPubCode><externalPubTitle>Waste"
                "</externalPubTitle></externalPubRefIdent></externalPubRef>."
            ),
            "See B-7 Waste.",
        ),
        (
            (
                "Take <identNumber><manufacturerCode>M1</manufacturerCode><partAndSerialNumber>"
                "<partNumber>P-3</partNumber></partAndSerialNumber></identNumber>."
            ),
            "Take M1 P-3.",
        ),
    ],
)
def test_a_paragraph_is_told_as_a_reader_sees_it(inside: str, said: str) -> None:
    assert words(inside) == said


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<quantity quantityUnitOfMeasure='mm'>25</quantity>", "25 mm"),
        ("<quantity>25 mm</quantity>", "25 mm"),
        (
            (
                "<quantity><quantityGroup><quantityValue quantityUnitOfMeasure='kg'>+0.8</quantityValue>"
                "<quantityValue quantityUnitOfMeasure='lbm'>+1.76</quantityValue></quantityGroup></quantity>"
            ),
            "+0.8 kg +1.76 lbm",
        ),
        (
            (
                "<quantity quantityUnitOfMeasure='bar'><quantityGroup><quantityValue>2,5</quantityValue>"
                "<quantityTolerance quantityToleranceType='plusorminus'>0,1</quantityTolerance>"
                "</quantityGroup></quantity>"
            ),
            "2,5 bar ±0,1 bar",
        ),
        (
            (
                "<quantity><quantityGroup quantityGroupType='minimum' quantityUnitOfMeasure='Nm'><quantityValue>10"
                "</quantityValue></quantityGroup><quantityGroup quantityGroupType='maximum' quantityUnitOfMeasure='Nm'>"
                "<quantityValue>12</quantityValue></quantityGroup></quantity>"
            ),
            "minimum 10 Nm maximum 12 Nm",
        ),
    ],
)
def test_a_value_keeps_its_unit_and_tolerance(inside: str, said: str) -> None:
    assert words(inside) == said


def test_a_reference_to_a_module_shows_its_title_or_its_code() -> None:
    title = "<techName>Belt</techName><infoName>Test</infoName>"
    assert words(f"Refer to {dm_ref('341', title=title)}.") == "Refer to Belt - Test."
    assert words(f"Refer to {dm_ref('341')}.") == f"Refer to {code('341')}."


def test_list_items_and_further_paragraphs_begin_new_lines() -> None:
    inside = (
        "Grease:\n<randomList><listItem><para>the shaft </para></listItem>\n<listItem><para>the cam</para></listItem>"
        "</randomList>then wait.<definitionList><definitionListItem><listItemTerm>Shaft</listItemTerm>"
        "<listItemDefinition><para>It turns.</para></listItemDefinition></definitionListItem></definitionList>"
    )
    assert words(inside) == "Grease:\nthe shaft\nthe cam\nthen wait.\nShaft:\nIt turns."


def test_what_is_for_some_products_only_says_so() -> None:
    assert words("Set <emphasis applicRefId='gas'>40 mbar</emphasis>.") == "Set Gas ovens: 40 mbar."


def test_a_reference_to_nothing_shows_its_id_and_is_a_finding() -> None:
    findings = Findings()
    assert words("See <internalRef internalRefId='gone'/>.", findings) == "See gone."
    assert of_kind(findings.all(), FindingKind.MISSING) == [
        "refers to gone, which is not in this module, or not just once"
    ]


def test_a_reference_that_leads_to_itself_ends() -> None:
    assert words("See <internalRef internalRefId='y'/>.") == "See y."


def test_many_references_into_each_other_cost_no_time() -> None:
    ref = "<internalRef internalRefId='r{}'/>"
    chain = "".join(f"<x id='r{n}'>{ref.format(n + 1) * 2}</x>" for n in range(60))
    out = text_of(f"<description>{chain}<x id='r60'>end</x></description>")
    assert out.inline.words(element("<para><internalRef internalRefId='r0'/></para>")).startswith("r")


def test_a_no_break_space_stays() -> None:
    assert words("Tighten to 25\u00a0N·m.") == "Tighten to 25\u00a0N·m."
