"""The process that draws a snapshot: `python -m ar_client.desktop.drawing`, an order as JSON on standard
input.

A process of its own, since a native library that goes wrong takes its whole process along; the caller sets a
limit. Leaves with 0, or with 1 and one line on standard error.
"""

import os
import subprocess
import sys
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from ar_client.desktop.sheet import Sheet
from ar_client.errors import ClientError, RenderError

TIME_LIMIT = 180.0


class Order(BaseModel):
    """What to draw. model: the GLB file, None for words alone. out: the PNG. width, height: pixels."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sheet: Sheet
    model: Path | None
    out: Path
    width: int
    height: int


def draw_apart(order: Order, time_limit: float = TIME_LIMIT) -> None:
    """Draws in another process. Raises RenderError that says why there is no picture. time_limit: seconds."""
    import ar_client

    root = str(Path(ar_client.__file__).resolve().parents[1])
    inherited = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([root, inherited] if inherited else [root])
    try:
        done = subprocess.run(
            [sys.executable, "-m", "ar_client.desktop.drawing"],
            input=order.model_dump_json(),
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            timeout=time_limit,
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise RenderError(f"The picture was not done within {time_limit:g} s; try a smaller --size.") from problem
    if done.returncode != 0:
        told = done.stderr.strip().splitlines()
        reason = told[-1] if told else f"the drawing process ended with code {done.returncode} and said nothing"
        raise RenderError(f"No picture: {reason}")


def main() -> int:
    """Reads an order, draws, writes the file whole or not at all."""
    order = Order.model_validate_json(sys.stdin.read())
    try:
        from ar_client.desktop.artist import Artist

        picture = Artist(order.model.read_bytes() if order.model else None).picture(
            order.sheet, order.width, order.height
        )
    except ClientError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except ImportError as problem:
        sys.stderr.write(f'{problem}: pip install "faultlens[desktop]"\n')
        return 1
    unfinished = order.out.with_name(f"{order.out.name}.part")
    try:
        picture.save(unfinished, "PNG")
        unfinished.replace(order.out)
    except OSError as problem:
        sys.stderr.write(f"{order.out} cannot be written: {problem.strerror or problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
