"""The code lists are those of ISO 14224:2016: as many codes as each table has, no gap in their numbers."""

import pytest
from pydantic import TypeAdapter, ValidationError

from assistant.work_orders.iso14224 import Activity, Cause, Code, DetectionMethod, FailureModeCode, Mechanism

# Table: how many subdivisions each category has, the general one (.0) included.
SUBDIVISIONS = {Mechanism: (7, 9, 7, 6, 4, 5), Cause: (3, 3, 5, 3, 7)}
LISTS = (FailureModeCode, Mechanism, Cause, DetectionMethod, Activity)


@pytest.mark.parametrize("table", SUBDIVISIONS)
def test_every_category_is_there_with_all_its_subdivisions(table: type[Code]) -> None:
    wanted = [
        f"{category}.{number}" for category, count in enumerate(SUBDIVISIONS[table], start=1) for number in range(count)
    ]
    assert [code.value for code in table] == wanted


@pytest.mark.parametrize(("table", "count"), [(DetectionMethod, 11), (Activity, 12)])
def test_a_flat_list_is_numbered_from_one(table: type[Code], count: int) -> None:
    assert [code.value for code in table] == [str(number) for number in range(1, count + 1)]


def test_the_failure_modes_are_the_twenty_one_of_rotating_equipment() -> None:
    assert " ".join(code.value for code in FailureModeCode) == (
        "AIR BRD ERO ELF ELP ELU FTS HIO INL LOO NOI OHE PDE PLU SER STD STP UST VIB OTH UNK"
    )


@pytest.mark.parametrize(
    ("code", "text", "label"),
    [
        (Mechanism.WEAR, "2.4", "Wear"),
        (Mechanism.CLEARANCE, "1.3", "Clearance or alignment failure"),
        (Mechanism.BLOCKAGE, "5.1", "Blockage or plugged"),
        (Cause.EXPECTED_WEAR, "3.4", "Expected wear and tear"),
        (Cause.CASCADING, "5.4", "Other unit or cascading failure"),
        (DetectionMethod.CONTINUOUS_CONDITION_MONITORING, "6", "Continuous condition monitoring"),
        (Activity.OVERHAUL, "10", "Overhaul"),
        (FailureModeCode.LOW_OUTPUT, "LOO", "Low output"),
    ],
)
def test_a_code_has_its_number_and_its_name(code: Code, text: str, label: str) -> None:
    assert (code.value, code.label) == (text, label)


@pytest.mark.parametrize("table", LISTS)
def test_in_a_record_it_is_the_code_alone_both_ways(table: type[Code]) -> None:
    adapter = TypeAdapter(table)
    for code in table:
        assert adapter.dump_python(code, mode="json") == code.value
        assert adapter.validate_python(code.value) is code


@pytest.mark.parametrize(
    ("table", "text"), [(Mechanism, "1.7"), (Cause, "5.7"), (Activity, "0"), (FailureModeCode, "VIV")]
)
def test_what_the_standard_does_not_have_is_refused(table: type[Code], text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(table).validate_python(text)
