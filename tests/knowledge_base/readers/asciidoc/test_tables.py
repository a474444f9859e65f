from knowledge_base.readers.asciidoc.tables import rows


def cut(text: str, attributes: str = "", delimiter: str = "|===") -> list[str]:
    return [" ".join(text[slice(*row)].split()) for row in rows(text, (0, len(text)), attributes, delimiter)]


def test_a_row_a_line() -> None:
    assert cut("|Code |Remedy\n\n|E1 |Reset\n|E2 |Call us\n") == ["|Code |Remedy", "|E1 |Reset", "|E2 |Call us"]


def test_cells_may_run_over_lines() -> None:
    assert cut("| Code | Remedy\n\n| E1\n| Reset it.\nThen wait.\n\n| E2 | Call us") == [
        "| Code | Remedy",
        "| E1 | Reset it. Then wait.",
        "| E2 | Call us",
    ]


def test_the_number_of_columns_may_be_stated() -> None:
    assert cut("| a\n| b\n| c\n| d", 'cols="1,2"') == ["| a | b", "| c | d"]
    assert cut("| a | b\n| c | d", "cols=4*") == ["| a | b | c | d"]
    assert cut("| a\n| b\n| c", 'options="header",cols="^,2*<"') == ["| a | b | c"]


def test_cells_may_take_several_places() -> None:
    assert cut("| a | b\n2+| c\n| d | e") == ["| a | b", "2+| c", "| d | e"]
    assert cut("| a | b\n.2+| c | d\n| e\n| f | g") == ["| a | b", ".2+| c | d", "| e", "| f | g"]
    assert cut("| a | b\n2*| c\n| d | e") == ["| a | b", "2*| c", "| d | e"]


def test_a_bar_may_be_escaped_and_a_cell_have_a_style() -> None:
    assert cut("| a \\| b | c\na| d s| e") == ["| a \\| b | c", "a| d s| e"]


def test_values_between_commas_are_read_line_by_line() -> None:
    assert cut("a,b\nc,d", "", ",===") == ["a,b", "c,d"]
    assert cut("a,b\nc,d", "format=csv") == ["a,b", "c,d"]


def test_words_before_the_first_cell_are_not_lost() -> None:
    assert cut("lost words\n| a | b\n| c | d")[0] == "lost words"
    assert cut("no cell at all") == ["no cell at all"]
    assert cut("") == []


def test_a_table_in_a_cell_has_a_mark_of_its_own() -> None:
    assert cut("! a ! b\n! c ! d", "", "!===") == ["! a ! b", "! c ! d"]


def test_absurd_spans_do_no_harm() -> None:
    assert cut("99999999+| a\n.99999999+| b\n| c") != []
