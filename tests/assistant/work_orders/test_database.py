"""The file under the outbox: durable settings, all or nothing, one at a time, and errors that say what to do."""

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from assistant.work_orders import database
from assistant.work_orders.database import Database
from assistant.work_orders.errors import WorkOrderError
from tests.assistant.work_orders.full_disk import full_disk


@pytest.fixture
def made(tmp_path: Path) -> Database:
    return Database(tmp_path / "outbox.sqlite")


def add(made: Database, order_id: str, body: bytes = b"{}") -> None:
    with made.transaction() as db:
        db.execute("INSERT INTO orders (order_id, body, queued, due) VALUES (?, ?, 0, 0)", (order_id, body))


def ids(made: Database) -> list[str]:
    with made.transaction() as db:
        return [row[0] for row in db.execute("SELECT order_id FROM orders ORDER BY position")]


def test_what_is_committed_is_on_the_disk_and_not_in_a_cache(made: Database) -> None:
    with made.transaction() as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert db.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
        assert db.execute("PRAGMA fullfsync").fetchone() == (1,)


def test_it_is_kept_from_one_opening_to_the_next(made: Database) -> None:
    add(made, "a")
    assert ids(Database(made.file)) == ["a"]


def test_a_transaction_that_fails_leaves_nothing(made: Database) -> None:
    add(made, "a")

    def fail_half_way() -> None:
        with made.transaction() as db:
            db.execute("DELETE FROM orders")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert ids(made) == ["a"]


def test_a_state_that_there_is_not_is_refused_by_the_file_itself(made: Database) -> None:
    add(made, "a")
    with pytest.raises(WorkOrderError, match="CHECK"), made.transaction() as db:
        db.execute("UPDATE orders SET state = 'lost'")


def test_processes_that_begin_the_same_file_at_once_all_succeed(tmp_path: Path) -> None:
    file = tmp_path / "new.sqlite"
    failed: list[Exception] = []
    gate = threading.Barrier(8)

    def begin(number: int) -> None:
        try:
            gate.wait()
            add(Database(file), str(number))
        except WorkOrderError as error:
            failed.append(error)

    threads = [threading.Thread(target=begin, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert sorted(ids(Database(file))) == [str(number) for number in range(8)]


def test_only_one_at_a_time_is_alone(made: Database) -> None:
    with made.alone() as first:
        with Database(made.file).alone() as second:
            assert (first, second) == (True, False)
        add(made, "others may still put")
    with Database(made.file).alone() as third:
        assert third


def test_who_is_killed_lets_go_at_once(made: Database) -> None:
    program = (
        "import sys, time; from pathlib import Path; from assistant.work_orders.database import Database\n"
        "with Database(Path(sys.argv[1])).alone() as mine: print(mine, flush=True); time.sleep(60)"
    )
    child = subprocess.Popen([sys.executable, "-c", program, str(made.file)], stdout=subprocess.PIPE, text=True)
    assert child.stdout
    with child, child.stdout:
        assert child.stdout.readline() == "True\n"
        with made.alone() as mine:
            assert not mine
        child.kill()
        child.wait()
        with made.alone() as mine:
            assert mine


def test_a_disk_that_takes_no_more_says_so_and_keeps_what_was_there(made: Database) -> None:
    add(made, "a")
    with full_disk(largest=200_000), pytest.raises(WorkOrderError, match=r"outbox\.sqlite: the outbox cannot be used"):
        add(made, "b", os.urandom(500_000))
    assert ids(made) == ["a"]
    add(made, "c")
    assert ids(made) == ["a", "c"]


def test_a_full_disk_is_called_one(made: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def small(db: sqlite3.Connection) -> None:
        db.execute("PRAGMA max_page_count = 12")

    monkeypatch.setattr(database, "_prepare", small)
    with pytest.raises(WorkOrderError, match=r"disk is full\)\. Make room on the disk, then repeat"):
        add(made, "b", os.urandom(100_000))
    monkeypatch.undo()
    assert ids(made) == []


def test_a_file_that_is_no_outbox_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "outbox.sqlite"
    file.write_bytes(b"this is a letter, not a database" * 200)
    with pytest.raises(WorkOrderError, match="Set it aside, never delete it"):
        Database(file)
    assert file.read_bytes() == b"this is a letter, not a database" * 200


def test_an_outbox_of_a_newer_program_is_left_alone(made: Database) -> None:
    with made.transaction() as db:
        db.execute("PRAGMA user_version = 2")
    with pytest.raises(WorkOrderError, match="a newer Faultlens wrote this outbox"):
        Database(made.file)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WorkOrderError, match=r"file/state: cannot be made"):
        Database(tmp_path / "file" / "state" / "outbox.sqlite")


def test_another_process_that_does_not_let_go_is_named(made: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_PATIENCE", 0.05)
    with made.transaction(), pytest.raises(WorkOrderError, match="Another process holds it"):
        add(made, "a")
