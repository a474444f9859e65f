from knowledge_base.records import TaskKind
from tests.knowledge_base.readers.dita.conveyor import FILES, found, read, task


def trouble(*solutions: str, condition: str = "<condition><p>It smokes.</p></condition>") -> str:
    body = condition + "".join(f"<troubleSolution>{one}</troubleSolution>" for one in solutions)
    return f'<troubleshooting id="smoke"><title>Smoke</title><troublebody>{body}</troublebody></troubleshooting>'


def remedy(words: str, inner: str = "", attributes: str = "") -> str:
    return f"<remedy {attributes}>{inner}<steps><step><cmd>{words}</cmd></step></steps></remedy>"


def test_each_solution_is_a_task_of_its_own() -> None:
    dry, tighten = task(read(FILES), "slips-dry"), task(read(FILES), "slips-tighten")
    assert {dry.kind, tighten.kind} == {TaskKind.TROUBLESHOOTING}
    assert (dry.title, tighten.title) == ("Belt slips – Dry it", "Belt slips – Tighten it")
    assert dry.purpose is not None
    assert dry.purpose.text == "The drum turns and the belt stands.\n\nThe belt is wet."
    assert dry.personnel is not None
    assert dry.personnel.text == "Operator"
    assert [step.quote.text for step in dry.steps] == ["Stop the belt.", "Dry the drum."]
    assert [notice.quote.text for notice in dry.steps[0].notices] == ["Hands off."]
    assert tighten.purpose is not None
    assert tighten.purpose.text == "The belt is slack."
    assert [step.quote.text for step in tighten.steps] == ["Turn the screws to 40 N·m."]


def test_a_remedy_without_ordered_steps_is_words_and_a_finding() -> None:
    reading = read(FILES)
    assert len([one for one in reading.manual.tasks if one.kind is TaskKind.TROUBLESHOOTING]) == 2
    assert any("a remedy whose steps have no order" in what for _, what in found(reading))
    assert any("Call the maker." in one.quote.text for one in reading.passages)


def test_the_only_remedy_is_called_like_its_topic_and_owns_all_its_words() -> None:
    reading = read({"a.dita": trouble("<cause>Grease.</cause>" + remedy("Clean it."))})
    (one,) = reading.manual.tasks
    assert (one.id, one.title) == ("smoke", "Smoke")
    assert [(passage.task_id, passage.quote.text) for passage in reading.passages] == [
        ("smoke", "It smokes.\n\nGrease.\n\nClean it.")
    ]


def test_remedies_without_titles_are_told_apart_by_their_causes_and_numbers() -> None:
    causes = ("<cause><title>Grease</title><p>a</p></cause>", "<cause><p>b</p></cause>")
    reading = read({"a.dita": trouble(*(cause + remedy("Clean it.") for cause in causes))})
    assert [(one.id, one.title) for one in reading.manual.tasks] == [("smoke", "Smoke – Grease"), ("smoke-2", "Smoke")]


def test_a_notice_of_the_condition_guards_every_remedy() -> None:
    condition = '<condition><note type="warning">Hot.</note><p>It smokes.</p></condition>'
    reading = read({"a.dita": trouble(remedy("Wait."), remedy("Clean it."), condition=condition)})
    for one in reading.manual.tasks:
        assert [notice.quote.text for notice in one.steps[0].notices] == ["Hot."]


def test_one_remedy_with_a_hole_does_not_cost_the_others() -> None:
    reading = read({"a.dita": trouble(remedy("Set <ph keyref='x'/>."), remedy("Clean it.", attributes='id="clean"'))})
    assert [one.id for one in reading.manual.tasks] == ["smoke-clean"]
    assert found(reading) == [("missing", "line 1: x stands for no words: it is not offered as a task")]


def test_a_hole_in_the_condition_costs_them_all() -> None:
    condition = "<condition>Over <ph keyref='x'/>.</condition>"
    assert read({"a.dita": trouble(remedy("Wait."), condition=condition)}).manual.tasks == ()


def test_two_remedies_of_one_solution_are_two_tasks_and_share_no_words() -> None:
    reading = read({"a.dita": trouble("<cause>Grease.</cause>" + remedy("Wait.") + remedy("Clean it."))})
    first, second = reading.manual.tasks
    assert first.purpose is not None
    assert (first.purpose.text, second.purpose) == ("It smokes.\n\nGrease.", None)


def test_a_notice_after_the_last_step_is_reported() -> None:
    body = "<remedy><steps><step><cmd>Go.</cmd></step><stepsection><note>Hot.</note></stepsection></steps></remedy>"
    assert ("assumed", "a notice that stands after the last step guards none") in found(read({"a.dita": trouble(body)}))
