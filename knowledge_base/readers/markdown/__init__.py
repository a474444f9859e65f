"""A manual in Markdown → Reading. The file itself is the reading text; words that no page shows are blanked in it.

With a front matter that names the manual it is read strictly (see `strict`): what is wrong is refused, with its line.
Any other Markdown is read leniently (see `knowledge_base.readers.markup.procedures`): what is not understood is a
finding. All words of both are in the passages.
"""

from dataclasses import replace
from typing import Any

from markdown_it.tree import SyntaxTreeNode
from pydantic import ValidationError

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Reader, Source
from knowledge_base.readers.identity import Stated, identity
from knowledge_base.readers.markdown.front_matter import first_problem, front_matter, is_strict, stated
from knowledge_base.readers.markdown.grammar import common_mark, lenient, with_tables
from knowledge_base.readers.markdown.sections import Sections
from knowledge_base.readers.markdown.strict import strict_tasks
from knowledge_base.readers.markdown.unseen import shown
from knowledge_base.readers.markup.assembly import assembled, read_leniently
from knowledge_base.readers.markup.decoding import decoded
from knowledge_base.readers.markup.outline import Outline
from knowledge_base.readers.source import SourceText
from knowledge_base.records import Reading

NAME = "markdown"


def read(source: Source) -> Reading:
    """Read one manual. Raises ManualError when it is not UTF-8, or not as the strict form must be."""
    text = decoded(source)
    if is_strict(text):
        return _read_strictly(source, text)
    return _read_leniently(source, text)


def _read_strictly(source: Source, text: str) -> Reading:
    front, body = front_matter(source.main, text)
    wanted = source.facts.equipment
    if wanted and front.equipment != wanted:
        raise ManualError(
            f"{source.main}:1: is a manual of {front.equipment!r}. Write `equipment: {wanted}` in its front matter, "
            "or move it"
        )
    source = replace(source, facts=replace(source.facts, equipment=front.equipment))
    said = Stated(front.manual, front.title, front.revision, front.date, front.language)
    who = identity(source, said, text[body:])
    plain = SourceText(text, who.manual, who.revision, source.main)
    first_line = plain.line_of(body)
    parser, env = with_tables(), dict[str, Any]()
    tokens = parser.parse(text[body:], env)
    page = shown(plain, tokens, first_line)
    try:
        found = tuple(strict_tasks(source.main, page.text, common_mark().parse(text[body:]), first_line))
        sections = Sections(page.text, parser, env, first_line)
        outline = Outline(page.text, sections.of(SyntaxTreeNode(tokens)))
        task_ids = {
            number: task.task.id
            for number, section in enumerate(outline.sections)
            for task in found
            if task.section[0] <= section.start < task.section[1]
        }
        return assembled(NAME, source, who, outline, [task.task for task in found], task_ids, page.findings)
    except ValidationError as error:
        raise ManualError(f"{source.main}:1: the front matter is wrong: {first_problem(error)}") from error


def _read_leniently(source: Source, text: str) -> Reading:
    front, body = stated(text)
    parser, env = lenient(), dict[str, Any]()
    tokens = parser.parse(text[body:], env)
    tree = SyntaxTreeNode(tokens)
    draft = SourceText(text, "draft", "draft", source.main)
    first_line = draft.line_of(body)
    page = shown(draft, tokens, first_line)
    sections = Sections(page.text, parser, env, first_line)
    found = sections.of(tree)
    title = front.title or next((section.title for section in found if section.title), None)
    who = identity(source, replace(front, title=title), page.text.text[body:])
    seen = SourceText(page.text.text, who.manual, who.revision, source.main)
    return read_leniently(NAME, source, who, Outline(seen, found), (*page.findings, *sections.findings))


READER = Reader(
    name=NAME,
    suffixes=(".md", ".markdown"),
    recognises=lambda source: source.single,
    read=read,
)
