"""The import contract "one door per heavy library"."""

from __future__ import annotations

import grimp

from tests.tooling.contracts import OneDoor


def kept(*imports: tuple[str, str]) -> bool:
    graph = grimp.ImportGraph()
    graph.add_module("open3d", is_squashed=True)
    for importer, imported in imports:
        graph.add_module(importer)
        graph.add_import(importer=importer, imported=imported, line_number=1, line_contents="")
    options: dict[str, object] = {
        "libraries": ["open3d", "not_imported"],
        "doors": ["ar_client.desktop*", "ar_client.models"],
    }
    contract = OneDoor(name="one door", session_options={}, contract_options=options)
    return bool(contract.check(graph, verbose=False).kept)


def test_the_door_itself_and_what_lies_inside_it_may_import_the_library() -> None:
    assert kept(("ar_client.models", "open3d"), ("ar_client.models.pump", "open3d"))
    assert kept(("ar_client.desktop_window", "open3d"))


def test_nobody_else_may_import_it() -> None:
    assert not kept(("ar_client.scene", "open3d"))
    assert not kept(("ar_client.models_of_pumps", "open3d"))
    assert not kept(("assistant.cli.view", "open3d"))
