"""Progress is for people at a terminal; a pipe gets one line, on the error stream, when long work begins."""

import io
import sys

import pytest

from assistant.cli.progress import progress_bar


class Terminal(io.StringIO):
    """An error stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


def test_a_pipe_gets_one_line_when_the_work_begins(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar("Training") as progress:
        progress("a mode", 1, 2)
        progress("another mode", 2, 2)
    assert capsys.readouterr() == ("", "Training: a mode …\n")


def test_work_that_is_not_needed_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar("Training"):
        pass
    assert capsys.readouterr() == ("", "")


def test_a_terminal_is_shown_what_is_being_done(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar("Training") as progress:
        progress("a mode", 1, 2)
    assert "Training: a mode" in terminal.getvalue()
    assert "50 %" in terminal.getvalue()


def test_quiet_is_quiet_even_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress_bar("Training", quiet=True) as progress:
        progress("a mode", 1, 2)
    assert terminal.getvalue() == ""
