from knowledge_base.readers.passages import BlockKind
from knowledge_base.readers.task_draft import Listing, Notice
from knowledge_base.records import NoticeKind
from tests.knowledge_base.readers.task_draft.drafting import Draft, bullets, heading, item, notices, para, steps


def drafted(*lists: Listing) -> Draft:
    return Draft(heading(1, "Replace the burner"), *lists)


def test_steps_run_on_over_substeps_and_keep_the_labels_of_the_manual() -> None:
    draft = drafted(steps("Close it.", [para("Drain it:"), steps("Open it.", "Wait.", above="2.")], "Lift it."))
    assert [(step.number, step.label, step.quote.text) for step in draft.task.steps] == [
        (1, "1", "Close it."),
        (2, "2", "Drain it:"),
        (3, "2.1", "Open it."),
        (4, "2.2", "Wait."),
        (5, "3", "Lift it."),
    ]


def test_what_belongs_to_a_step_is_one_quote() -> None:
    draft = drafted(steps([para("Remove:"), bullets("four screws M8", "gasket"), para("Keep them.")]))
    assert draft.task.steps[0].quote.text == "Remove:\n- four screws M8\n- gasket\nKeep them."


def test_a_notice_before_the_words_of_a_step_guards_it_and_one_after_them_stays_with_it() -> None:
    draft = drafted(
        steps("Close it.", [para("WARNING: Hot."), para("Lift it."), para("NOTE: Two persons.")], "Turn it.")
    )
    assert [notices(step) for step in draft.task.steps] == [[], [("warning", "Hot."), ("note", "Two persons.")], []]
    assert draft.task.steps[1].quote.text == "Lift it."


def test_several_notices_at_either_end_of_a_step_keep_their_order() -> None:
    before = (para("WARNING: Hot."), para("CAUTION: Glass."))
    after = (para("NOTE: Two persons."), para("NOTE: No haste."))
    draft = drafted(steps([*before, para("Lift it."), *after]))
    (step,) = draft.task.steps
    assert [words for _, words in notices(step)] == ["Hot.", "Glass.", "Two persons.", "No haste."]
    assert step.quote.text == "Lift it."


def test_a_notice_in_the_midst_of_a_step_is_quoted_and_the_words_stay_whole() -> None:
    draft = drafted(steps([para("Lift it."), para("CAUTION: Glass."), para("Put it down.")]))
    (step,) = draft.task.steps
    assert step.quote.text == "Lift it.\nCAUTION: Glass.\nPut it down."
    assert notices(step) == [("caution", "Glass.")]
    kinds = [block.kind for block in draft.drafted.blocks]
    assert kinds == [BlockKind.STEP]


def test_a_notice_between_two_lists_guards_the_step_after_it() -> None:
    warning = Notice(NoticeKind.WARNING, "WARNING: Hot.", "line 5", 9)
    draft = Draft(heading(1, "Replace"), steps("Close it."), warning, steps("Lift it.", first=2))
    assert [notices(step) for step in draft.task.steps] == [[], [("warning", "Hot.")]]


def test_a_notice_without_words_is_quoted_by_its_signal() -> None:
    draft = Draft(heading(1, "Replace"), para("WARNING"), steps("Lift it."))
    assert notices(draft.task.steps[0]) == [("warning", "WARNING")]


def refused(*lists: Listing) -> str:
    draft = drafted(*lists)
    assert draft.tasks == ()
    assert all(block.kind is not BlockKind.STEP and block.task_id is None for block in draft.drafted.blocks)
    (said,) = draft.said
    return said.removeprefix("'Replace the burner' is not read as a task: ")


def test_numbers_that_do_not_count_are_not_understood() -> None:
    skipped = Listing(True, (item("Close it.", 1), item("Lift it.", 3)), "line 3")
    assert refused(skipped) == "step 3. stands where step 2 is due"
    assert refused(steps("Close it.", first=4)) == "step 4. stands where step 1 is due"


def test_a_second_list_that_begins_again_is_not_understood() -> None:
    assert refused(steps("Close it."), steps("Open it.")) == "step 1. stands where step 2 is due"


def test_words_after_the_substeps_are_not_understood() -> None:
    said = refused(steps([para("Drain it:"), steps("Open it.", above="1."), para("Then wait.")]))
    assert said == "step 1. has words after its substeps"


def test_substeps_that_do_not_count_are_not_understood() -> None:
    assert "stands where step 1 is due" in refused(steps([para("Drain it:"), steps("Open it.", first=2)]))


def test_a_step_without_words_is_not_understood() -> None:
    assert refused(steps("Close it.", [])) == "step 2. has no words"


def test_a_list_that_its_reader_doubts_is_not_understood() -> None:
    assert refused(Listing(True, (item("Close it.", 1),), "line 3", "its numbers run backwards")) == (
        "its numbers run backwards"
    )


def test_a_picture_within_a_step_is_told_and_marked() -> None:
    draft = drafted(steps("Press \ufffc for 3 s."))
    assert draft.task.steps[0].quote.text == "Press \ufffc for 3 s."
    assert draft.said == ["step 1. holds a picture where a word is due"]
