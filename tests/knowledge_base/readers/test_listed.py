from knowledge_base.readers.listed import listed
from knowledge_base.records import Finding, FindingKind


def findings(kind: FindingKind, count: int) -> list[Finding]:
    return [Finding(kind=kind, file="a.md", place=f"line {n}", what="odd") for n in range(count)]


def test_as_many_as_may_be_listed_are_all_listed_in_their_order() -> None:
    few = [*findings(FindingKind.QUARANTINED, 3), *findings(FindingKind.ASSUMED, 3), *findings(FindingKind.MISSING, 1)]
    assert list(listed(few, "a.md", 3)) == few


def test_of_each_kind_the_first_are_listed_and_the_others_counted() -> None:
    hidden, assumed = findings(FindingKind.QUARANTINED, 1205), findings(FindingKind.ASSUMED, 6)
    *first, more_hidden, more_assumed = listed([*hidden, *assumed], "set", 5)
    assert first == [*hidden[:5], *assumed[:5]]
    assert (more_hidden.kind, more_hidden.file, more_hidden.what) == (
        FindingKind.QUARANTINED,
        "set",
        "1,200 more are not listed",
    )
    assert (more_assumed.kind, more_assumed.what) == (FindingKind.ASSUMED, "1 more are not listed")
