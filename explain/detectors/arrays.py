"""Arrays as files of a bundle: numpy's own `.npy` format, read back without trusting a byte of it."""

import io
import re
from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from explain.errors import BundleError

_MAX_BYTES = 256 * 1024 * 1024
# Our own files have no other head (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html), and
# numpy's reader evaluates whatever stands there.
_HEAD = re.compile(rb"\x93NUMPY\x01\x00..\{[^\n{}]{1,60}'shape': \(([\d, ]{0,60})\), \} *\n", re.DOTALL)


def array_files(arrays: Mapping[str, npt.NDArray[Any]]) -> dict[str, bytes]:
    """`name.npy` of each array; the same array always gives the same bytes."""
    files = {}
    for name, array in arrays.items():
        stream = io.BytesIO()
        np.lib.format.write_array(stream, np.ascontiguousarray(array), version=(1, 0), allow_pickle=False)
        files[f"{name}.npy"] = stream.getvalue()
    return files


def read_array(
    files: Mapping[str, bytes], name: str, dtype: npt.DTypeLike, shape: Sequence[int | None], *, finite: bool = True
) -> npt.NDArray[Any]:
    """The array `name.npy`, read-only. shape: the size wanted along each axis, None for any.

    Raises BundleError when it is missing, of another type or shape, cut short or too long, or (unless `finite` is
    False) holds a number that is not finite. Nothing is allocated on the word of the header.
    """
    content = files.get(f"{name}.npy")
    if content is None:
        raise BundleError(f"the model lacks {name}.npy. Train it again")
    if len(content) > _MAX_BYTES:
        raise BundleError(f"{name}.npy is larger than a model can be")
    head = _HEAD.match(content)
    if head is None:
        raise BundleError(f"{name}.npy is damaged. Train the model again")
    found = tuple(int(size) for size in re.findall(rb"\d+", head[1]))
    wanted = np.dtype(dtype).newbyteorder("<")
    fits = len(found) == len(shape) and all(want in (None, size) for size, want in zip(found, shape, strict=True))
    if not fits or prod(found) * wanted.itemsize != len(content) - head.end():
        raise BundleError(f"{name}.npy does not hold the array of this model. Train it again")
    array = np.frombuffer(content, dtype=wanted, offset=head.end()).reshape(found)
    # Written anew it must be the same file: so its type, order and head are those that were wanted.
    if array_files({name: array})[f"{name}.npy"] != content:
        raise BundleError(f"{name}.npy does not hold the array of this model. Train it again")
    if wanted.kind == "b" and (array.view(np.uint8) > 1).any():
        raise BundleError(f"{name}.npy holds what is neither true nor false. Train the model again")
    if finite and wanted.kind == "f" and not np.isfinite(array).all():
        raise BundleError(f"{name}.npy holds numbers that are not finite. Train the model again")
    return array
