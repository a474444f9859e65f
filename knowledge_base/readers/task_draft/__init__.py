"""Elements of a page, whatever its format → blocks and tasks. Shared by the readers of HTML and of Word documents."""

from knowledge_base.readers.task_draft.elements import (
    Element,
    Enter,
    Heading,
    Item,
    Leave,
    Listing,
    Notice,
    Paragraph,
    Part,
    Row,
    one_line,
    words_of,
)
from knowledge_base.readers.task_draft.findings import Findings, excerpt
from knowledge_base.readers.task_draft.sections import Drafted, draft_tasks

__all__ = [
    "Drafted",
    "Element",
    "Enter",
    "Findings",
    "Heading",
    "Item",
    "Leave",
    "Listing",
    "Notice",
    "Paragraph",
    "Part",
    "Row",
    "draft_tasks",
    "excerpt",
    "one_line",
    "words_of",
]
