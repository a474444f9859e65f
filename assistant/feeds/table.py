"""A recorded file (CSV or Parquet) as checked columns. Strict: what is not a number is named, not guessed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from explain.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

FloatArray = npt.NDArray[np.float64]
_SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True)
class Table:
    """Rows of a file as text, in file order. Row numbers in messages count from 1, the header not counted."""

    file: Path
    frame: "pd.DataFrame"

    def __len__(self) -> int:
        """Rows."""
        return len(self.frame)

    def only(self, rows: Sequence[int]) -> "Table":
        """These rows (positions from 0) alone; messages still give their numbers in the file."""
        return Table(self.file, self.frame.iloc[list(rows)])

    def need(self, column: str, purpose: str) -> "pd.Series[str]":
        """A column as text. Raises DataError naming the columns that there are."""
        if column not in self.frame.columns:
            have = ", ".join(repr(name) for name in self.frame.columns)
            raise DataError(
                f"{self.file} has no column {column!r} for {purpose}. It has: {have}. "
                "Rename it, or bind the right one in plant.yaml"
            )
        return self.frame[column]

    def numbers(self, column: str, purpose: str) -> FloatArray:
        """A column of finite numbers. Raises DataError with the first row that is not one."""
        import pandas as pd

        text = self.need(column, purpose)
        values = pd.to_numeric(text, errors="coerce").to_numpy(dtype=np.float64)
        bad = np.flatnonzero(~np.isfinite(values))
        if len(bad):
            self._refuse(column, text, bad, "a number")
        return values

    def categories(self, column: str, names: tuple[str, ...], purpose: str) -> FloatArray:
        """A column of names as their positions in `names`."""
        text = self.need(column, purpose)
        position = {name: float(i) for i, name in enumerate(names)}
        values = np.array([position.get(cell.strip(), np.nan) for cell in text])
        bad = np.flatnonzero(np.isnan(values))
        if len(bad):
            self._refuse(column, text, bad, f"one of {', '.join(names)}")
        return values

    def flags(self, column: str, purpose: str) -> FloatArray:
        """A column of 0 and 1."""
        values = self.numbers(column, purpose)
        bad = np.flatnonzero((values != 0) & (values != 1))
        if len(bad):
            self._refuse(column, self.frame[column], bad, "0 or 1")
        return values

    def times(self, column: str) -> "pd.DatetimeIndex":
        """A column of ISO 8601 times, taken as UTC where no zone is written."""
        import pandas as pd

        text = self.need(column, "the time")
        values = pd.to_datetime(text, errors="coerce", utc=True, format="ISO8601")
        bad = np.flatnonzero(values.isna().to_numpy())
        if len(bad):
            self._refuse(column, text, bad, "an ISO 8601 time such as 2026-03-01T08:00:00Z")
        return pd.DatetimeIndex(values)

    def _refuse(self, column: str, text: Iterable[str], bad: npt.NDArray[np.intp], wanted: str) -> None:
        cell = list(text)[int(bad[0])]
        shown = "is empty" if not cell.strip() else f"holds {cell!r}"
        more = f" (and {len(bad) - 1} more)" if len(bad) > 1 else ""
        raise DataError(
            f"{self.file}, row {int(self.frame.index[bad[0]]) + 1}, column {column!r} {shown}, not {wanted}{more}. "
            "Correct the file or leave these rows out"
        )


def read_table(file: Path) -> Table:
    """Read a CSV (comma, semicolon or tab) or Parquet file. Raises DataError when it cannot be read or has no rows."""
    import pandas as pd

    if not file.is_file():
        raise DataError(f"there is no file {file}")
    try:
        if file.suffix.lower() in (".parquet", ".pq"):
            frame = pd.read_parquet(file).astype(str).fillna("").reset_index(drop=True)
        else:
            between = _separator(file)
            header = pd.read_csv(file, sep=between, dtype=str, encoding="utf-8-sig", header=None, nrows=1)
            _refuse_twins(file, [str(name) for name in header.iloc[0]])
            frame = pd.read_csv(file, sep=between, dtype=str, encoding="utf-8-sig", keep_default_na=False)
    except pd.errors.EmptyDataError as error:
        raise DataError(f"{file} is empty. Give a file with a header line and at least one row") from error
    except (pd.errors.ParserError, UnicodeDecodeError, ValueError, OSError) as error:
        raise DataError(f"{file} cannot be read as a table: {error}") from error
    if frame.empty:
        raise DataError(f"{file} has a header but no rows")
    if not isinstance(frame.index, pd.RangeIndex):
        # pandas would take the first column for the names of the rows, and so shift all the others.
        raise DataError(f"{file} has more cells in its rows than names in its header. Give every column a name")
    return Table(file, frame)


def _refuse_twins(file: Path, header: list[str]) -> None:
    """Two columns of one name: which one is meant cannot be guessed."""
    twice = [name for i, name in enumerate(header) if name in header[:i]]
    if twice:
        raise DataError(f"{file} has two columns named {twice[0]!r}. Rename or remove one of them")


def _separator(file: Path) -> str:
    with file.open("rb") as handle:
        head = handle.readline(65536).decode("utf-8-sig", errors="replace")
    return max(_SEPARATORS, key=head.count)
