from knowledge_base.records import FindingKind, PassageKind, TaskKind
from tests.knowledge_base.readers.s1000d.oven import code, dm, dm_ref, notices, of_kind, read_all, steps, task_of

NEEDS = (
    "<preliminaryRqmts><reqCondGroup><noConds/></reqCondGroup><reqSupportEquips><supportEquipDescr><name>Meter</name>"
    "</supportEquipDescr></reqSupportEquips><reqSafety><safetyRqmts><warning><warningAndCautionPara>Live parts."
    "</warningAndCautionPara></warning></safetyRqmts></reqSafety></preliminaryRqmts>"
)
ASK = (
    '<isolationStep id="s1"><action>Measure the voltage.</action><isolationStepQuestion>How much is it?'
    '</isolationStepQuestion><isolationStepAnswer><listOfChoices><choice nextActionRefId="s3">230 V</choice>'
    '<choice nextActionRefId="s2">Less</choice></listOfChoices></isolationStepAnswer></isolationStep>'
)
END = '<isolationProcedureEnd id="s2"><action>Replace the fuse.</action></isolationProcedureEnd>'
YES_NO = (
    '<isolationStep id="s3"><isolationStepQuestion>Does it glow?</isolationStepQuestion><isolationStepAnswer>'
    '<yesNoAnswer><yesAnswer nextActionRefId="s4"/><noAnswer nextActionRefId="s2"/></yesNoAnswer></isolationStepAnswer>'
    '</isolationStep><isolationProcedureEnd id="s4"><action>Clean it.</action></isolationProcedureEnd>'
)


def isolation(main: str, fault: str = "E-17", needs: str = NEEDS) -> str:
    return (
        f'<faultIsolationProcedure><fault faultCode="{fault}"/><faultDescr><descr>No heat</descr></faultDescr>'
        f"<isolationProcedure>{needs}<isolationMainProcedure>{main}</isolationMainProcedure><closeRqmts><reqCondGroup>"
        "<reqCondNoRef><reqCond>It heats.</reqCond></reqCondNoRef></reqCondGroup></closeRqmts></isolationProcedure>"
        "</faultIsolationProcedure>"
    )


def module(*procedures: str, **more: str) -> bytes:
    return dm(f"<faultIsolation>{''.join(procedures)}</faultIsolation>", info="420", name="Isolate", **more)


def test_a_fault_isolation_is_a_task_whose_steps_ask_and_lead_on() -> None:
    task = task_of(module(isolation(ASK + END + YES_NO)))
    assert (task.id, task.kind) == (code("420"), TaskKind.FAULT_ISOLATION)
    assert task.purpose is not None
    assert task.purpose.text == "E-17, No heat"
    assert steps(task) == [
        "Measure the voltage.\n\nHow much is it?",
        "Replace the fuse.",
        "Does it glow?",
        "Clean it.",
    ]
    outcomes = [[(one.answer.text, one.next_step) for one in step.outcomes] for step in task.steps]
    assert outcomes == [[("230 V", 3), ("Less", 2)], [], [("Yes", 4), ("No", 2)], []]
    assert [quote.text for quote in task.tools] == ["Meter"]
    assert [quote.text for quote in task.acceptance] == ["It heats."]
    assert notices(task)[0] == ["Live parts."]


def test_yes_and_no_are_said_in_the_language_of_the_module() -> None:
    task = task_of(module(isolation(ASK + END + YES_NO), language="de"))
    assert [one.answer.text for one in task.steps[2].outcomes] == ["Ja", "Nein"]


def test_an_answer_that_leads_nowhere_makes_it_text_and_no_task() -> None:
    reading = read_all(module(isolation(ASK + END)))
    assert reading.manual.tasks == ()
    assert of_kind(reading.findings, FindingKind.NOT_UNDERSTOOD) == [
        "is text, and no task: the answer '230 V' of step 1 leads to no step of it"
    ]
    assert {passage.task_id for passage in reading.passages} == {None}
    assert any("Measure the voltage." in passage.quote.text for passage in reading.passages)


def test_a_step_that_asks_nothing_and_is_not_the_end_makes_it_no_task() -> None:
    silent = '<isolationStep id="s3"><action>Look.</action></isolationStep>'
    reading = read_all(module(isolation(ASK + END + silent)))
    assert reading.manual.tasks == ()
    assert "step 3 asks nothing" in of_kind(reading.findings, FindingKind.NOT_UNDERSTOOD)[0]


def test_a_step_without_words_makes_it_no_task() -> None:
    empty = '<isolationProcedureEnd id="s3"/>'
    reading = read_all(module(isolation(ASK + END + empty)))
    assert reading.manual.tasks == ()
    assert "step 3 has no words" in of_kind(reading.findings, FindingKind.NOT_UNDERSTOOD)[0]


def test_two_steps_of_one_name_make_it_no_task() -> None:
    reading = read_all(module(isolation(ASK + END + END + YES_NO)))
    assert reading.manual.tasks == ()
    assert "two of its steps are called s2" in of_kind(reading.findings, FindingKind.NOT_UNDERSTOOD)[0]


def test_a_notice_in_a_step_or_before_it_guards_that_step() -> None:
    caution = "<caution><warningAndCautionPara>{}</warningAndCautionPara></caution>"
    inside = END.replace("<action>", caution.format("Sharp.") + "<action>")
    task = task_of(module(isolation(ASK + caution.format("Hot.") + inside + YES_NO)))
    assert notices(task) == [["Live parts."], ["Hot.", "Sharp."], [], []]


def test_several_procedures_of_a_module_are_told_apart_by_their_faults() -> None:
    one, other = isolation(ASK + END + YES_NO), isolation(END, fault="E-18", needs="").replace("s2", "x2")
    found = read_all(module(one, other)).manual.tasks
    assert [task.id for task in found] == [f"{code('420')}-E-17", f"{code('420')}-E-18"]
    same = read_all(module(one, other.replace("E-18", "E-17"))).manual.tasks
    assert [task.id for task in same] == [f"{code('420')}-1", f"{code('420')}-2"]


def test_the_fault_code_of_an_isolation_is_found_exactly() -> None:
    reading = read_all(module(isolation(ASK + END + YES_NO)))
    assert any("E-17" in passage.codes for passage in reading.passages)


def test_a_reported_fault_is_an_entry_with_its_codes() -> None:
    report = (
        '<faultReporting><isolatedFault faultCode="E-3"><faultDescr><descr>Lamp dead</descr></faultDescr>'
        "<locateAndRepair><locateAndRepairLruItem><lru><name>Lamp</name><identNumber><manufacturerCode>M1"
        "</manufacturerCode><partAndSerialNumber><partNumber>P-7</partNumber></partAndSerialNumber></identNumber></lru>"
        f"<repair><refs>{dm_ref('921')}</refs></repair></locateAndRepairLruItem></locateAndRepair></isolatedFault>"
        '<observedFault faultCode="E-4"><faultDescr><descr>Lamp dim</descr></faultDescr></observedFault>'
        "</faultReporting>"
    )
    reading = read_all(dm(report, info="411"))
    entries = [passage for passage in reading.passages if passage.kind is PassageKind.CODE]
    assert [entry.quote.text for entry in entries] == [
        f"E-3\nLamp dead\nLamp, M1, P-7, {code('921')}",
        "E-4\nLamp dim",
    ]
    assert entries[0].codes[:2] == ("E-3", "P-7")
    assert reading.manual.tasks == ()
