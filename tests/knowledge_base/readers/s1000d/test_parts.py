from knowledge_base.records import PassageKind
from tests.knowledge_base.readers.s1000d.oven import dm, read_all

CATALOG = (
    "<illustratedPartsCatalog><figure><title>Burner</title><graphic/></figure>"
    '<initialProvisioningProject initialProvisioningProjectNumber="X"/>'
    '<catalogSeqNumber systemCode="D10" figureNumber="01" figureNumberVariant="A" item="003">'
    '<itemSeqNumber itemSeqNumberValue="00A"><reasonForSelection reasonForSelectionValue="1"/>'
    "<quantityPerNextHigherAssy>2</quantityPerNextHigherAssy>"
    '<partRef manufacturerCodeValue="M1" partNumberValue="P-3"/><partSegment><itemIdentData>'
    "<descrForPart>Nozzle, long</descrForPart></itemIdentData><techData><unitOfIssue>EA</unitOfIssue>"
    "<specialStorage>0</specialStorage></techData></partSegment><locationRcmdSegment><service>X</service>"
    "</locationRcmdSegment></itemSeqNumber>"
    '<itemSeqNumber itemSeqNumberValue="05A"><quantityPerNextHigherAssy>REF</quantityPerNextHigherAssy>'
    '<partRef manufacturerCodeValue="M1" partNumberValue="P-4"/></itemSeqNumber></catalogSeqNumber>'
    "</illustratedPartsCatalog>"
)
REPOSITORY = (
    '<commonRepository><partSpec><partIdent partNumberValue="P-4" manufacturerCodeValue="M1"/><itemIdentData>'
    "<descrForPart>Gasket</descrForPart></itemIdentData></partSpec></commonRepository>"
)


def test_each_part_is_an_entry_that_is_found_by_its_number() -> None:
    reading = read_all(dm(CATALOG, info="941"), dm(REPOSITORY, info="00G"))
    entries = [one for one in reading.passages if one.kind is PassageKind.CODE and "-941A-" in str(one.quote.citation)]
    assert [(entry.quote.text, entry.codes[0]) for entry in entries] == [
        ("Fig 01A item 003, P-3, M1, Nozzle, long, 2 EA", "P-3"),
        ("Fig 01A item 003, P-4, M1, Gasket, REF", "P-4"),
    ]


def test_the_picture_is_named_and_logistics_are_left_out() -> None:
    (text,) = read_all(dm(CATALOG, info="941")).texts.values()
    assert "Fig 1 Burner" in text
    assert "service" not in text
    assert "X" not in text.removeprefix("Burner - Remove")
