"""The compiled kernel: finds it, chooses the variant that this processor runs, and calls it through ctypes.

One shared library lies beside this module. Its source (`native/`) is plain C, compiled when the package is built
(`hatch_build.py`) for several kinds of processor; all variants give the same bits. FAULTLENS_KERNEL=avx512, avx2,
baseline or none chooses one. Numba was measured against it: seven times as long a row, and more than a second to start.
"""

import ctypes
import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from explain.errors import ExplainError

VARIABLE = "FAULTLENS_KERNEL"
ABI = 1
_SUFFIX = {"win32": "dll", "darwin": "dylib"}
LIBRARY = Path(__file__).with_name(f"_kernel.{_SUFFIX.get(sys.platform, 'so')}")
_VARIANTS = ("baseline", "avx2", "avx512")

_POINTER, _INT32, _INT64, _DOUBLE = ctypes.c_void_p, ctypes.c_int32, ctypes.c_int64, ctypes.c_double


class KernelError(ExplainError):
    """Exact Shapley values cannot be had here: no kernel, or trees beyond what it takes."""


class Structure(ctypes.Structure):
    """A C structure made from numbers and arrays, which it keeps alive: copies, placed as vectors like them."""

    def __init__(self, **fields: Any) -> None:
        super().__init__()
        self.kept: list[object] = []
        for name, value in fields.items():
            setattr(self, name, self._held(value) if isinstance(value, (np.ndarray, ctypes.Structure)) else value)

    def _held(self, value: npt.NDArray[Any] | ctypes.Structure) -> int:
        kept = aligned(value) if isinstance(value, np.ndarray) else value
        self.kept.append(kept)
        return address(kept) if isinstance(kept, np.ndarray) else ctypes.addressof(kept)


def _fields(integers: Sequence[str], *pointers: str) -> list[tuple[str, type]]:
    return [*((name, _INT32) for name in integers), *((name, _POINTER) for name in pointers)]


class ColumnsStruct(Structure):
    """`Columns` of native/plan.h."""

    _fields_ = _fields(
        ("n_features", "n_columns", "single_precision"), "feature", "kind", "set_start", "members"
    )  # fmt: skip


class DescentStruct(Structure):
    """`Descent` of native/plan.h."""

    _fields_ = [
        *(("columns", _POINTER), ("n_trees", _INT32), ("base", _DOUBLE)),
        *_fields((), "roots", "depth", "nodes", "value"),
    ]


class PlanStruct(Structure):
    """`Plan` of native/plan.h."""

    _fields_ = [
        ("columns", _POINTER),
        *_fields(("n_chunks", "n_groups", "n_rows")),
        ("base", _DOUBLE),
        *_fields((), "chunk_test", "chunk_group", "column", "threshold", "shift", "flip", "group_row", "points"),
        *_fields((), "literals", "group_test", "tests", "value", "need", "cover", "row_feature", "quadrature"),
    ]


class BackgroundStruct(Structure):
    """`Background` of native/plan.h."""

    _fields_ = _fields((), "plan", "start", "pattern", "share", "gain", "loss")


class Kernel:
    """One variant's functions. Every argument is an address, a count or a flag; native/kernel.c says which."""

    def __init__(self, library: ctypes.CDLL, name: str) -> None:
        def function(entry: str, result: type | None, *arguments: type) -> Any:
            found = getattr(library, f"faultlens_{entry}_{name}")
            found.restype, found.argtypes = result, arguments
            return found

        p, n = _POINTER, _INT64
        self.name = name
        self.raw = library.faultlens_raw
        self.raw.restype, self.raw.argtypes = None, (p, p, n, p, p)
        self.words = function("words", None, p, p, n, p, p)
        self.row = function("row", _INT32, p, p, _INT32, p, p, p, p)
        self.rows = function("rows", None, p, p, n, p, p, p, p)
        self.tables = function("tables", None, p, p, p)
        self.batch = function("batch", None, p, p, n, n, p, p, p, p)
        self.interventional = function("interventional", None, p, p, n, p, p)
        self.pairs = function("pairs", None, p, p, p, p)


def kernel() -> Kernel | None:
    """The kernel for this processor, or the one that FAULTLENS_KERNEL names; None when there is none.

    Raises KernelError when the library does not fit this version, or cannot run the variant that was asked for.
    """
    return _chosen(os.environ.get(VARIABLE, ""))


def kernel_name() -> str | None:
    """Which variant of the kernel runs here; None when none does."""
    found = kernel()
    return found.name if found else None


def needed_kernel() -> Kernel:
    """The kernel. Raises KernelError when there is none."""
    found = kernel()
    if found is None:
        raise KernelError(f"exact Shapley values need {LIBRARY.name}, which is not there; install Faultlens again")
    return found


@cache
def _chosen(name: str) -> Kernel | None:
    if name == "none" or (not name and not LIBRARY.is_file()):
        return None
    try:
        library = ctypes.CDLL(str(LIBRARY))
        abi = library.faultlens_abi()
    except (OSError, AttributeError) as error:
        raise KernelError(f"{LIBRARY} cannot be loaded: {error}. Install Faultlens again") from error
    if abi != ABI:
        raise KernelError(f"{LIBRARY} is of another version ({abi}, not {ABI}); install Faultlens again")
    possible = _VARIANTS[: library.faultlens_processor() + 1]
    if name and name not in possible:
        raise KernelError(f"{VARIABLE}={name} does not run here; these do: {', '.join((*possible, 'none'))}")
    return Kernel(library, name or possible[-1])


def aligned(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """A copy that begins at a multiple of 64 bytes, one cache line and one vector."""
    copy = aligned_room(array.size, array.dtype).reshape(array.shape)
    copy[...] = array
    return copy


def aligned_room(size: int, dtype: npt.DTypeLike) -> npt.NDArray[Any]:
    """An array of `size` whatevers that begins at a multiple of 64 bytes."""
    room = np.empty(size * np.dtype(dtype).itemsize + 64, dtype=np.uint8)
    first = -room.ctypes.data % 64
    return room[first : first + size * np.dtype(dtype).itemsize].view(dtype)


def address(array: npt.NDArray[Any]) -> int:
    """Where an array's numbers lie, one after the other."""
    if not array.flags.c_contiguous:
        raise ValueError("the kernel reads arrays that lie in one piece")
    if array.flags.writeable and array.size:
        # A sixth of the time of `ctypes.data`, which a single row would feel.
        return ctypes.addressof(ctypes.c_char.from_buffer(array.data))
    return array.ctypes.data
