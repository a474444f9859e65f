from knowledge_base.readers.passages import BlockKind
from knowledge_base.readers.s1000d.findings import Findings
from knowledge_base.readers.s1000d.module_text import title_of
from knowledge_base.records import FindingKind, NoticeKind
from tests.knowledge_base.readers.s1000d.oven import code, dm, dm_code, element, of_kind, text_of, words_of

OWN = (
    '<warningsAndCautions><warning id="w1"><warningAndCautionPara>Hot.</warningAndCautionPara></warning>'
    '<caution id="c1"><warningAndCautionPara>Fragile.</warningAndCautionPara></caution></warningsAndCautions>'
)
BY_REFERENCE = (
    f'<warningsAndCautionsRef><warningRef id="w9" warningIdentNumber="n-9"><dmRef><dmRefIdent>{dm_code("012")}'
    "</dmRefIdent></dmRef></warningRef></warningsAndCautionsRef>"
)
REPOSITORY = dm(
    '<commonRepository><warningSpec><warningIdent warningIdentNumber="n-9"/><warningAndCautionPara>Gas.'
    "</warningAndCautionPara></warningSpec></commonRepository>",
    info="012",
)


def test_a_block_knows_its_section_module_and_task() -> None:
    out = text_of("<procedure/>")
    out.task = "T"
    with out.under("Doors"):
        out.put("They are hot.")
    (block,) = out.blocks
    assert (block.section, block.module, block.task_id) == (
        ("Burner - Remove", "Doors"),
        f"{code()}_003-00_EN-GB",
        "T",
    )
    assert out.text.text == "Burner - Remove\n\nDoors\n\nThey are hot."


def test_the_first_block_carries_the_code_of_the_module() -> None:
    out = text_of("<procedure/>")
    out.put("one")
    out.put("two", codes=("P-3",))
    assert [block.codes for block in out.blocks] == [(code(),), ("P-3",)]


def test_nothing_is_written_for_no_words() -> None:
    out = text_of("<procedure/>")
    assert out.put("") is None
    assert out.blocks == []


def test_a_quote_stands_in_the_section_that_is_being_written() -> None:
    out = text_of("<procedure/>")
    with out.under("Doors"):
        span = out.put("Hot.")
        assert span is not None
        quote = out.quote(span)
    assert (quote.text, quote.citation.section, quote.citation.module) == (
        "Hot.",
        ("Burner - Remove", "Doors"),
        out.module.label,
    )


def test_a_notice_is_written_in_its_place_paragraph_by_paragraph() -> None:
    out = text_of("<procedure/>")
    xml = (
        "<warning><symbol/><warningAndCautionPara>Hot.</warningAndCautionPara>"
        "<warningAndCautionPara>Wait.</warningAndCautionPara></warning>"
    )
    notice = out.notice(element(xml), NoticeKind.WARNING)
    assert notice is not None
    assert (notice.kind, notice.quote.text) == (NoticeKind.WARNING, "Hot.\nWait.")
    assert out.blocks[0].kind is BlockKind.NOTICE


def test_warnings_and_cautions_of_the_module_are_found_by_their_ids() -> None:
    out = text_of(OWN + "<procedure/>")
    found = out.referred_notices(element('<proceduralStep cautionRefs="c1" warningRefs="w1"/>'))
    assert [(one.kind, one.quote.text) for one in found] == [
        (NoticeKind.WARNING, "Hot."),
        (NoticeKind.CAUTION, "Fragile."),
    ]


def test_a_warning_of_another_module_is_found_by_its_number() -> None:
    out = text_of(BY_REFERENCE + "<procedure/>", REPOSITORY)
    (notice,) = out.referred_notices(element('<safetyRqmts warningRefs="w9"/>'))
    assert (notice.quote.text, notice.quote.citation.module) == ("Gas.", out.module.label)


def test_a_warning_that_is_not_there_is_a_finding() -> None:
    findings = Findings()
    out = text_of(BY_REFERENCE + "<procedure/>", findings=findings)
    assert out.referred_notices(element('<proceduralStep warningRefs="w9 w8"/>')) == []
    assert of_kind(findings.all(), FindingKind.MISSING) == [
        "refers to the warning n-9, which is in no repository here",
        "refers to the warning w8, which is not in this module, or not just once",
    ]


def test_a_warning_that_nothing_refers_to_is_written_and_guards_no_step() -> None:
    findings = Findings()
    out = text_of(OWN + '<procedure><safetyRqmts warningRefs="w1"/></procedure>', findings=findings)
    out.unused_notices()
    assert words_of(out) == ["Fragile."]
    assert of_kind(findings.all(), FindingKind.NOT_UNDERSTOOD) == ["no step refers to c1 alone: it guards none"]


def test_two_warnings_of_one_id_are_written_and_guard_no_step() -> None:
    findings = Findings()
    twice = OWN.replace('<caution id="c1">', '<caution id="w1">')
    out = text_of(twice + '<procedure><safetyRqmts warningRefs="w1"/></procedure>', findings=findings)
    assert out.referred_notices(element('<proceduralStep warningRefs="w1"/>')) == []
    out.unused_notices()
    assert words_of(out) == ["Hot.", "Fragile."]


def test_the_words_of_what_is_no_task_remain_as_text() -> None:
    out = text_of("<procedure/>")
    out.task = "T"
    out.put("Lift.", BlockKind.STEP)
    out.forget_task("T")
    assert [(block.kind, block.task_id) for block in out.blocks] == [(BlockKind.TEXT, None)]


def test_a_title_is_the_one_of_the_element_itself() -> None:
    assert title_of(element("<levelledPara><title>Door <b>1</b></title></levelledPara>")) == "Door 1"
    assert title_of(element("<levelledPara><levelledPara><title>Door</title></levelledPara></levelledPara>")) == ""
