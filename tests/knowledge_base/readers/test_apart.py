"""A manual that is a bomb costs itself and nothing else."""

import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge_base.errors import ManualError
from knowledge_base.readers.apart import ReadingProcess, reading_process
from knowledge_base.readers.contract import Facts, Limits, Source
from knowledge_base.readers.registry import read_source

GOOD = b"# Oven\n\nThe oven bakes at 250 \xc2\xb0C.\n"


def source(name: str, data: bytes, root: Path, limits: Limits | None = None) -> Source:
    (root / name).write_bytes(data)
    return Source(name, {name: data}, Facts("oven", revision="1", language="en"), limits or Limits())


@pytest.fixture
def process(tmp_path: Path) -> Iterator[ReadingProcess]:
    with reading_process(tmp_path) as process:
        yield process


def test_the_process_reads_what_is_read_here(process: ReadingProcess, tmp_path: Path) -> None:
    good = source("oven.md", GOOD, tmp_path)
    assert process.read(good) == read_source(good)


def test_a_manual_that_cannot_be_used_leaves_the_process_ready_for_the_next(
    process: ReadingProcess, tmp_path: Path
) -> None:
    with pytest.raises(ManualError, match=r"bad\.md"):
        process.read(source("bad.md", b"\xff\xfe\x00", tmp_path))
    assert process.read(source("oven.md", GOOD, tmp_path)).passages


def test_a_file_that_changed_after_it_was_looked_at_is_refused(process: ReadingProcess, tmp_path: Path) -> None:
    good = source("oven.md", GOOD, tmp_path)
    (tmp_path / "oven.md").write_bytes(b"# Oven\n\nOther words.\n")
    with pytest.raises(ManualError, match="changed while it was being read"):
        process.read(good)


def test_a_file_that_is_gone_is_said(process: ReadingProcess, tmp_path: Path) -> None:
    good = source("oven.md", GOOD, tmp_path)
    (tmp_path / "oven.md").unlink()
    with pytest.raises(ManualError, match="cannot be read"):
        process.read(good)


@pytest.fixture
def evil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReadingProcess]:
    """A process whose reader does what the first word of the manual says."""
    (tmp_path / "evil_reader.py").write_text(
        textwrap.dedent("""
        import os, sys, time
        from knowledge_base.readers import child

        def read_source(source):
            word = source.files[source.main].split()[0].decode()
            if word == "hang":
                time.sleep(60)
            if word == "die":
                os.kill(os.getpid(), 9)
            if word == "eat":
                hoard = [bytearray(1 << 26) for _ in range(200)]
            if word == "write":
                open(os.path.join(os.path.dirname(__file__), "written"), "w").write("x" * 10)
            if word == "nest":
                def down(n): return down(n + 1)
                down(0)
            if word == "print":
                print("not an answer", flush=True)
            from knowledge_base.readers.registry import read_source as read
            return read(source)

        child.read_source = read_source
        child.main()
        """)
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    process = ReadingProcess(tmp_path, "evil_reader")
    yield process
    process.close()


def test_a_reader_that_hangs_is_stopped_in_time_and_the_next_manual_is_read(
    evil: ReadingProcess, tmp_path: Path
) -> None:
    evil.read(source("first.md", b"fine words\n", tmp_path))
    with pytest.raises(ManualError, match="not read within 1 s"):
        evil.read(source("bomb.md", b"hang\n", tmp_path, replace(Limits(), seconds=1.0)))
    assert evil.read(source("oven.md", GOOD, tmp_path)).passages


def test_a_process_that_is_killed_is_told_and_followed_by_a_new_one(evil: ReadingProcess, tmp_path: Path) -> None:
    with pytest.raises(ManualError, match="did not survive"):
        evil.read(source("bomb.md", b"die\n", tmp_path))
    assert evil.read(source("oven.md", GOOD, tmp_path)).passages


def test_memory_has_an_end(evil: ReadingProcess, tmp_path: Path) -> None:
    with pytest.raises(ManualError, match="more memory than it is given"):
        evil.read(source("bomb.md", b"eat\n", tmp_path, replace(Limits(), memory_bytes=1 << 30)))
    assert evil.read(source("oven.md", GOOD, tmp_path)).passages


def test_a_reader_cannot_write_a_file(evil: ReadingProcess, tmp_path: Path) -> None:
    evil.read(source("bomb.md", b"write\n", tmp_path))
    assert (tmp_path / "written").stat().st_size == 0


def test_endless_nesting_is_said(evil: ReadingProcess, tmp_path: Path) -> None:
    with pytest.raises(ManualError, match="nested too deep"):
        evil.read(source("bomb.md", b"nest\n", tmp_path))


def test_what_a_library_prints_does_not_get_between_the_answers(evil: ReadingProcess, tmp_path: Path) -> None:
    assert evil.read(source("oven.md", b"print\n", tmp_path)).passages


def test_the_process_ends_with_its_user(tmp_path: Path) -> None:
    with reading_process(tmp_path) as process:
        process.read(source("oven.md", GOOD, tmp_path))
        child = process._child
        assert child is not None
    assert child.poll() is not None
