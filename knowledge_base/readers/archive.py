"""Zip packages of unknown origin → their members: no path outside, no bomb, no surprise."""

import io
import lzma
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Limits

_CHUNK = 1 << 20
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,  # zipfile's, for a compression or an encryption that it does not know
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    IndexError,
)
_RATIO = 200
_SMALL = 1 << 20


def members(data: bytes, file: str, limits: Limits) -> dict[str, bytes]:
    """Name → bytes of all files in the package. Raises ManualError when it is damaged, encrypted or asks for too much.

    What the directory of the package promises is not believed: the bytes are counted as they are unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            if len(entries) > limits.files:
                raise ManualError(f"{file}: holds {len(entries)} files; at most {limits.files} are read")
            return _unpacked(package, entries, file, limits)
    except _DAMAGED as error:
        raise ManualError(f"{file}: is not a whole zip package ({error})") from error


def _unpacked(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], file: str, limits: Limits) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    left = limits.expanded_bytes
    for entry in entries:
        name = _inside(entry.filename, file)
        if name in found:
            raise ManualError(f"{file}: holds {name} twice")
        found[name] = _bytes_of(package, entry, file, min(left, limits.file_bytes))
        left -= len(found[name])
    return found


def _inside(name: str, file: str) -> str:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name or not path.parts:
        raise ManualError(f"{file}: holds a file named {name!r}, which would lie outside of the package")
    return path.as_posix()


def _bytes_of(package: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str, allowed: int) -> bytes:
    parts, length = [], 0
    with package.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            length += len(chunk)
            if length > allowed:
                raise ManualError(f"{file}: unpacks to more than it may (at {entry.filename})")
            if length > _SMALL and length > _RATIO * max(entry.compress_size, 1):
                raise ManualError(f"{file}: {entry.filename} is packed more than {_RATIO} times: a zip bomb")
            parts.append(chunk)
    return b"".join(parts)
