"""The commands of this package; `assistant.cli` finds them by the entry-point group `faultlens.commands`."""

from pathlib import Path
from typing import Annotated

import typer

DEFAULT_SIZE = "1600x1000"


def view(
    url: Annotated[str, typer.Argument(help="The server: http://HOST:PORT, ws://HOST:PORT or HOST:PORT.")],
    snapshot: Annotated[
        Path | None,
        typer.Option("--snapshot", metavar="FILE.png", help="Draw one picture into a file; needs no screen."),
    ] = None,
    asset: Annotated[
        str | None,
        typer.Option("--asset", metavar="ID", help="This machine, not the one that needs attention most."),
    ] = None,
    wait_for_alarm: Annotated[
        float | None,
        typer.Option("--wait-for-alarm", metavar="SECONDS", min=0.1, help="With --snapshot: wait for an alarm."),
    ] = None,
    size: Annotated[str, typer.Option("--size", metavar="WxH", help="Pixels of the picture or window.")] = DEFAULT_SIZE,
) -> None:
    """Show a running server's machines in 3D: the guilty part lit, live values, and the next step.

    Example: faultlens view http://127.0.0.1:8010

    Example: faultlens view 127.0.0.1:8010 --snapshot alarm.png

    In the window: drag to turn, drag with the right button to shift, scroll
    to come nearer, R to reset, N for the next machine, Esc or Ctrl-C to leave.
    """
    from ar_client.errors import ClientError

    if wait_for_alarm is not None and snapshot is None:
        raise typer.BadParameter("--wait-for-alarm goes with --snapshot.")
    width, height = _size(size)
    try:
        _show(url, snapshot, asset, wait_for_alarm, width, height)
    except ClientError as problem:
        typer.echo(f"Error: {problem}", err=True)
        raise typer.Exit(1) from problem
    except ImportError as problem:
        typer.echo(f'Error: {problem}: the viewer needs pip install "faultlens[desktop]"', err=True)
        raise typer.Exit(1) from problem


def _show(
    url: str, snapshot: Path | None, asset: str | None, wait_for_alarm: float | None, width: int, height: int
) -> None:
    from ar_client.address import Address

    address = Address.parse(url)
    if snapshot is None:
        from ar_client.desktop.window import show

        show(address, asset, width, height)
        return
    from ar_client.desktop.snapshot import Wish, take

    take(address, Wish(snapshot, width, height, asset, wait_for_alarm))
    typer.echo(f"{snapshot}: {width} by {height} pixels")


def _size(text: str) -> tuple[int, int]:
    from ar_client.desktop.page import LARGEST, SMALLEST

    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise typer.BadParameter(f"{text!r} is not a size; write for example {DEFAULT_SIZE}.")
    size = int(width), int(height)
    if any(not low <= n <= high for n, low, high in zip(size, SMALLEST, LARGEST, strict=True)):
        low, high = ("x".join(map(str, limit)) for limit in (SMALLEST, LARGEST))
        raise typer.BadParameter(f"A size from {low} to {high}, please.")
    return size
