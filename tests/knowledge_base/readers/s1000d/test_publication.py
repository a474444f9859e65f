from knowledge_base.readers.s1000d.csdb import Csdb
from knowledge_base.readers.s1000d.findings import Findings
from knowledge_base.readers.s1000d.publication import in_order, stated
from knowledge_base.records import FindingKind
from tests.knowledge_base.readers.s1000d.oven import code, csdb_of, dm, dm_ref, of_kind, pm

TEXT = "<description><para>An oven.</para></description>"
MODULES = tuple(dm(TEXT, info=info) for info in ("041", "520", "720", "921"))
MAIN = (
    "<pmEntry><pmEntryTitle>Repair</pmEntryTitle>"
    f"<pmEntry><pmEntryTitle>Burner</pmEntryTitle>{dm_ref('720')}</pmEntry>{dm_ref('520')}</pmEntry>"
)


def order(csdb: Csdb) -> list[str]:
    return [entry.module.code[-7:-3] + entry.module.code[-3] for entry in in_order(csdb, Findings())]


def codes(*infos: str) -> list[str]:
    return [code(info)[-7:-3] + code(info)[-3] for info in infos]


def test_modules_come_in_the_order_of_the_main_publication_then_the_others_then_by_code() -> None:
    small = pm(f"<pmEntry>{dm_ref('921')}{dm_ref('720')}</pmEntry>".replace(dm_ref("720"), ""), number="00000")
    assert order(csdb_of(*MODULES, small, pm(MAIN))) == codes("720", "520", "921", "041")


def test_a_module_that_is_listed_twice_is_read_once() -> None:
    twice = pm(f"<pmEntry>{dm_ref('520')}{dm_ref('041')}{dm_ref('520')}</pmEntry>")
    assert order(csdb_of(*MODULES, twice)) == codes("520", "041", "720", "921")


def test_without_a_publication_the_order_is_that_of_the_codes() -> None:
    assert order(csdb_of(*reversed(MODULES))) == codes("041", "520", "720", "921")


def test_the_titles_of_the_entries_above_are_the_section() -> None:
    sections = {entry.module.code: entry.section for entry in in_order(csdb_of(*MODULES, pm(MAIN)), Findings())}
    assert sections[code("720")] == ("Repair", "Burner")
    assert sections[code("520")] == ("Repair",)
    assert sections[code("041")] == ()


def test_what_is_listed_and_not_there_is_one_finding() -> None:
    findings = Findings()
    listed = "".join(dm_ref(info) for info in ("111", "222", "333", "444", "520"))
    in_order(csdb_of(*MODULES, pm(f"<pmEntry>{listed}</pmEntry>")), findings)
    (what,) = of_kind(findings.all(), FindingKind.MISSING)
    assert what == f"lists 4 modules that are not in the folder: {code('111')}, {code('222')}, {code('333')}, …"


def test_another_issue_than_the_listed_one_is_a_finding() -> None:
    findings = Findings()
    listed = dm_ref("520").replace("</dmRefIdent>", '<issueInfo issueNumber="009" inWork="00"/></dmRefIdent>')
    in_order(csdb_of(*MODULES, pm(f"<pmEntry>{listed}</pmEntry>")), findings)
    assert of_kind(findings.all(), FindingKind.MISSING) == [
        f"lists issue 009-00 of {code('520')}; issue 003-00 is read"
    ]


def test_the_main_publication_names_the_manual() -> None:
    said = stated(csdb_of(*MODULES, pm("", number="00000", title="Other"), pm(MAIN)))
    assert (said.manual, said.title, said.revision, said.language) == (
        "PMC-OVEN-BAKER-00001-01",
        "Oven manual",
        "002-01",
        "en-GB",
    )
    assert str(said.date) == "2025-02-03"


def test_a_single_module_names_itself() -> None:
    said = stated(csdb_of(MODULES[1]))
    assert (said.manual, said.title, said.revision, said.language) == (
        code("520"),
        "Burner - Remove",
        "003-00",
        "en-GB",
    )
    assert str(said.date) == "2024-05-17"


def test_modules_without_a_publication_are_called_by_what_their_codes_share() -> None:
    said = stated(csdb_of(*MODULES))
    assert (said.manual, said.revision, said.language) == ("DMC-OVEN-A-D10-00-00-00AA", None, "en-GB")
    assert stated(csdb_of(MODULES[0], dm(TEXT, language="de"))).language is None
