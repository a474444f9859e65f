"""`faultlens view --snapshot` against a running demo: the same machine, the same guilty part, with no screen."""

import os
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.e2e.conftest import PROGRAM, RunningDemo


@pytest.mark.desktop
@pytest.mark.slow
def test_a_snapshot_of_the_running_demo_shows_the_alarm(demo: RunningDemo, tmp_path: Path) -> None:
    picture = tmp_path / "alarm.png"
    command = [str(PROGRAM), "view", demo.url, "--snapshot", str(picture), "--asset", "P-102"]
    command += ["--wait-for-alarm", "90", "--size", "800x500"]
    screenless = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(command, env=screenless, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    with Image.open(picture) as image:
        assert image.size == (800, 500)
        red, green, blue = np.asarray(image.convert("RGB")).transpose(2, 0, 1)
    assert ((red > 180) & (green < 110) & (blue < 90)).sum() > 200


@pytest.mark.slow
def test_without_a_server_the_viewer_says_so_and_writes_nothing(tmp_path: Path) -> None:
    picture = tmp_path / "none.png"
    command = [str(PROGRAM), "view", "http://127.0.0.1:9", "--snapshot", str(picture)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode != 0
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.stderr
    assert not picture.exists()
