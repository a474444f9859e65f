"""The import contract "one door per heavy library" for import-linter (see `.importlinter`)."""

from __future__ import annotations

from fnmatch import fnmatchcase

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OneDoor(Contract):
    """Only the doors, and what lies inside them, may import the libraries directly.

    Unlike import-linter's own `protected`, it accepts doors and libraries that do not exist (yet), and a door
    may be a pattern: `ar_client.desktop*`.
    """

    type_name = "one_door"

    libraries = fields.ListField(subfield=fields.StringField())
    doors = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Keep the contract if no module outside the doors imports one of the libraries."""
        trespassers = []
        for library in self._names("libraries"):
            importers = graph.find_modules_that_directly_import(library) if library in graph.modules else set()
            for importer in sorted(importers):
                if not any(_lies_within(importer, door) for door in self._names("doors")):
                    details = graph.get_import_details(importer=importer, imported=library)
                    lines = ", ".join(str(detail["line_number"]) for detail in details)
                    trespassers.append(f"- {importer} -> {library} (l.{lines})")
        return ContractCheck(kept=not trespassers, metadata={"trespassers": trespassers})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print each import that goes past the door."""
        for trespasser in check.metadata["trespassers"]:
            output.print_error(trespasser, bold=False)
        output.new_line()
        output.print_error(f"Import it only in: {', '.join(self._names('doors'))}", bold=False)
        output.new_line()

    def _names(self, field: str) -> list[str]:
        # import-linter replaces each declared field by its parsed value when the contract is made.
        return list(getattr(self, field))


def _lies_within(module: str, door: str) -> bool:
    return fnmatchcase(module, door) or fnmatchcase(module, f"{door}.*")
