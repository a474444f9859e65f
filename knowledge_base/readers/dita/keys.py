"""Keys: names that a map gives to topics and to words (DITA 1.3, 2.3.4 Indirect key-based addressing)."""

from dataclasses import dataclass, field

from lxml import etree

from knowledge_base.readers.dita.document_set import Target

_LONGEST_CHAIN = 10


@dataclass(frozen=True)
class Key:
    """What a key stands for: a place in the set, an address outside, words (in a `topicmeta`), another key."""

    target: Target | None = None
    address: str | None = None
    words: etree._Element | None = None
    keyref: str | None = None


@dataclass(eq=False)
class KeySpace:
    """The keys of one scope. A key of the scope around it goes before its own (DITA 1.3, 2.3.4.2 Key scopes)."""

    parent: "KeySpace | None" = None
    scopes: dict[str, "KeySpace"] = field(default_factory=dict)
    _keys: dict[str, tuple[int, Key]] = field(default_factory=dict)

    def define(self, name: str, key: Key, depth: int) -> None:
        """depth: of maps in maps. The least deep definition counts; of two as deep, the first."""
        if name not in self._keys or depth < self._keys[name][0]:
            self._keys[name] = depth, key

    def inner(self, name: str) -> "KeySpace":
        """The scope of that name inside of this one."""
        return self.scopes.setdefault(name, KeySpace(self))

    def find(self, name: str) -> Key | None:
        """What a key stands for in this scope, keys that lead to keys followed; None when it is not defined."""
        passed: set[str] = set()
        key = self.lookup(name)
        while key is not None and key.keyref is not None and key.target is None and key.words is None:
            if key.keyref in passed or len(passed) > _LONGEST_CHAIN:
                return None
            passed.add(key.keyref)
            key = self.lookup(key.keyref)
        return key

    def lookup(self, name: str) -> Key | None:
        """The definition of a key, as it stands."""
        outer = self.parent.lookup(name) if self.parent is not None else None
        if outer is not None:
            return outer
        if name in self._keys:
            return self._keys[name][1]
        scope, dot, rest = name.partition(".")
        if dot and scope in self.scopes:
            return self.scopes[scope].own(rest)
        return None

    def own(self, name: str) -> Key | None:
        """A key that is qualified by the name of this scope."""
        if name in self._keys:
            return self._keys[name][1]
        scope, dot, rest = name.partition(".")
        return self.scopes[scope].own(rest) if dot and scope in self.scopes else None
