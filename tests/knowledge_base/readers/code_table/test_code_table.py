"""Whole tables of codes."""

from pathlib import Path

import pytest

from knowledge_base.errors import ManualError
from knowledge_base.readers.code_table import READER
from knowledge_base.readers.codes import normal_code
from knowledge_base.readers.contract import Facts, Limits, Source
from knowledge_base.readers.verify import verify
from knowledge_base.records import FindingKind, Passage, PassageKind, Reading

TABLE = 'Alarm code,Meaning,Remedy\n1,Too hot,"Wait until the oven\nis below 80 °C."\n2,Door open,Close the door.\n'


def source(table: str | bytes, name: str = "m/alarm_codes_en_GB.csv", limits: Limits | None = None) -> Source:
    data = table if isinstance(table, bytes) else table.encode()
    return Source(name, {name: data}, Facts("oven"), limits or Limits())


def read(table: str | bytes, name: str = "m/alarm_codes_en_GB.csv") -> Reading:
    of = source(table, name)
    reading = READER.read(of)
    verify(reading, of)
    assert READER.read(of) == reading
    assert Reading.model_validate_json(reading.model_dump_json()) == reading
    return reading


def said(reading: Reading) -> list[str]:
    """The findings but for the revision, which no table states."""
    return [f"{f.place}: {f.what}" for f in reading.findings if "revision" not in f.what]


def entry(reading: Reading, code: str) -> Passage:
    """The only passage that is found by this code."""
    (found,) = [p for p in reading.passages if normal_code(code) in {normal_code(one) for one in p.codes}]
    return found


def test_every_row_is_an_entry_found_by_its_code() -> None:
    reading = read(TABLE)
    assert [passage.kind for passage in reading.passages] == [PassageKind.TABLE, PassageKind.CODE, PassageKind.CODE]
    for code in ("1", "alarm 1", "ALARM:1", "alarm code 1"):
        found = entry(reading, code)
        assert found.quote.text == '1,Too hot,"Wait until the oven\nis below 80 °C."'
        assert found.quote.citation.section == ("Alarm codes", "alarm 1")
    assert said(reading) == []


def test_the_name_of_the_file_says_title_and_language() -> None:
    manual = read(TABLE).manual
    assert (manual.id, manual.title, manual.language) == ("alarm_codes_en_GB", "Alarm codes", "en")
    assert read("Fehlercode;Text\n1;heiß\n", "m/ofen-de.csv").manual.language == "de"
    assert read(TABLE, "m/list_no.csv").manual.title == "List no"


def test_the_reading_text_is_the_decoded_file() -> None:
    assert read("\ufeff" + TABLE).texts == {"m/alarm_codes_en_GB.csv": TABLE}
    assert read(TABLE.encode("utf-16")).texts == {"m/alarm_codes_en_GB.csv": TABLE}


def test_bytes_that_are_no_utf_8_are_windows_1252_and_this_is_told() -> None:
    reading = read(TABLE.encode("cp1252"))
    assert "80 °C" in entry(reading, "alarm 1").quote.text
    assert said(reading) == ["document: is not UTF-8 (byte 69): read as Windows-1252"]


def test_rows_of_another_length_are_told_and_read() -> None:
    reading = read("Error code,Text\n1,Hot,really\n2\n3,Cold\n")
    assert said(reading) == [
        "line 2: error 1 has 3 cells where the header has 2",
        "line 3: error 2 has 1 cells where the header has 2",
    ]
    assert entry(reading, "error 2").quote.text == "2"


def test_a_row_without_a_code_is_told_and_stays_searchable() -> None:
    reading = read("Error code,Text\n1,Hot\n,Wait an hour.\n2,Cold\n")
    assert said(reading) == ["line 3: this row has no code: Wait an hour."]
    assert [passage.kind.value for passage in reading.passages] == ["table", "code", "table", "code"]
    assert reading.passages[2].quote.citation.section == ("Alarm codes",)


def test_a_code_that_stands_twice_is_told() -> None:
    reading = read("Error code,Text\n1,Hot\n2,Cold\n1,Hot again\n")
    assert said(reading) == ["line 4: error 1 stands on line 2 too"]
    assert sum("error 1" in passage.codes for passage in reading.passages) == 2


def test_a_table_without_codes_is_read_row_by_row() -> None:
    reading = read("Temperature,Meaning\nhot,Wait here\ncold,Go on\n", "m/oven.csv")
    assert {passage.kind for passage in reading.passages} == {PassageKind.TABLE}
    assert reading.passages[0].quote.text == "Temperature,Meaning\nhot,Wait here\ncold,Go on"
    assert "line 1: no column holds codes: its rows are found by their words alone" in said(reading)


def test_lines_above_the_header_are_kept() -> None:
    reading = read("Alarms of the oven\n\nAlarm code,Text\n1,Hot\n2,Cold\n")
    assert reading.passages[0].quote.text == "Alarms of the oven\n\nAlarm code,Text"
    assert entry(reading, "alarm 2").quote.text == "2,Cold"


def test_characters_that_nobody_sees_are_in_no_passage() -> None:
    planted = "".join(chr(0xE0000 + ord(letter)) for letter in "planted")
    reading = read(f"Error code,Text\n1,Hot{planted}\n2,\u202etloc\u202c\n")
    assert entry(reading, "error 1").quote.text == "1,Hot"
    hidden = [finding.what for finding in reading.findings if finding.kind is FindingKind.QUARANTINED]
    assert hidden == [
        "invisible or reordering characters: planted",
        "invisible or reordering characters: tloc",
    ]
    assert "planted" not in reading.model_dump_json(exclude={"findings"})


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "holds no table"),
        (b"Error code,Text\n", "holds no table"),
        (b"Error code,Text\n1,\x00\n", "holds NUL characters"),
        ("Error code,Text\n1,x\n".encode("utf-16-le"), "holds NUL characters"),
        (b"\xff\xfea", "is not whole UTF-16"),
        (b'Error code,Text\n1,"open\n', "never closed"),
    ],
)
def test_what_is_no_table_is_refused_by_name(data: bytes, why: str) -> None:
    with pytest.raises(ManualError, match=why) as caught:
        READER.read(source(data, "m/a.csv"))
    assert str(caught.value).startswith("m/a.csv:")


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(ManualError, match="larger than 0 MiB"):
        READER.read(source(TABLE, limits=Limits(file_bytes=10)))


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "code", "section", "words", "entries"),
    [
        ("alarm_codes_en_US.csv", "ALARM:3", "alarm 3", "Abort during cycle", 10),
        ("alarm_codes_en_US.csv", "alarm 10", "alarm 10", "Second dual axis", 10),
        ("error_codes_en_US.csv", "error:20", "error 20", "Unsupported command", 36),
        ("setting_codes_en_US.csv", "$110", "$110", "X-axis maximum rate", 34),
    ],
)
def test_the_codes_of_a_real_controller_lead_to_their_rows(
    manuals_root: Path, name: str, code: str, section: str, words: str, entries: int
) -> None:
    reading = read((manuals_root / "grbl" / name).read_bytes(), f"m/{name}")
    found = entry(reading, code)
    assert found.quote.citation.section[1] == section
    assert words.lower() in found.quote.text.lower()
    assert sum(passage.kind is PassageKind.CODE for passage in reading.passages) == entries
    assert reading.manual.language == "en"
    assert said(reading) == []
