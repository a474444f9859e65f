"""What a Markdown file says of itself between two lines of `---` before its first heading."""

import datetime as dt
import re

import yaml
from pydantic import ValidationError

from knowledge_base.errors import ManualError
from knowledge_base.readers.identity import Stated
from knowledge_base.records import Id, Record

_FRONT_MATTER = re.compile(r"\A ?---[ \t]*\r?\n(?P<yaml>.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_OURS = re.compile(r"\A ?---\r?\n(?P<yaml>.*?)\r?\n---\r?\n", re.DOTALL)
_NAMES_A_MANUAL = re.compile(r"\A ?---[ \t]*\r?\n(?:(?!---)[^\r\n]+\r?\n)*?manual[ \t]*:")


class FrontMatter(Record):
    """The front matter of the strict form."""

    manual: Id
    title: str
    revision: str
    date: dt.date
    language: str
    equipment: Id


def is_strict(text: str) -> bool:
    """There is a front matter that names a manual, or what was meant for one."""
    return _NAMES_A_MANUAL.match(text) is not None


def front_matter(file: str, text: str) -> tuple[FrontMatter, int]:
    """The front matter of the strict form and where the body begins. Raises ManualError when it is not as it must."""
    match = _OURS.match(text)
    if not match:
        raise ManualError(
            f"{file}:1: no front matter; begin with ---, manual, title, revision, date, language, equipment, ---"
        )
    try:
        return FrontMatter.model_validate(_parsed(match["yaml"])), match.end()
    except (yaml.YAMLError, ValidationError) as error:
        reason = first_problem(error) if isinstance(error, ValidationError) else str(error).splitlines()[0]
        raise ManualError(f"{file}:1: the front matter is wrong: {reason}") from error


def stated(text: str) -> tuple[Stated, int]:
    """What any other front matter says (MkDocs, Jekyll, Hugo, Docusaurus …), and where the body begins."""
    match = _FRONT_MATTER.match(text)
    if not match:
        return Stated(), 0
    try:
        fields = _parsed(match["yaml"])
    except yaml.YAMLError:
        return Stated(), 0
    if not isinstance(fields, dict):
        return Stated(), 0

    def said(*names: str) -> str | None:
        values = (fields.get(name) for name in names)
        return next((value for value in values if isinstance(value, str) and value.strip()), None)

    return Stated(
        title=said("title"),
        revision=said("revision", "version", "revnumber"),
        date=_date(said("date", "revdate")),
        language=said("language", "lang"),
    ), match.end()


def first_problem(error: ValidationError) -> str:
    """The first thing that is wrong with a record."""
    detail = error.errors()[0]
    return f"{'.'.join(str(part) for part in detail['loc'])}: {detail['msg']}"


def _parsed(text: str) -> object:
    # Text values only: BaseLoader builds nothing but strings, lists and maps, so a revision 2.10 stays "2.10".
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # the safest loader of all


def _date(words: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((words or "")[:10])
    except ValueError:
        return None
