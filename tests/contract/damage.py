"""Damages the files of a trained detector in seeded ways and reads them again. Run as a process of its own, because a
reader that fails badly takes its process along.

Usage: python -m tests.contract.damage FAMILY COUNT

Prints one JSON object: how many were `refused` with BundleError, how many `scored` every row with a finite number
(a digit changed in a weight is a model too), and what the `others` did.
"""

import json
import re
import sys
from collections.abc import Mapping

import numpy as np

from explain.detectors.families import family
from explain.errors import BundleError
from tests.contract.detector_cases import rows, trained

NUMBER = re.compile(rb"-?\d+(\.\d+)?([eE][-+]?\d+)?")
ODD_NUMBERS = (b"NaN", b"nan", b"inf", b"1e999", b"-1", b"0", b"99999999999", b"1e308", b"4e-324", b'"x"', b"")


def damaged(files: Mapping[str, bytes], rng: np.random.Generator) -> dict[str, bytes]:
    """The files with one thing wrong."""
    found = dict(files)
    name = str(rng.choice(sorted(found)))
    content = found[name]
    place = int(rng.integers(len(content)))
    match int(rng.integers(8)):
        case 0:
            del found[name]
        case 1:
            found[name] = content[:place]
        case 2:
            flipped = bytearray(content)
            for at in rng.integers(len(content), size=int(rng.integers(1, 9))):
                flipped[at] ^= 1 << int(rng.integers(8))
            found[name] = bytes(flipped)
        case 3:
            found[name] = content[:place] + rng.bytes(int(rng.integers(1, 65))) + content[place:]
        case 4:
            noise = rng.bytes(int(rng.integers(1, 65)))
            found[name] = content[:place] + noise + content[place + len(noise) :]
        case 5:
            length = int(rng.integers(1, 200))
            found[name] = content[: place + length] + content[place:]
        case 6:
            numbers = list(NUMBER.finditer(content[:200_000]))
            if numbers:
                hit = numbers[int(rng.integers(len(numbers)))]
                odd = ODD_NUMBERS[int(rng.integers(len(ODD_NUMBERS)))]
                found[name] = content[: hit.start()] + odd + content[hit.end() :]
        case _:
            found[name] = found[str(rng.choice(sorted(found)))] if len(found) > 1 else rng.bytes(len(content))
    return found


def outcome(name: str, files: Mapping[str, bytes]) -> str:
    """`refused`, `scored`, or what else came of reading the files."""
    x, _ = rows(20, 2)
    x[0], x[1], x[2] = np.nan, 1e300, -1e300
    try:
        detector = family(name).from_files(files)
    except BundleError:
        return "refused"
    except Exception as error:  # noqa: BLE001  # whatever else is raised is what this looks for
        return f"from_files raised {type(error).__name__}: {error}"
    try:
        raw = detector.raw(x)
    except Exception as error:  # noqa: BLE001  # see above
        return f"raw raised {type(error).__name__}: {error}"
    return "scored" if raw.shape == (20,) and np.isfinite(raw).all() else f"raw gave {raw}"


def main(name: str, count: int) -> None:
    """Damage, read, print."""
    files = trained(name).files()
    rng = np.random.default_rng(0)
    found = [outcome(name, damaged(files, rng)) for _ in range(count)]
    others = sorted(set(found) - {"refused", "scored"})
    print(json.dumps({"refused": found.count("refused"), "scored": found.count("scored"), "others": others}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
