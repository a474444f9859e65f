"""Ten thousand damaged models: none crashes the process that loads it, none is loaded as if nothing had happened."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import rfc8785

from explain.bundle import Bundle
from explain.bundle_files import load_bundle, save_bundle
from explain.errors import BundleError

MUTATIONS = 10_000
FORGED = 400
PROGRAM = """
import json, sys
from pathlib import Path
from explain.errors import ExplainError
from explain.probe import probe
for line in sys.stdin:
    try:
        said = probe(Path(line.strip()))
    except ExplainError as error:
        said = None
    print(json.dumps([line.strip(), said]), flush=True)
"""


def mutated(content: bytes, rng: np.random.Generator) -> bytes:
    """The bytes with a bit turned, a stretch cut out, doubled, overwritten or moved to the end."""
    place, length = int(rng.integers(len(content))), int(rng.integers(1, 40))
    head, middle, tail = content[:place], content[place : place + length], content[place + length :]
    match rng.integers(5):
        case 0:
            return head + bytes([content[place] ^ 1 << int(rng.integers(8))]) + content[place + 1 :]
        case 1:
            return head + tail
        case 2:
            return head + middle + middle + tail
        case 3:
            return head + rng.bytes(len(middle)) + tail
        case _:
            return head + tail + middle


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_no_damage_goes_unnoticed(small_bundle: Bundle, tmp_path: Path) -> None:
    save_bundle(small_bundle, tmp_path / "coil")
    files = [file for file in (tmp_path / "coil").rglob("*") if file.is_file()]
    whole = {file: file.read_bytes() for file in files}
    rng = np.random.default_rng(0)
    damaged = 0
    while damaged < MUTATIONS:
        file = files[int(rng.integers(len(files)))]
        content = mutated(whole[file], rng)
        if content == whole[file]:
            continue
        damaged += 1
        file.write_bytes(content)
        with pytest.raises(BundleError):
            load_bundle(tmp_path / "coil")
        file.write_bytes(whole[file])
    assert load_bundle(tmp_path / "coil").digest == small_bundle.digest


def forged(bundle: Bundle, folder: Path, number: int) -> Iterator[Path]:
    """Bundles whose model was changed together with every digest: whole, but of another's making."""
    save_bundle(bundle, folder / "whole")
    manifest = json.loads((folder / "whole" / "manifest.json").read_bytes())
    rng = np.random.default_rng(1)
    for i in range(number):
        target = folder / f"forged-{i}"
        save_bundle(bundle, target)
        mode = manifest["modes"][i % len(manifest["modes"])]
        content = mutated((target / mode["mode_id"] / "model.txt").read_bytes(), rng)
        (target / mode["mode_id"] / "model.txt").write_bytes(content)
        changed = json.loads(json.dumps(manifest))
        changed["modes"][i % len(manifest["modes"])]["files"]["model.txt"] = hashlib.sha256(content).hexdigest()
        raw = rfc8785.dumps(changed)
        (target / "manifest.json").write_bytes(raw)
        (target / "manifest.sha256").write_text(hashlib.sha256(raw).hexdigest())
        yield target


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_forged_model_is_refused_or_known_by_another_digest_and_never_kills_the_process(
    small_bundle: Bundle, tmp_path: Path
) -> None:
    folders = list(forged(small_bundle, tmp_path, FORGED))
    asked = "\n".join(str(folder) for folder in folders)
    outcome = subprocess.run([sys.executable, "-c", PROGRAM], input=asked, capture_output=True, text=True, timeout=240)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    answers = dict(json.loads(line) for line in outcome.stdout.splitlines())
    assert set(answers) == {str(folder) for folder in folders}
    assert small_bundle.digest not in answers.values()
    refused = sum(digest is None for digest in answers.values())
    assert 0.5 * FORGED < refused < FORGED
