import pytest

from knowledge_base.readers.s1000d.common_info import CommonInfo, catalog_place
from knowledge_base.records import NoticeKind
from tests.knowledge_base.readers.s1000d.oven import code, csdb_of, dm, element

SPEC = (
    '<toolSpec><toolIdent toolNumber="{}" manufacturerCodeValue="{}"/><itemIdentData><descrForPart>Steel</descrForPart>'
    "<shortName>{}</shortName></itemIdentData></toolSpec>"
)
TOOLS = ("T-1 M1 Wrench", "T-2 M1 Hook", "T-2 M1 Lamp", "T-3 M1 Pump", "T-3 M2 Pump")
REPOSITORY = f"<commonRepository>{''.join(SPEC.format(*one.split()) for one in TOOLS)}</commonRepository>"
NOTICES = """<commonRepository><warningRepository><warningSpec><warningIdent warningIdentNumber="w-7"/>
<warningAndCautionPara>Hot.</warningAndCautionPara></warningSpec></warningRepository></commonRepository>"""


def common(*contents: str) -> CommonInfo:
    modules = (dm(content, info=f"{number:03}") for number, content in enumerate(contents, 1))
    return CommonInfo(csdb_of(*modules).modules.values())


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ('<toolRef toolNumber="T-1" manufacturerCodeValue="M1"/>', "Wrench"),
        ('<toolRef toolNumber="T-1"/>', "Wrench"),
        ('<toolRef toolNumber="T-1" manufacturerCodeValue="M9"/>', None),
        ('<toolRef toolNumber="T-2" manufacturerCodeValue="M1"/>', None),
        ('<toolRef toolNumber="T-3"/>', "Pump"),
        ('<toolRef toolNumber="T-9"/>', None),
        ('<supplyRef supplyNumber="T-1"/>', None),
        ("<para/>", None),
    ],
)
def test_a_number_has_the_one_name_that_a_repository_gives_it(reference: str, name: str | None) -> None:
    assert common(REPOSITORY).name_of(element(reference)) == name


def test_supplies_parts_and_places_are_looked_up_by_their_own_numbers() -> None:
    info = common(
        '<commonRepository><supplyRepository><supplySpec><supplyIdent supplyNumber="S-1"/><name>Oil</name></supplySpec>'
        "</supplyRepository></commonRepository>",
        '<commonRepository><zoneRepository><zoneSpec><zoneIdent zoneNumber="200"/><zoneAlts><zone><itemDescr>From 5 to '
        "9 m</itemDescr></zone></zoneAlts></zoneSpec></zoneRepository></commonRepository>",
    )
    assert info.name_of(element('<supplyRef supplyNumber="S-1"/>')) == "Oil"
    assert info.name_of(element('<zoneRef zoneNumber="200"/>')) is None


def test_a_warning_is_found_in_the_repository_that_is_named() -> None:
    info = common(NOTICES, NOTICES.replace("Hot", "Cold"))
    found = info.notice(NoticeKind.WARNING, "w-7", code("002"))
    assert found is not None
    assert "".join(found.itertext()).strip() == "Cold."
    assert info.notice(NoticeKind.WARNING, "w-7", code("009")) is None
    assert info.notice(NoticeKind.CAUTION, "w-7", code("002")) is None


def test_without_a_named_repository_a_warning_must_be_the_only_one_of_its_number() -> None:
    assert common(NOTICES).notice(NoticeKind.WARNING, "w-7", "") is not None
    assert common(NOTICES, NOTICES).notice(NoticeKind.WARNING, "w-7", "") is None


def test_a_place_in_the_catalogue_leads_to_the_part() -> None:
    info = common(
        '<illustratedPartsCatalog><catalogSeqNumber systemCode="D10" figureNumber="01" item="003"><itemSeqNumber '
        'itemSeqNumberValue="00A"><partRef partNumberValue="P-3" manufacturerCodeValue="M1"/></itemSeqNumber>'
        "</catalogSeqNumber></illustratedPartsCatalog>"
    )
    ref = '<catalogSeqNumberRef systemCode="D10" figureNumber="01" item="003" itemSeqNumberValue="{}"/>'
    assert info.part_in_catalog(element(ref.format("00A"))) == ("P-3", "M1")
    assert info.part_in_catalog(element(ref.format("05A"))) is None
    assert catalog_place(element(ref.format("00A")))[:1] == ("D10",)


def test_a_coded_value_means_what_the_business_rules_say_or_itself() -> None:
    rule = (
        "<brex><structureObjectRule><objectPath>//@skillLevelCode</objectPath>"
        '<objectValue valueAllowed="sk02">{}</objectValue></structureObjectRule></brex>'
    )
    assert common(rule.format("Intermediate")).meaning("skillLevelCode", "sk02") == "Intermediate"
    assert common(rule.format("Intermediate")).meaning("skillLevelCode", "sk03") == "sk03"
    assert common(rule.format("Intermediate"), rule.format("Senior")).meaning("skillLevelCode", "sk02") == "sk02"
