"""`faultlens bench` prints its figures beside those of the usual means."""

import json
from pathlib import Path

import pytest

from assistant.bench import run
from explain.training import Progress
from tests.assistant.cli.program import error_of, faultlens_here


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bench that is done at once."""

    def measure(data: Path, progress: Progress) -> tuple[dict[str, float], dict[str, float]]:
        progress("measuring", 0, 1)
        return {"ap": 0.91234, "seconds": 120.0}, {"ap": 0.5}

    monkeypatch.setitem(run.BENCHES, "quick", measure)


def test_figures_stand_beside_their_peers(tmp_path: Path) -> None:
    outcome = faultlens_here("bench", "quick", "--data", tmp_path, home=tmp_path)
    assert outcome.returncode == 0
    lines = outcome.stdout.splitlines()
    assert lines[1].split() == ["ap", "0.9123", "peer", "0.5"]
    assert lines[2].split() == ["seconds", "120"]


def test_json_is_one_object_of_the_agreed_form(tmp_path: Path) -> None:
    said = json.loads(faultlens_here("bench", "quick", "--data", tmp_path, "--json", home=tmp_path).stdout)
    assert set(said) == {"bench", "commit", "date", "machine", "seconds", "figures", "peers"}
    assert said["figures"] == {"ap": 0.91234, "seconds": 120.0}
    assert said["peers"] == {"ap": 0.5}


def test_an_unknown_bench_is_told_with_the_known_ones(tmp_path: Path) -> None:
    said = error_of(faultlens_here("bench", "nothing", "--data", tmp_path, home=tmp_path))
    assert said.startswith("there is no bench 'nothing'; there are: chain")


@pytest.mark.parametrize("arguments", [(), ("--data", "no-such-folder")])
def test_without_data_it_says_how_to_give_them(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert "--data DIR or FAULTLENS_DATA" in error_of(faultlens_here("bench", "quick", *arguments, home=tmp_path))
