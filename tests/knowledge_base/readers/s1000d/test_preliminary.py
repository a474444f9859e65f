from knowledge_base.readers.s1000d.module_text import ModuleText
from knowledge_base.readers.s1000d.preliminary import Preliminaries, read_closing, read_preliminaries
from knowledge_base.records import Quote
from tests.knowledge_base.readers.s1000d.oven import applic, code, dm, dm_ref, element, text_of, words_of

STATUS = "<applic><displayText><simplePara>All tunnel ovens</simplePara></displayText></applic>"
GROUP = (
    f"<referencedApplicGroup>{applic('gas', 'Gas ovens')}{applic('el', 'Electric ovens')}</referencedApplicGroup>"
    "<procedure/>"
)
RULES = dm(
    "<brex><structureObjectRule><objectPath>//@skillLevelCode</objectPath>"
    '<objectValue valueAllowed="sk02">Intermediate</objectValue></structureObjectRule></brex>',
    info="022",
)
PERSON = (
    '<person man="A"><personCategory personCategoryCode="Fitter"/><personSkill skillLevelCode="sk02"/>'
    '<trade>Mechanic</trade><estimatedTime unitOfMeasure="h">{}</estimatedTime></person>'
)


def read(inside: str, status: str = "") -> tuple[ModuleText, Preliminaries]:
    out = text_of(GROUP, RULES, status=status)
    return out, read_preliminaries(out, element(f"<preliminaryRqmts>{inside}</preliminaryRqmts>"))


def said(quote: Quote | None) -> str | None:
    return quote.text if quote else None


def conditions(inside: str) -> str:
    return f"<reqCondGroup>{inside}</reqCondGroup>"


def test_the_conditions_and_the_products_of_the_module_are_one_slice() -> None:
    where = (
        "<productionMaintData><workLocation><workArea>below the belt</workArea></workLocation></productionMaintData>"
    )
    cold = "<reqCondNoRef><reqCond>The oven is cold.</reqCond></reqCondNoRef>"
    off = f"<reqCondDm><reqCond>The gas is off.</reqCond>{dm_ref('010')}</reqCondDm>"
    out, found = read(where + conditions(cold + off), STATUS)
    assert said(found.preconditions) == f"All tunnel ovens\n\nThe oven is cold.\n\nThe gas is off. ({code('010')})"
    assert words_of(out)[0] == "below the belt"


def test_without_conditions_the_products_remain() -> None:
    assert said(read(conditions("<noConds/>"), STATUS)[1].preconditions) == "All tunnel ovens"
    assert said(read_preliminaries(text_of(GROUP, status=STATUS), None).preconditions) == "All tunnel ovens"
    assert read(conditions("<noConds/>"))[1].preconditions is None


def test_a_condition_of_some_products_says_so() -> None:
    limited = '<reqCondNoRef applicRefId="gas"><reqCond>The gas is off.</reqCond></reqCondNoRef>'
    assert said(read(conditions(limited))[1].preconditions) == "Gas ovens: The gas is off."


def test_persons_are_told_with_skill_trade_and_time() -> None:
    _, found = read(f"<reqPersons>{PERSON.format('0,3')}</reqPersons>")
    assert said(found.personnel) == "A, Fitter, Intermediate, Mechanic, 0,3 h"
    assert said(found.duration) == "0,3 h"


def test_persons_for_different_products_are_one_slice_that_says_which() -> None:
    persons = f'<reqPersons applicRefId="gas">{PERSON}</reqPersons><reqPersons applicRefId="el">{PERSON}</reqPersons>'
    _, found = read(persons.format("1,0", "1,0"))
    one = "A, Fitter, Intermediate, Mechanic, 1,0 h"
    assert said(found.personnel) == f"Gas ovens: {one}\n\nElectric ovens: {one}"
    assert said(found.duration) == "1,0 h"


def test_different_times_are_no_duration_for_nobody_says_how_they_add_up() -> None:
    assert read(f"<reqPersons>{PERSON.format(1)}{PERSON.format(2)}</reqPersons>")[1].duration is None


def test_the_duration_of_the_task_goes_before_that_of_its_persons() -> None:
    whole = '<productionMaintData{}><taskDuration unitOfMeasure="h" {}/></productionMaintData>'
    plain = whole.format("", 'startupDuration="0" procedureDuration="1,5" closeupDuration="0"')
    parts = whole.format("", 'startupDuration="0,5" procedureDuration="2" closeupDuration="0"')
    limited = whole.format(' applicRefId="gas"', 'procedureDuration="1"')
    persons = f"<reqPersons>{PERSON.format(9)}</reqPersons>"
    assert said(read(plain + persons)[1].duration) == "1,5 h"
    assert said(read(parts)[1].duration) == "startup 0,5 h, procedure 2 h"
    assert said(read(plain + limited)[1].duration) == "1,5 h\n\nGas ovens: 1 h"


def test_tools_supplies_and_spares_are_kept_apart() -> None:
    _, found = read(
        "<reqSupportEquips><supportEquipDescr><name>Hook</name></supportEquipDescr></reqSupportEquips>"
        "<reqSupplies><supplyDescr><name>Grease</name></supplyDescr></reqSupplies>"
        "<reqSpares><spareDescr><name>Seal</name></spareDescr></reqSpares>"
    )
    assert [[quote.text for quote in field] for field in (found.tools, found.supplies, found.parts)] == [
        ["Hook"],
        ["Grease"],
        ["Seal"],
    ]


def test_the_safety_section_is_read_in_its_order() -> None:
    _, found = read(
        "<reqSafety><safetyRqmts><caution><warningAndCautionPara>Sharp.</warningAndCautionPara></caution>"
        "<warning><warningAndCautionPara>Hot.</warningAndCautionPara></warning><note><notePara>Long.</notePara></note>"
        "</safetyRqmts></reqSafety>"
    )
    assert [(notice.kind.value, notice.quote.text) for notice in found.notices] == [
        ("caution", "Sharp."),
        ("warning", "Hot."),
        ("note", "Long."),
    ]


def test_required_modules_are_written() -> None:
    out, _ = read(f"<reqTechInfoGroup><reqTechInfo>{dm_ref('341')}</reqTechInfo></reqTechInfoGroup>")
    assert words_of(out) == [code("341")]


def test_each_closing_condition_is_a_criterion() -> None:
    out = text_of(GROUP)
    leak = "<reqCondNoRef><reqCond>No leak.</reqCond></reqCondNoRef>"
    waste = (
        "<reqCondExternalPub><reqCond>Waste is gone.</reqCond><externalPubRef><externalPubTitle>Waste"
        "</externalPubTitle></externalPubRef></reqCondExternalPub>"
    )
    closing = element(f"<closeRqmts>{conditions(leak + waste)}</closeRqmts>")
    assert [quote.text for quote in read_closing(out, closing)] == ["No leak.", "Waste is gone. (Waste)"]
    assert read_closing(out, None) == ()
