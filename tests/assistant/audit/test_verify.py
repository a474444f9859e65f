"""Whatever is done to a log afterwards, the checker says that it is not the log that was written."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.audit.log import AuditLog
from assistant.audit.verify import Verdict, verify
from tests.assistant.samples import signed

ENTRIES = 8


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """The lines of a whole log."""
    file = tmp_path_factory.mktemp("log") / "log.jsonl"
    log = AuditLog(file)
    for number in range(0, ENTRIES, 2):
        made = [signed(f"A.{n}", n) for n in (number, number + 1)]
        log.take(made[0], made[1:])
    log.close()
    return file.read_bytes().splitlines(keepends=True)


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[bytes]], Verdict]:
    """Write lines as a log and check them."""
    file = tmp_path_factory.mktemp("judged") / "log.jsonl"

    def write_and_verify(content: list[bytes]) -> Verdict:
        file.write_bytes(b"".join(content))
        return verify(file)

    return write_and_verify


Judge = Callable[[list[bytes]], Verdict]


def test_a_whole_log_is_whole(lines: list[bytes], judge: Judge) -> None:
    verdict = judge(lines)
    assert verdict.fault is None
    assert verdict.entries == ENTRIES
    assert len(verdict.head) == 64


def test_an_empty_log_is_whole_and_has_the_first_head(judge: Judge) -> None:
    assert judge([]) == Verdict(0, "0" * 64, None)


@given(data=st.data())
def test_any_changed_byte_is_found(lines: list[bytes], judge: Judge, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, ENTRIES - 1), label="entry")
    position = data.draw(st.integers(0, len(lines[number]) - 1), label="byte")
    flip = data.draw(st.integers(1, 255), label="flip")
    changed = bytearray(lines[number])
    changed[position] ^= flip
    verdict = judge([*lines[:number], bytes(changed), *lines[number + 1 :]])
    assert verdict != judge(lines)
    if number < ENTRIES - 1:
        assert verdict.fault is not None
        assert verdict.entries <= number + 1


@given(number=st.integers(0, ENTRIES - 2))
def test_any_removed_entry_is_found_where_it_was(lines: list[bytes], judge: Judge, number: int) -> None:
    verdict = judge([*lines[:number], *lines[number + 1 :]])
    assert verdict.entries == number
    assert verdict.fault is not None
    assert f"entry {number}: carries number {number + 1}" in verdict.fault


@given(kept=st.integers(0, ENTRIES - 1))
def test_a_log_whose_end_was_removed_has_another_head_and_count(lines: list[bytes], judge: Judge, kept: int) -> None:
    verdict, whole = judge(lines[:kept]), judge(lines)
    assert verdict.entries == kept
    assert verdict.head != whole.head


@given(source=st.integers(0, ENTRIES - 1), place=st.integers(0, ENTRIES))
def test_any_repeated_entry_is_found(lines: list[bytes], judge: Judge, source: int, place: int) -> None:
    verdict = judge([*lines[:place], lines[source], *lines[place:]])
    assert verdict.fault is not None


@given(place=st.integers(0, ENTRIES), renumbered=st.booleans())
def test_any_made_up_entry_is_found(lines: list[bytes], judge: Judge, place: int, renumbered: bool) -> None:
    before = judge(lines[:place]).head
    invented = {"kind": "Acknowledgement", "prev": before, "record": {"step_id": "A.9"}, "seq": place}
    after = lines[place:]
    if renumbered:
        after = [
            line.replace(f'"seq":{n}}}'.encode(), f'"seq":{n + 1}}}'.encode()) for n, line in enumerate(after, place)
        ]
    verdict = judge([*lines[:place], json.dumps(invented).encode() + b"\n", *after])
    assert verdict != judge(lines)
    if place < ENTRIES:
        assert verdict.fault is not None


@given(st.permutations(range(ENTRIES)))
def test_any_other_order_is_found(lines: list[bytes], judge: Judge, order: list[int]) -> None:
    verdict = judge([lines[number] for number in order])
    assert (verdict.fault is None) == (order == list(range(ENTRIES)))


def test_a_line_cut_short_is_found(lines: list[bytes], judge: Judge) -> None:
    verdict = judge([*lines[:-1], lines[-1][:-1]])
    assert verdict.fault == f"entry {ENTRIES - 1}: the line is cut short"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b"\n", "not JSON"),
        (b"{\xff}\n", "not JSON"),
        (b"[]\n", "not an entry"),
        (b"{}\n", "not an entry"),
        (b'{"kind":"A","prev":"0","record":{},"seq":0,"more":1}\n', "not an entry"),
        (b'{"kind":"A","prev":"0","record":{},"seq":"0"}\n', "carries number 0"),
        (b'{"kind":"A","prev":null,"record":{},"seq":0}\n', "does not continue"),
    ],
)
def test_what_is_no_entry_is_told_in_words(judge: Judge, line: bytes, fault: str) -> None:
    verdict = judge([line])
    assert verdict.entries == 0
    assert verdict.fault is not None
    assert verdict.fault.startswith(f"entry 0: {fault}")


def test_the_checker_shares_no_code_with_the_writer() -> None:
    source = Path(verify.__code__.co_filename).read_text(encoding="utf-8")
    imported = [line.split()[1] for line in source.splitlines() if line.startswith(("import ", "from "))]
    assert imported == ["hashlib", "json", "dataclasses", "pathlib"]
