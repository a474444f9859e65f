"""Which kernel runs, and what is said when none can."""

import ctypes
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from explain.shapley import library
from explain.shapley.library import (
    KernelError,
    Structure,
    address,
    aligned,
    aligned_room,
    kernel,
    kernel_name,
    needed_kernel,
)


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(library.VARIABLE, raising=False)


def test_the_best_variant_of_this_processor_runs_unless_another_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert kernel_name() in {"baseline", "avx2", "avx512"}
    monkeypatch.setenv(library.VARIABLE, "baseline")
    assert kernel_name() == "baseline"
    assert needed_kernel().name == "baseline"


def test_none_means_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(library.VARIABLE, "none")
    assert kernel() is None
    assert kernel_name() is None
    with pytest.raises(KernelError, match="install Faultlens again"):
        needed_kernel()


def test_an_unknown_variant_is_refused_with_those_that_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(library.VARIABLE, "avx1024")
    with pytest.raises(KernelError, match=r"baseline.*none"):
        kernel()


def test_without_a_library_there_is_no_kernel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(library, "LIBRARY", tmp_path / "_kernel.so")
    library._chosen.cache_clear()
    try:
        assert kernel() is None
    finally:
        library._chosen.cache_clear()


def test_a_file_that_is_no_library_is_told_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "_kernel.so").write_bytes(b"no library")
    monkeypatch.setattr(library, "LIBRARY", tmp_path / "_kernel.so")
    library._chosen.cache_clear()
    try:
        with pytest.raises(KernelError, match=r"_kernel\.so cannot be loaded"):
            kernel()
    finally:
        library._chosen.cache_clear()


def test_a_library_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "ABI", -1)
    library._chosen.cache_clear()
    try:
        with pytest.raises(KernelError, match="another version"):
            kernel()
    finally:
        library._chosen.cache_clear()


def test_nothing_heavy_is_imported_for_it() -> None:
    asked = "import sys, explain.shapley.stream, explain.shapley.interventional, explain.shapley.interactions"
    heavy = "lightgbm", "xgboost", "shap", "numba", "scipy", "sklearn", "pandas", "pydantic"
    code = f"{asked}; print(*[name for name in {heavy} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == ""


def test_arrays_for_the_kernel_begin_at_a_cache_line() -> None:
    numbers = np.arange(7.0).reshape(7, 1)
    for _ in range(20):
        copy = aligned(numbers)
        assert address(copy) % 64 == 0
        np.testing.assert_array_equal(copy, numbers)
    assert aligned_room(3, np.uint64).shape == (3,)


def test_every_array_in_one_piece_has_its_address() -> None:
    numbers = np.arange(4.0)
    locked = np.arange(4.0)
    locked.flags.writeable = False
    for array in (numbers, locked, numbers[1:], np.empty((0, 3))):
        assert address(array) == array.ctypes.data


def test_an_array_in_pieces_has_no_address() -> None:
    with pytest.raises(ValueError, match="one piece"):
        address(np.zeros((4, 4))[:, ::2])


def test_a_structure_keeps_the_arrays_that_it_points_to() -> None:
    class Pair(Structure):
        _fields_ = (("count", ctypes.c_int32), ("numbers", ctypes.c_void_p))

    pair = Pair(count=2, numbers=np.array([3.0, 4.0]))
    np.zeros(1000)
    assert list(ctypes.cast(pair.numbers, ctypes.POINTER(ctypes.c_double))[: pair.count]) == [3.0, 4.0]
