import pytest

from knowledge_base.readers.task_draft.boxes import notice_in_box


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
