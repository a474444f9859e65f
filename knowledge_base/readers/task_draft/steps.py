"""A numbered list → the steps of a draft, each after the notices that guard it."""

from collections.abc import Iterable

from knowledge_base import records
from knowledge_base.readers.passages import BlockKind
from knowledge_base.readers.task_draft.draft import Draft, DraftStep, Page
from knowledge_base.readers.task_draft.elements import Item, Listing, Notice, Part, words_of
from knowledge_base.readers.task_draft.prepared import prepared_parts
from knowledge_base.readers.task_draft.unseen import PICTURE


def take_steps(page: Page, draft: Draft, listing: Listing) -> None:
    """Add the items to the draft's steps. A list that does not go on where the last one ended is a doubt."""
    if listing.doubt:
        draft.doubt(listing.place, listing.doubt)
    for item in listing.items:
        draft.top_steps += 1
        _check_number(draft, item, draft.top_steps)
        _take_item(page, draft, item)


def take_notice(page: Page, notice: Notice, after: str = "\n\n") -> records.Notice:
    """Write a notice; its quote leaves out the signal word."""
    span = page.write(notice.words, BlockKind.NOTICE, after)
    return noticed(page, notice, span[0])


def noticed(page: Page, notice: Notice, start: int) -> records.Notice:
    """The record of a notice that is written at `start`."""
    lead = notice.lead if notice.words[notice.lead :].strip() else 0
    return records.Notice(kind=notice.kind, quote=page.text.quote(start + lead, start + len(notice.words)))


def _check_number(draft: Draft, item: Item, due: int) -> None:
    if item.number != due:
        draft.doubt(item.place, f"step {item.mark} stands where step {due} is due")


def _take_item(page: Page, draft: Draft, item: Item) -> None:
    parts = list(prepared_parts(item.parts))
    leading = _first_notices(parts)
    draft.waiting += [take_notice(page, notice) for notice in leading]
    own, substeps, rest = _divided(parts[len(leading) :])
    trailing = _first_notices(reversed(own))[::-1]
    own = own[: len(own) - len(trailing)]
    if not words_of(own).strip():
        draft.doubt(item.place, f"step {item.mark} has no words")
    step = _write_step(page, draft, item, own)
    step.notices += [take_notice(page, notice, "\n") for notice in trailing]
    if substeps is not None:
        if substeps.doubt:
            draft.doubt(substeps.place, substeps.doubt)
        for due, substep in enumerate(substeps.items, 1):
            _check_number(draft, substep, due)
            _take_item(page, draft, substep)
    if rest:
        draft.doubt(item.place, f"step {item.mark} has words after its substeps")
        page.write(words_of(rest), BlockKind.TEXT, "\n")


def _first_notices(parts: Iterable[Part]) -> list[Notice]:
    """The notices before the first part that is none."""
    found: list[Notice] = []
    for part in parts:
        if not isinstance(part, Notice):
            break
        found.append(part)
    return found


def _divided(parts: list[Part]) -> tuple[list[Part], Listing | None, list[Part]]:
    """What stands before the substeps, the substeps, and what stands after them."""
    for place, part in enumerate(parts):
        if isinstance(part, Listing) and part.ordered:
            return parts[:place], part, parts[place + 1 :]
    return parts, None, []


def _write_step(page: Page, draft: Draft, item: Item, own: list[Part]) -> DraftStep:
    """Write the words of a step in one stretch; a notice in the midst of them is theirs, and quoted by itself too."""
    text = page.text
    start, begin = text.write(f"{item.mark} " if item.mark else "", after="\n")
    end = begin
    inner: list[records.Notice] = []
    for number, part in enumerate(own):
        place, end = text.write(words_of([part]), after="\n" if number or not item.mark else "")
        begin = begin if number else place
        if isinstance(part, Notice):
            inner.append(noticed(page, part, place))
        if PICTURE in words_of([part]):
            page.findings.not_understood(item.place, f"step {item.mark} holds a picture where a word is due")
    page.block((start, end), BlockKind.STEP)
    step = DraftStep(item.label, text.quote(begin, end), [*draft.waiting, *inner])
    draft.waiting.clear()
    draft.steps.append(step)
    return step
