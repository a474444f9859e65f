from tests.knowledge_base.readers.pdf.paper import Paper, text_of


def columns(paper: Paper, rows: list[list[str]], places: list[float]) -> None:
    for row in rows:
        for x, cell in zip(places, row, strict=True):
            if cell:
                paper.at(x, paper.down, cell)
        paper.down += 14


def test_pieces_that_stand_in_columns_are_a_table() -> None:
    paper = Paper()
    columns(paper, [["PS-1", "Belt, 2 m", "1"], ["PS-2", "Roller", "3"], ["PS-3", "Spring", "2"]], [72, 180, 420])
    assert text_of(paper.reading()) == "PS-1 | Belt, 2 m | 1\nPS-2 | Roller | 3\nPS-3 | Spring | 2"


def test_numbers_that_end_at_the_same_place_are_a_column_too() -> None:
    paper = Paper()
    for count, (name, value) in enumerate((("Power", "1500 W"), ("Mass", "8 kg"), ("Voltage", "230 V"))):
        paper.at(72, 80 + 14 * count, name)
        paper.canvas.drawRightString(300, paper.height - 80 - 14 * count, value)
    assert text_of(paper.reading()) == "Power | 1500 W\nMass | 8 kg\nVoltage | 230 V"


def test_a_cell_that_goes_on_in_the_next_line_stays_one() -> None:
    paper = Paper()
    rows = [
        ["E01", "The door is open or"],
        ["", "its switch is broken"],
        ["E02", "The fan stands still"],
        ["E03", "No flame"],
    ]
    columns(paper, rows, [72, 180])
    assert text_of(paper.reading()).split("\n")[0] == "E01 | The door is open or its switch is broken"


def test_two_rows_are_not_enough_for_a_table() -> None:
    paper = Paper()
    columns(paper, [["Made by", "Oven works"], ["Type", "300"]], [72, 180])
    assert " | " not in text_of(paper.reading())


def test_a_numbered_list_is_no_table_with_or_without_points() -> None:
    for form in ("{}", "{}."):
        paper = Paper()
        rows = [[form.format(n), text] for n, text in enumerate(("Stop it.", "Open it.", "Clean it."), start=1)]
        columns(paper, rows, [72, 92])
        assert " | " not in text_of(paper.reading())


def test_a_table_of_contents_is_no_table() -> None:
    paper = Paper()
    for count, title in enumerate(("Safety", "Repair", "Parts")):
        paper.at(72, 80 + 14 * count, title + " " + "." * 90)
        paper.at(500, 80 + 14 * count, str(count + 3))
    assert " | " not in text_of(paper.reading())
