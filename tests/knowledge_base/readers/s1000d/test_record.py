import pytest

from knowledge_base.readers.passages import BlockKind
from knowledge_base.readers.s1000d.record import codes_of, fields_of, with_unit, write_record
from tests.knowledge_base.readers.s1000d.oven import applic, code, dm, dm_ref, element, text_of, words_of

RULES = dm(
    "<brex><structureObjectRule><objectPath>//threshold/@thresholdUnitOfMeasure</objectPath>"
    '<objectValue valueAllowed="th03">Months</objectValue></structureObjectRule></brex>',
    info="022",
)
GROUP = f"<referencedApplicGroup>{applic('gas', 'Gas ovens')}</referencedApplicGroup><description/>"


def fields(xml: str) -> list[str]:
    return fields_of(text_of(GROUP, RULES), element(xml))


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ("<wire><wireNumber>W1</wireNumber><length unitOfMeasure='mm'>500</length></wire>", ["W1", "500 mm"]),
        ("<taskItem taskName='Look'><task><simplePara>At it.</simplePara></task></taskItem>", ["Look", "At it."]),
        (("<limit><threshold thresholdUnitOfMeasure='th03'><thresholdValue>6</thresholdValue><tolerance "
         "toleranceType='plusorminus' toleranceValue='1'/></threshold></limit>"), ["6 Months ±1"]),
        ("<limit><threshold thresholdUnitOfMeasure='th99'><thresholdValue>6</thresholdValue></threshold></limit>",
         ["6 th99"]),
        ("<equip><partRef partNumberValue='P-3' manufacturerCodeValue='M1'/></equip>", ["P-3", "M1"]),
        ("<location applicRefId='gas'><place>left</place></location>", ["left"]),
        ("<item><location applicRefId='gas'>left</location></item>", ["Gas ovens: left"]),
        ("<item><symbol/><name> </name></item>", []),
    ],
)  # fmt: skip
def test_an_entry_is_its_fields_in_their_order(xml: str, said: list[str]) -> None:
    assert fields(xml) == said


def test_a_reference_in_an_entry_is_shown_as_in_a_sentence() -> None:
    assert fields(f"<repair><refs>{dm_ref('921')}</refs></repair>") == [code("921")]


def test_codes_are_numbers_of_parts_tools_and_faults_each_once() -> None:
    xml = (
        '<x faultCode="F1"><toolRef toolNumber="T-1"/><partNumber> P-3 </partNumber><partNumber/>'
        '<partRef partNumberValue="P-3"/></x>'
    )
    assert codes_of(element(xml)) == ("F1", "T-1", "P-3")


def test_an_entry_of_a_repository_is_an_entry_of_a_code_table() -> None:
    out = text_of("<commonRepository/>")
    write_record(out, element('<toolSpec><toolIdent toolNumber="T-1"/><name>Hook</name></toolSpec>'))
    write_record(out, element('<wire><partRef partNumberValue="P-3"/></wire>'))
    assert words_of(out) == ["T-1, Hook", "P-3"]
    assert [block.kind for block in out.blocks] == [BlockKind.CODE, BlockKind.TEXT]
    assert out.blocks[0].codes == (code(), "T-1")


def test_a_value_has_its_unit_behind_it() -> None:
    assert with_unit("0,3", "h") == "0,3 h"
    assert with_unit("As required", None) == "As required"
    assert with_unit("", "h") == ""
