from tests.knowledge_base.readers.dita.conveyor import FILES, found, read, topic

STEPS = "<steps><step><cmd>Go.</cmd></step></steps>"


def book(*references: str) -> dict[str, str]:
    return {"m.ditamap": f"<map id='m'>{''.join(references)}</map>"}


def test_a_topic_is_a_module_and_its_title_a_heading() -> None:
    reading = read(FILES)
    where = reading.manual.tasks[0].steps[0].quote.citation
    assert (where.module, where.section) == ("replace_belt", ("Repair", "Replace the belt"))
    assert where.file == "manuals/conveyor/tasks/replace_belt.dita"
    assert "Replace the belt" not in reading.texts[where.file]


def test_a_topic_that_is_referred_to_twice_is_read_once() -> None:
    files = book('<topicref href="a.dita"/>', '<topicref href="a.dita"/>') | {"a.dita": topic(STEPS, kind="task")}
    reading = read(files)
    assert len(reading.manual.tasks) == 1
    assert reading.texts["manuals/conveyor/a.dita"] == "Go."


def test_nested_topics_are_modules_below_the_one_around_them() -> None:
    nested = topic(STEPS, kind="task", name="inner")
    outer = topic("<p>Words.</p>", name="outer").replace("</concept>", f"{nested}</concept>")
    reading = read({"a.dita": outer})
    assert [(one.quote.citation.module, one.quote.citation.section) for one in reading.passages] == [
        ("outer", ("The outer",)),
        ("inner", ("The outer", "The inner")),
    ]
    assert [one.id for one in reading.manual.tasks] == ["inner"]


def test_two_topics_of_one_id_are_two_tasks() -> None:
    files = book('<topicref href="b.dita"/>', '<topicref href="a.dita"/>')
    files |= {"a.dita": topic(STEPS, kind="task"), "b.dita": topic(STEPS.replace("Go", "Stop"), kind="task")}
    assert [(one.id, one.steps[0].quote.text) for one in read(files).manual.tasks] == [("t", "Stop."), ("t-2", "Go.")]


def test_a_task_without_an_id_is_called_after_manual_and_title() -> None:
    reading = read({"a.dita": topic(STEPS, kind="task").replace(' id="t"', ""), "b.dita": topic("")})
    assert [one.id for one in reading.manual.tasks] == ["conveyor-The-t"]


def test_a_task_whose_steps_have_no_order_is_words_and_a_finding() -> None:
    body = "<steps-unordered><step><cmd>Wipe.</cmd></step><step><cmd>Oil.</cmd></step></steps-unordered>"
    for given, why in (
        (body, "whose steps have no order"),
        ("<context>Words.</context>", "without steps"),
        ("", "without"),
    ):
        reading = read({"a.dita": topic(given, kind="task")})
        assert reading.manual.tasks == ()
        assert [(kind, why in what) for kind, what in found(reading)] == [("not_understood", True)]
    assert [one.quote.text for one in read({"a.dita": topic(body, kind="task")}).passages] == ["Wipe.\n\nOil."]


def test_a_list_in_a_concept_is_never_a_task() -> None:
    reading = read({"a.dita": topic("<ol><li>Open.</li><li>Close.</li></ol>")})
    assert reading.manual.tasks == ()
    assert found(reading) == []


def test_a_specialised_task_is_a_task() -> None:
    text = f"""<bake id="b" class="- topic/topic task/task ovens/bake "><title>Bake</title>
    <bakebody class="- topic/body task/taskbody ovens/bakebody ">{STEPS}</bakebody></bake>"""
    assert [one.steps[0].quote.text for one in read({"a.dita": text}).manual.tasks] == ["Go."]


def test_a_condition_is_said_above_the_title_and_in_a_finding() -> None:
    files = book('<topicref href="a.dita" product="BC200"/>') | {"a.dita": topic(STEPS, kind="task")}
    reading = read(files)
    assert reading.manual.tasks[0].steps[0].quote.citation.section == ("product: BC200", "The t")
    files = book('<topicref href="a.dita"/>') | {"a.dita": topic('<p audience="fitter">Yes.</p>')}
    assert found(read(files)) == [
        ("assumed", "applies in part only under a condition (audience: fitter); all of it was read")
    ]


def test_a_glossary_is_read_term_by_term() -> None:
    last = read(FILES).passages[-1].quote
    assert (last.citation.section, last.text) == (("Words", "Take-up"), "Keeps the belt tight.")


def test_a_topic_in_another_language_says_so_in_its_passages() -> None:
    german = topic("<p>Ofen.</p>").replace("<concept", '<concept xml:lang="de-DE"')
    files = {"a.dita": german, "b.dita": topic("<p>Oven.</p>", name="b")}
    files["m.ditamap"] = '<map xml:lang="en"><topicref href="a.dita"/><topicref href="b.dita"/></map>'
    assert [one.language for one in read(files).passages] == ["de", "en"]
