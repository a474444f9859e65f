"""XML of unknown origin → a tree: no entity is expanded, no file or address is opened, depth and size have an end."""

from lxml import etree

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Limits


def parse_xml(data: bytes, file: str, limits: Limits) -> etree._Element:
    """The root element. Raises ManualError when it is no XML, nests too deep, or needs an entity to be expanded."""
    if len(data) > limits.file_bytes:
        raise ManualError(f"{file}: is larger than {limits.file_bytes // 2**20} MiB")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ManualError(f"{file}: is not well-formed XML ({error})") from error
    _refuse_entities(root, file)
    _refuse_depth(root, file, limits.depth)
    return root


def _refuse_entities(root: etree._Element, file: str) -> None:
    """A reference that is not expanded leaves a hole in the words; a step with a hole is a wrong step."""
    for node in root.iter(etree.Entity):
        raise ManualError(
            f"{file}:{node.sourceline}: uses the entity {node.text}; entities are not expanded. Write it out"
        )


def _refuse_depth(root: etree._Element, file: str, deepest: int) -> None:
    depth = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > deepest:
            raise ManualError(f"{file}:{node.sourceline}: elements are nested more than {deepest} deep")
