"""One request, one answer: the manual, or what is wrong with it."""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from knowledge_base.readers.contract import Limits


def ask(*requests: dict[str, Any]) -> list[dict[str, Any]]:
    """The answers of a process to some requests."""
    asked = b"".join(json.dumps(request).encode() + b"\n" for request in requests)
    command = [sys.executable, "-m", "knowledge_base.readers.child"]
    said = subprocess.run(command, input=asked, capture_output=True, check=True).stdout
    answers = []
    while said:
        length, said = said.split(b"\n", 1)
        answers.append(json.loads(said[: int(length)]))
        said = said[int(length) :]
    return answers


def request(root: Path, name: str) -> dict[str, Any]:
    facts = {"equipment": "oven", "revision": "1", "date": "2026-01-31", "language": "en"}
    return {"root": str(root), "main": name, "files": [name], "facts": facts, "limits": asdict(Limits())}


def test_every_request_gets_its_answer_in_order(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Oven\n\nBakes.\n")
    (tmp_path / "b.xyz").write_text("?")
    first, second, third = ask(request(tmp_path, "a.md"), request(tmp_path, "b.xyz"), request(tmp_path, "gone.md"))
    assert first["reading"]["manual"]["date"] == "2026-01-31"
    assert "no reader knows this format" in second["error"]
    assert third["error"] == "gone.md: cannot be read (No such file or directory)"
