"""A YAML file that remembers where each of its values stands, so that an error can name the line."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.errors import CatalogError, Problem

Location = tuple[str | int, ...]
_MAX_BYTES = 4 * 1024 * 1024
_MAX_DEPTH = 40
_MAX_PLACES = 200_000


@dataclass(frozen=True)
class YamlSource:
    """A parsed file: plain data, and the line (from 1) of each place in it."""

    file: Path
    data: Any
    lines: dict[Location, int]

    def line(self, location: Location) -> int:
        """The line of a place, or of the nearest place around it that exists."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)

    def problem(self, location: Location, what: str, remedy: str) -> Problem:
        """A problem at a place of this file."""
        return Problem(self.file, self.line(location), what, remedy)


def read_yaml(file: Path) -> YamlSource:
    """Parse with safe tags only; raises CatalogError (one problem) on unreadable, oversized or malformed files."""

    def refuse(line: int, what: str, remedy: str) -> CatalogError:
        return CatalogError((Problem(file, line, what, remedy),))

    try:
        raw = file.read_bytes()
    except OSError as error:
        raise refuse(1, f"cannot be read ({error.strerror})", "Create the file or correct its name") from error
    if len(raw) > _MAX_BYTES:
        raise refuse(1, "is larger than 4 MiB", "Split it: one equipment.yaml a type of machine")
    try:
        root = yaml.compose(raw.decode("utf-8"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        raise refuse(1, f"is not UTF-8 text (byte {error.start})", "Save it as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise refuse(
            line,
            f"is not valid YAML: {error.problem or error.context}",
            "Check indentation, colons and quotes",
        ) from error
    except RecursionError as error:
        raise refuse(1, "is nested too deeply", "Write it flatter") from error
    except yaml.YAMLError as error:
        raise refuse(1, f"is not valid YAML: {error}", "Check indentation, colons and quotes") from error
    if root is None:
        raise refuse(1, "is empty", "See the README for what belongs into it")
    lines: dict[Location, int] = {}
    return YamlSource(file, _plain(root, (), lines, file), lines)


def _plain(node: yaml.Node, location: Location, lines: dict[Location, int], file: Path) -> Any:
    line = node.start_mark.line + 1
    lines[location] = line
    if len(location) > _MAX_DEPTH:
        raise CatalogError(
            (Problem(file, line, "is nested too deeply", "Write it flatter; YAML aliases may not loop"),)
        )
    if len(lines) > _MAX_PLACES:
        # A few lines of aliases of aliases can stand for more values than any memory holds.
        raise CatalogError((Problem(file, line, f"holds more than {_MAX_PLACES} values", "Use fewer YAML aliases"),))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, location, lines, file)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*location, i), lines, file) for i, item in enumerate(node.value)]
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_object(node)
    except (yaml.YAMLError, ValueError) as error:
        raise CatalogError(
            (Problem(file, line, f"has a value that cannot be read: {error}", "Put it in quotes"),)
        ) from error


def _mapping(node: yaml.MappingNode, location: Location, lines: dict[Location, int], file: Path) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in result:
            raise CatalogError(
                (Problem(file, line, f"has {key!r} twice in one place", "Remove or rename one of them"),)
            )
        result[key] = _plain(value_node, (*location, key), lines, file)
        lines[(*location, key)] = line
    return result
