"""The process that reads manuals of unknown origin: it may write no file, and use no more memory than it is given.

Requests come as lines of JSON on its input; each answer is a line with the number of bytes, and the bytes of a JSON
object: `{"reading": …}` or `{"error": …}`.
"""

import json
import os
import sys
from pathlib import Path

from pydantic import TypeAdapter

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Facts, Limits, Source
from knowledge_base.readers.registry import read_source

Answer = dict[str, object]


def main() -> None:
    """Answer requests until the input ends."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not get between the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for line in sys.stdin.buffer:
        answer = json.dumps(answer_to(line)).encode()
        answers.write(b"%d\n" % len(answer) + answer)
        answers.flush()


def answer_to(request: bytes) -> Answer:
    """What came of one request."""
    asked = json.loads(request)
    limits = TypeAdapter(Limits).validate_python(asked["limits"])
    _limit(limits)
    root = Path(asked["root"])
    try:
        files = {name: (root / name).read_bytes() for name in asked["files"]}
        facts = TypeAdapter(Facts).validate_python(asked["facts"])
        reading = read_source(Source(asked["main"], files, facts, limits))
        return {"reading": reading.model_dump(mode="json")}
    except ManualError as error:
        return {"error": str(error)}
    except OSError as error:
        return {"error": f"{asked['main']}: cannot be read ({error.strerror})"}
    except MemoryError:
        return {"error": f"{asked['main']}: needs more memory than it is given ({limits.memory_bytes // 2**20} MiB)"}
    except RecursionError:
        return {"error": f"{asked['main']}: is nested too deep to be read"}
    except Exception as error:  # noqa: BLE001  # the edge of the process: a manual must never end the reading of others
        return {"error": f"{asked['main']}: cannot be read ({type(error).__name__}: {error})"}


def _limit(limits: Limits) -> None:
    """Where the system can: a ceiling for memory, and no file may grow."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, limits.memory_bytes), (resource.RLIMIT_FSIZE, 0)):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main()
