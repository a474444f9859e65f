import pytest

from knowledge_base.readers.task_draft.boxes import arranges, notice_in_box, words_of_cell
from tests.knowledge_base.readers.task_draft.drafting import heading, para, steps


@pytest.mark.parametrize(
    "rows",
    [
        [["WARNING\nHot surface."]],
        [["WARNING: Hot surface."]],
        [["", "WARNING: Hot surface."]],
        [["Warning", "Hot surface."]],
        [["WARNING"], ["Hot surface."]],
    ],
)
def test_a_box_round_a_warning_is_a_notice(rows: list[list[str]]) -> None:
    notice = notice_in_box(rows, "line 1")
    assert notice is not None
    assert (notice.kind.value, notice.words[notice.lead :].strip()) == ("warning", "Hot surface.")


@pytest.mark.parametrize(
    "rows",
    [
        [["Hot surface."]],
        [["Warning", "Meaning", "Remedy"]],
        [["Warning: hot", "Wait."]],
        [["Warning", "Meaning"], ["W1", "Too hot"]],
        [["Warning"], ["W1"], ["W2"]],
        [[]],
    ],
)
def test_a_table_is_none(rows: list[list[str]]) -> None:
    assert notice_in_box(rows, "line 1") is None


def test_a_cell_with_a_heading_or_steps_only_arranges() -> None:
    assert arranges([heading(2, "Repair")])
    assert arranges([steps("Close it.", "Lift it.")])
    assert not arranges([para("M8"), steps("only one")])


def test_the_words_of_a_cell_leave_out_headings() -> None:
    assert words_of_cell([heading(2, "Repair"), para("M8"), para("steel")]) == "M8\nsteel"
