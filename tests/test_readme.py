"""The README tells the truth: its figures are the committed ones, its commands exist, its links lead somewhere."""

import re
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.readme_figures import BLOCK, results, table

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROGRAM = Path(sys.executable).parent / "faultlens"


def test_the_figures_are_those_of_the_committed_results() -> None:
    found = BLOCK.search(README)
    assert found is not None
    assert found[0] == table()


def test_each_result_names_its_figures_and_its_peers_come_from_the_same_run() -> None:
    for result in results():
        assert set(result) == {"bench", "commit", "date", "machine", "seconds", "figures", "peers"}
        assert result["figures"]
        assert set(result["peers"]) <= set(result["figures"])
        assert "dirty" not in result["commit"]


def test_every_command_is_documented_in_both_readmes() -> None:
    said = subprocess.run([PROGRAM, "--help"], capture_output=True, text=True, check=True).stdout
    commands = re.findall(r"^  ([a-z][a-z-]+)  +\S", said.partition("Commands:")[2], flags=re.MULTILINE)
    assert len(commands) >= 8
    package = (ROOT / "assistant" / "README.md").read_text(encoding="utf-8")
    for command in commands:
        assert f"faultlens {command}" in README
        assert f"faultlens {command}" in package


def test_every_link_to_a_file_leads_to_one() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert len(links) > 5
    for link in links:
        assert (ROOT / link).exists(), link


def test_the_pieces_of_the_chain_are_named_as_they_are() -> None:
    for package in ("explain", "knowledge_base", "assistant", "ar_client"):
        assert (ROOT / package / "README.md").is_file()
        assert f"({package}/README.md)" in README
