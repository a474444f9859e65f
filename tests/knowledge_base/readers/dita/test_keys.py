from knowledge_base.readers.dita.document_set import Target
from knowledge_base.readers.dita.keys import Key, KeySpace


def place(name: str) -> Key:
    return Key(target=Target(name))


def test_of_two_definitions_the_one_in_the_outer_map_counts_then_the_first() -> None:
    keys = KeySpace()
    keys.define("belt", place("deep"), 2)
    keys.define("belt", place("near"), 1)
    keys.define("belt", place("later"), 1)
    assert keys.find("belt") == place("near")
    assert keys.find("drum") is None


def test_a_key_of_the_scope_around_goes_before_its_own() -> None:
    outer = KeySpace()
    inner = outer.inner("left")
    inner.define("belt", place("inner"), 0)
    assert inner.find("belt") == place("inner")
    outer.define("belt", place("outer"), 0)
    assert inner.find("belt") == place("outer")


def test_a_key_of_another_scope_is_found_by_its_full_name() -> None:
    outer = KeySpace()
    outer.inner("left").inner("top").define("belt", place("left top"), 0)
    outer.inner("right").define("belt", place("right"), 0)
    assert outer.find("left.top.belt") == place("left top")
    assert outer.inner("right").find("left.top.belt") == place("left top")
    assert outer.find("left.belt") is None
    assert outer.find("belt") is None


def test_a_key_may_stand_for_a_key() -> None:
    keys = KeySpace()
    keys.define("a", Key(keyref="b"), 0)
    keys.define("b", Key(keyref="c"), 0)
    keys.define("c", place("end"), 0)
    assert keys.find("a") == place("end")


def test_keys_that_stand_for_each_other_stand_for_nothing() -> None:
    keys = KeySpace()
    keys.define("a", Key(keyref="b"), 0)
    keys.define("b", Key(keyref="a"), 0)
    assert keys.find("a") is None


def test_a_chain_of_keys_has_an_end() -> None:
    keys = KeySpace()
    for number in range(100):
        keys.define(f"k{number}", Key(keyref=f"k{number + 1}"), 0)
    keys.define("k100", place("end"), 0)
    assert keys.find("k0") is None
    assert keys.find("k95") == place("end")
