import hashlib

from knowledge_base.readers.contract import Facts, Source

FACTS = Facts("oven")


def test_the_digest_of_a_file_is_that_of_its_bytes() -> None:
    assert Source("m.md", {"m.md": b"words"}, FACTS).digest() == hashlib.sha256(b"words").hexdigest()


def test_the_digest_of_a_set_depends_on_names_and_bytes_and_not_on_their_order() -> None:
    one = Source("set", {"set/a.xml": b"1", "set/b.xml": b"2"}, FACTS)
    assert one.digest() == Source("set", {"set/b.xml": b"2", "set/a.xml": b"1"}, FACTS).digest()
    assert one.digest() != Source("set", {"set/a.xml": b"2", "set/b.xml": b"1"}, FACTS).digest()
    assert one.digest() != Source("set", {"set/a.xml": b"1", "set/c.xml": b"2"}, FACTS).digest()


def test_a_set_is_no_single_file() -> None:
    assert Source("m.md", {"m.md": b""}, FACTS).single
    assert not Source("set", {"set/a.xml": b""}, FACTS).single
