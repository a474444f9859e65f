from knowledge_base.records import PassageKind
from tests.knowledge_base.readers.pdf.paper import BOLD, FILL, Paper, text_of


def test_a_ruled_table_is_read_row_by_row() -> None:
    paper = Paper()
    paper.write(FILL)
    paper.table([["Screw", "Torque", "Class"], ["M8", "25 N·m", "8.8"], ["M10", "49 N·m", "10.9"]], [90, 90, 60])
    reading = paper.reading()
    assert text_of(reading).endswith("Screw | Torque | Class\nM8 | 25 N·m | 8.8\nM10 | 49 N·m | 10.9")
    (table,) = [passage for passage in reading.passages if passage.kind is PassageKind.TABLE]
    assert "M10 | 49 N·m" in table.quote.text


def test_the_lines_of_a_cell_are_one_text() -> None:
    paper = Paper()
    paper.table([["Fault", "Remedy"], ["The belt\nruns off", "Turn the screw\nby a quarter"]], [120, 150], high=34)
    assert "The belt runs off | Turn the screw by a quarter" in text_of(paper.reading())


def test_an_empty_cell_keeps_its_place() -> None:
    paper = Paper()
    paper.table([["Part", "Number", "Count"], ["Belt", "", "1"]], [90, 90, 60])
    assert "Belt |  | 1" in text_of(paper.reading())


def test_cells_that_no_line_parts_are_one() -> None:
    paper = Paper()
    paper.table([["Screw", "Torque"]], [90, 90])
    paper.down -= 20
    paper.canvas.rect(72, paper.height - paper.down - 18, 180, 18)
    paper.at(100, paper.down + 12, "All values with dry threads", 9)
    paper.down += 18
    paper.table([["M8", "25 N·m"]], [90, 90])
    assert text_of(paper.reading()).split("\n")[:3] == [
        "Screw | Torque",
        "All values with dry threads | ",
        "M8 | 25 N·m",
    ]


def test_where_only_columns_are_ruled_each_line_is_a_row() -> None:
    paper = Paper()
    paper.canvas.rect(72, paper.height - 150, 200, 70)
    paper.canvas.line(160, paper.height - 150, 160, paper.height - 80)
    for count, (screw, torque) in enumerate(
        (("Screw", "Torque"), ("M8", "25 N·m"), ("M10", "49 N·m"), ("M12", "85 N·m"))
    ):
        paper.at(76, 95 + 15 * count, screw, 9)
        paper.at(164, 95 + 15 * count, torque, 9)
    assert text_of(paper.reading()).split("\n") == ["Screw | Torque", "M8 | 25 N·m", "M10 | 49 N·m", "M12 | 85 N·m"]


def test_a_frame_around_text_is_no_table() -> None:
    paper = Paper()
    paper.canvas.rect(66, paper.height - 115, 470, 55)
    paper.write(FILL)
    assert " | " not in text_of(paper.reading())


def test_the_border_of_a_page_with_a_title_block_is_no_table() -> None:
    paper = Paper()
    paper.canvas.rect(30, 30, 535, 782)
    paper.canvas.line(30, 60, 565, 60)
    paper.canvas.line(200, 30, 200, 60)
    paper.at(40, 800, "OV-300")
    paper.at(220, 800, "Drawn by hand")
    for _ in range(6):
        paper.write(FILL)
    reading = paper.reading()
    assert text_of(reading).count(FILL) == 6


def test_two_lines_in_the_border_of_a_page_are_no_row_of_a_table() -> None:
    paper = Paper()
    paper.canvas.rect(30, 30, 535, 782)
    paper.canvas.line(30, 60, 565, 60)
    paper.canvas.line(200, 30, 200, 60)
    paper.at(40, 800, "OV-300")
    paper.at(220, 800, "Drawn by hand")
    paper.write(FILL)
    assert " | " not in text_of(paper.reading())


def test_lines_under_words_do_not_cut_a_cell() -> None:
    paper = Paper()
    paper.table([["Address", ""], ["Telephone", "12345"]], [90, 120], high=34)
    for count, words in enumerate(("See oven.example and its pages", "for more words about this oven")):
        paper.at(163.5, 92 + 12 * count, words, 8)
        wide = paper.canvas.stringWidth(words, "Helvetica", 8)
        paper.canvas.line(163.5, paper.height - 93.5 - 12 * count, 163.5 + wide, paper.height - 93.5 - 12 * count)
    assert "Address | See oven.example and its pages for more words about this oven\n" in text_of(paper.reading())


def test_a_row_that_the_page_breaks_is_one_row() -> None:
    paper = Paper()
    paper.write(FILL)
    paper.down = 740
    paper.table([["Fault", "Remedy"], ["Noise", "Look whether the bearings of the"]], [90, 200])
    paper.page()
    paper.table([["", "rollers are dry, and grease them"], ["Smell", "Stop the oven"]], [90, 200])
    text = text_of(paper.reading())
    assert "Noise | Look whether the bearings of the rollers are dry, and grease them\nSmell | Stop the oven" in text


def test_rows_on_two_pages_are_two_although_their_words_are_small() -> None:
    paper = Paper()
    paper.write(FILL)
    paper.down = 740
    paper.table([["Key", "Picture"], ["5", "footer_03.jpg"]], [90, 200])
    paper.page()
    paper.table([["6", "footer_04.jpg"], ["7", "footer_05.jpg"]], [90, 200])
    assert "5 | footer_03.jpg\n6 | footer_04.jpg" in text_of(paper.reading())


def test_a_table_keeps_its_place_between_paragraphs() -> None:
    paper = Paper()
    paper.heading("Torques")
    paper.write("Before: the values of the table hold for screws that were never used.")
    paper.table([["M8", "25 N·m"], ["M10", "49 N·m"]], [90, 90])
    paper.write("After: old screws are thrown away, because they break at lower values.")
    lines = text_of(paper.reading()).split("\n\n")
    assert [words[:6] for words in lines] == ["Torque", "Before", "M8 | 2", "After:"]


def test_words_in_cells_are_found_as_codes() -> None:
    paper = Paper()
    paper.at(72, 60, "Parts", 16, BOLD)
    paper.table([["PS-80-9002", "Belt"], ["PS-80-9003", "Roller"]], [90, 90])
    codes = [code for passage in paper.reading().passages for code in passage.codes]
    assert codes == ["PS-80-9002", "PS-80-9003"]
