"""Everything that `assistant` raises on purpose has one base, and the tree in the docstring is the true one."""

import re

from assistant import errors
from assistant.errors import AssistantError


def test_the_tree_in_the_docstring_is_the_tree_of_the_classes() -> None:
    drawn = re.findall(r"[├└]── (\w+)", errors.__doc__ or "")
    made = [kind.__name__ for kind in AssistantError.__subclasses__() if kind.__module__ == errors.__name__]
    assert drawn == made
