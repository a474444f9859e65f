"""A progress bar on the terminal's error stream; silent when nobody looks."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress_bar(title: str, *, quiet: bool = False) -> Iterator[Callable[[str, int, int], None]]:
    """Yields a function (what, done, total) for work that reports its steps."""
    from explain.training import unwatched

    if quiet:
        yield unwatched
        return
    if not sys.stderr.isatty():
        yield _first_word(title)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda what, done, total: bar.update(task, description=f"{title}: {what}", completed=done, total=total)


def _first_word(title: str) -> Callable[[str, int, int], None]:
    """For a log or a pipe: one line when the work begins, none when there is none to do."""
    begun: list[str] = []

    def say(what: str, _done: int, _total: int) -> None:
        if not begun:
            begun.append(what)
            print(f"{title}: {what} …", file=sys.stderr, flush=True)

    return say
