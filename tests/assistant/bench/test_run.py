"""A result says what was measured, when, where, and from which commit."""

import re
from pathlib import Path

import pytest

from assistant.bench import run
from assistant.bench.run import run_bench
from assistant.errors import UsageError
from explain.training import unwatched


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bench that is done at once."""
    monkeypatch.setitem(run.BENCHES, "quick", lambda data, progress: ({"ap": 0.9}, {"ap": 0.5}))


def test_a_result_names_bench_commit_date_and_machine(tmp_path: Path) -> None:
    result = run_bench("quick", tmp_path, unwatched)
    assert result.bench == "quick"
    assert re.fullmatch(r"[0-9a-f]{7,40}(-dirty)?|unknown", result.commit)
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", result.date)
    assert "cores" in result.machine
    assert result.seconds >= 0
    assert (result.figures, result.peers) == ({"ap": 0.9}, {"ap": 0.5})


def test_outside_a_checkout_the_commit_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "__file__", str(tmp_path / "a" / "b" / "run.py"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert run_bench("quick", tmp_path, unwatched).commit == "unknown"


def test_an_unknown_bench_and_missing_data_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no bench 'nothing'"):
        run_bench("nothing", tmp_path, unwatched)
    for data in (None, tmp_path / "none"):
        with pytest.raises(UsageError, match="FAULTLENS_DATA"):
            run_bench("quick", data, unwatched)
