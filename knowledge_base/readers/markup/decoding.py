"""The bytes of a text file → its characters."""

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Source

_MAX_BYTES = 20 * 1024 * 1024
_BOM = "\ufeff"


def decoded(source: Source) -> str:
    """The text of a single file; a byte order mark becomes a blank, so that positions are those of the file.

    Raises ManualError when it is too large or not UTF-8.
    """
    if not source.single:
        raise ManualError(f"{source.main}: is a folder; give the file itself")
    raw = source.files[source.main]
    limit = min(_MAX_BYTES, source.limits.file_bytes)
    if len(raw) > limit:
        raise ManualError(f"{source.main}: is larger than {limit // 1024 // 1024} MiB; split it into several manuals")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ManualError(f"{source.main}: is not UTF-8 text (byte {error.start}); save it as UTF-8") from error
    return f" {text[1:]}" if text.startswith(_BOM) else text
