from knowledge_base.readers.passages import BlockKind
from knowledge_base.readers.s1000d.description import write
from knowledge_base.readers.s1000d.module_text import ModuleText
from tests.knowledge_base.readers.s1000d.oven import applic, code, dm_ref, text_of, words_of


def written(inside: str, tag: str = "description") -> ModuleText:
    group = f"<referencedApplicGroup>{applic('gas', 'Gas ovens')}</referencedApplicGroup>"
    notices = (
        '<warningsAndCautions><warning id="w1"><warningAndCautionPara>Hot.</warningAndCautionPara></warning>'
        "</warningsAndCautions>"
    )
    out = text_of(f"{group}{notices}<{tag}>{inside}</{tag}>")
    for child in out.module.content:
        write(out, child)
    return out


def words(inside: str, tag: str = "description") -> list[str]:
    return words_of(written(inside, tag))


def test_paragraphs_stand_under_the_titles_above_them() -> None:
    out = written(
        "<levelledPara><title>Doors</title><para>Two of them.</para><levelledPara><title>Front</title><para>Steel."
        "</para></levelledPara></levelledPara><levelledPara><para>Belt.</para></levelledPara>"
    )
    assert [(block.section[1:], words) for block, words in zip(out.blocks, words_of(out), strict=True)] == [
        (("Doors",), "Two of them."),
        (("Doors", "Front"), "Steel."),
        ((), "Belt."),
    ]
    assert out.text.text == "Burner - Remove\n\nDoors\n\nTwo of them.\n\nFront\n\nSteel.\n\nBelt."


def test_items_of_a_list_are_blocks_and_a_list_in_a_paragraph_is_part_of_it() -> None:
    items = "<randomList><listItem><para>a</para></listItem><listItem><para>b</para></listItem></randomList>"
    assert words(items + f"<para>Of these:{items}</para>") == ["a", "b", "Of these:\na\nb"]


def test_notices_keep_their_place() -> None:
    out = written(
        "<para>a</para><caution><warningAndCautionPara>Sharp.</warningAndCautionPara></caution><para>b</para>"
    )
    assert words_of(out) == ["a", "Sharp.", "b"]
    assert [block.kind for block in out.blocks] == [BlockKind.TEXT, BlockKind.NOTICE, BlockKind.TEXT]


def test_a_notice_that_is_referred_to_stands_where_it_is_referred_to() -> None:
    assert words('<levelledPara warningRefs="w1"><para>The door.</para></levelledPara>') == ["Hot.", "The door."]


def test_figures_and_tables_have_their_numbers_and_titles() -> None:
    out = written(
        "<figure><title>Door</title><graphic/><legend><definitionList><definitionListItem><listItemTerm>1"
        "</listItemTerm><listItemDefinition><para>Handle</para></listItemDefinition></definitionListItem>"
        "</definitionList></legend></figure><figure><graphic/></figure>"
        "<table><title>Torques</title><tgroup><tbody><row><entry>M8</entry><entry>25 Nm</entry></row></tbody></tgroup>"
        "</table>"
    )
    assert words_of(out) == ["Fig 1 Door", "1: Handle", "Table 1 Torques", "M8 | 25 Nm"]
    assert [block.kind for block in out.blocks[2:]] == [BlockKind.TABLE, BlockKind.TABLE]


def test_what_is_for_some_products_only_says_so() -> None:
    assert words('<para applicRefId="gas">Vent it.</para>') == ["Gas ovens: Vent it."]
    assert words('<levelledPara applicRefId="gas"><title>Vent</title><para>Vent it.</para></levelledPara>') == [
        "Gas ovens",
        "Vent it.",
    ]
    table = (
        '<table applicRefId="gas"><tgroup><tbody><row applicRefId="gas"><entry>a</entry></row></tbody></tgroup></table>'
    )
    assert words(table) == ["Gas ovens", "Gas ovens: a"]


def test_entries_of_lists_are_lines() -> None:
    wires = (
        "<wireGroup><wire><no>W1</no><color>red</color></wire><wire><no>W2</no><color>blue</color></wire></wireGroup>"
    )
    assert words(wires, "wiringData") == ["W1, red", "W2, blue"]
    assert words("<unknown><a>1</a><b>2</b></unknown>") == ["1, 2"]
    assert words("<para>x</para><unknown><a>1</a><a>2</a></unknown>") == ["x", "1", "2"]


def test_a_drill_step_is_a_line_unless_it_holds_a_table() -> None:
    drill = "<crewDrillStep><challenge><para>Belt</para></challenge><response>{}</response></crewDrillStep>"
    table = "<table><tgroup><tbody><row><entry>Fast</entry><entry>35 %</entry></row></tbody></tgroup></table>"
    assert words(drill.format("<para>Moves</para>") + drill.format(table), "crew") == [
        "Belt, Moves",
        "Belt",
        "Fast | 35 %",
    ]


def test_lists_of_modules_repeat_headings_and_only_unknown_modules_are_written() -> None:
    title = "<techName>Belt</techName><infoName>Test</infoName>"
    assert words(f"<refs>{dm_ref('520', title=title)}{dm_ref('341', title=title)}</refs>") == ["Belt - Test"]
    assert words(f"<para>{dm_ref('520')}</para>") == [code("520")]


def test_a_value_by_itself_has_its_unit() -> None:
    inside = "<para>x</para><weight unitOfMeasure='kg'>12</weight><quantity quantityUnitOfMeasure='h'>3</quantity>"
    assert words(inside) == ["x", "12 kg", "3 h"]


def test_what_is_for_programs_is_not_written() -> None:
    inside = "<expression><stringValue>x</stringValue></expression><variableDeclarations>y</variableDeclarations>"
    assert words(inside + "<prompt><paraBasic>Go on?</paraBasic></prompt>", "process") == ["Go on?"]
