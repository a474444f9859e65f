import datetime as dt

from lxml import etree

from knowledge_base.readers.s1000d import module_code
from tests.knowledge_base.readers.s1000d.oven import code, dm_code, element

LANGUAGE = '<language languageIsoCode="EN" countryIsoCode="GB"/>'


def ident(inside: str) -> etree._Element:
    return element(f"<dmIdent>{inside}</dmIdent>")


def test_a_code_is_written_as_in_the_name_of_a_file() -> None:
    assert module_code.dm_code(ident(dm_code("520"))) == "DMC-OVEN-A-D10-00-00-00AA-520A-A" == code("520")


def test_a_learn_code_is_the_last_part() -> None:
    learning = dm_code("520").replace("/>", ' learnCode="T4J" learnEventCode="C"/>')
    assert module_code.dm_code(ident(learning)) == f"{code('520')}-T4JC"


def test_an_extension_makes_a_code_of_its_own() -> None:
    extension = '<identExtension extensionProducer="SHOP" extensionCode="X1"/>'
    assert module_code.dm_code(ident(extension + dm_code("520"))) == f"DME-SHOP-X1-{code('520').removeprefix('DMC-')}"


def test_what_has_no_code_has_an_empty_one() -> None:
    assert module_code.dm_code(ident("")) == ""
    assert module_code.pm_code(ident("")) == ""


def test_a_publication_has_a_code_too() -> None:
    pm = '<pmCode modelIdentCode="OVEN" pmIssuer="BAKER" pmNumber="00001" pmVolume="01"/>'
    assert module_code.pm_code(ident(pm)) == "PMC-OVEN-BAKER-00001-01"


def test_issue_and_language_are_read_from_the_address() -> None:
    issue = '<issueInfo issueNumber="007" inWork="02"/>'
    assert module_code.issue_of(ident(issue)) == "007-02"
    assert module_code.language_of(ident(LANGUAGE)) == "en-GB"
    assert module_code.issue_of(ident("")) is None
    assert module_code.language_of(ident("")) is None


def test_a_date_that_is_none_is_not_made_up() -> None:
    assert module_code.date_of(ident('<issueDate year="2024" month="05" day="17"/>')) == dt.date(2024, 5, 17)
    assert module_code.date_of(ident('<issueDate year="2024" month="13" day="17"/>')) is None
    assert module_code.date_of(ident("")) is None


def test_a_title_is_made_of_the_names_that_are_there() -> None:
    both = "<dmTitle><techName> Burner\n</techName><infoName>Remove</infoName></dmTitle>"
    assert module_code.dm_title(ident(both)) == "Burner - Remove"
    assert module_code.dm_title(ident("<dmTitle><techName>Burner</techName><infoName/></dmTitle>")) == "Burner"
    assert module_code.dm_title(ident("")) == ""
