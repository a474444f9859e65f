"""The questions of `bench retrieval`: well formed, apart from each other, and each gold section stands in the manuals.

The manuals are taken apart here with the plainest means, not with the readers that the bench measures.
"""

import csv
import gzip
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from lxml import etree

QUESTIONS = Path(__file__).parent / "retrieval"
FILES = ("development", "held_out")
KINDS = ("answerable", "code", "no_answer")
LANGUAGES = ("en", "de", "fr", "es")
# kind, language → how many there must be, in `development` and in `held_out`.
AT_LEAST = {
    ("answerable", "en"): (110, 220),
    ("answerable", "de"): (15, 25),
    ("answerable", "fr"): (15, 25),
    ("answerable", "es"): (15, 25),
    ("code", "en"): (25, 60),
    ("no_answer", "en"): (50, 80),
}
SOURCES = ("linuxcnc_adoc", "grbl", "icub_md", "s1000d_bike_4.1", "s1000d_toolkit_pdf", "myfixit")
RUN = 5
_TAG = re.compile(r"</?[a-zA-Z][^>\n]*>")
_NOT_WORDS = re.compile(r"[^\w$#%=+]|_")
_WORD = re.compile(r"[\w$](?:[\w$.:/-]*\w)?")
_PDF_HEADING = re.compile(r"\d\.(?:\d+\.)* ?[A-Z].*")
_LIKE_A_CODE = re.compile(r"[\d_$]")
Sections = dict[tuple[str, str], str]


def questions(name: str) -> list[dict[str, Any]]:
    """One file of questions."""
    return [json.loads(line) for line in (QUESTIONS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def every() -> list[dict[str, Any]]:
    """The questions of both files."""
    return [question for name in FILES for question in questions(name)]


def normal(heading: str) -> str:
    """A heading without markup, capitals and white space."""
    return _NOT_WORDS.sub("", _TAG.sub("", heading).casefold())


def words(text: str) -> list[str]:
    """The words of a text, a code being one word."""
    return [match[0] for match in _WORD.finditer(text.casefold())]


def runs(text: str) -> set[tuple[str, ...]]:
    """Every five words that follow each other."""
    found = words(text)
    return {tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}


def codes(question: str) -> list[str]:
    """What is asked for: the words with a digit, _ or $ in them; where there is none, the longest word."""
    said = question.split()
    like = [word for word in said if _LIKE_A_CODE.search(word)] or [max(said, key=len)]
    return [re.sub(r"^(?:alarm|error)", "", normal(word)).replace("$", "") for word in like]


@pytest.fixture(scope="module")
def sections(manuals_root: Path) -> Sections:
    """(source, heading in normal form) → heading and text, of every section that can be a gold one."""
    found: defaultdict[tuple[str, str], str] = defaultdict(str)
    for take in (_marked_up, _tables, _modules, _pages, _guides):
        for source, heading, text in take(manuals_root):
            found[source, normal(heading)] += f"{heading}\n{text}\n"
    return dict(found)


def _marked_up(root: Path) -> Iterator[tuple[str, str, str]]:
    for folder, suffix, sign in (("linuxcnc_adoc", "adoc", "="), ("grbl", "md", "#"), ("icub_md", "md", "#")):
        for file in sorted((root / folder).glob(f"*.{suffix}")):
            text = file.read_text(encoding="utf-8")
            parts = re.split(rf"^{sign}{{1,6}}[ \t]+(\S.*)$", text, flags=re.MULTILINE)
            for heading, body in zip(parts[1::2], parts[2::2], strict=True):
                yield f"{folder}/{file.name}", heading, body


def _tables(root: Path) -> Iterator[tuple[str, str, str]]:
    for file in sorted((root / "grbl").glob("*.csv")):
        for row in csv.reader(io.StringIO(file.read_text(encoding="utf-8"))):
            yield f"grbl/{file.name}", row[0], " ".join(row[1:])


def _modules(root: Path) -> Iterator[tuple[str, str, str]]:
    """The words of a data module and its attributes, where part numbers and fault codes stand."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    for file in sorted((root / "s1000d_bike_4.1").glob("D*.XML")):
        tree = etree.parse(str(file), parser).getroot()
        values = (str(value) for element in tree.iter("*") for value in element.attrib.values())
        said = " ".join(str(part) for part in tree.itertext())
        yield "s1000d_bike_4.1", file.name.rsplit("_", 2)[0], f"{said} {' '.join(values)}"


def _pages(root: Path) -> Iterator[tuple[str, str, str]]:
    """Numbered headings of the document, after its four pages of contents."""
    for file in sorted((root / "s1000d_toolkit_pdf").glob("*.pdf")):
        document = pypdfium2.PdfDocument(file)
        pages = [document[number].get_textpage().get_text_range() for number in range(4, len(document))]
        heading = ""
        for line in (line.strip() for page in pages for line in page.splitlines()):
            heading = line if _PDF_HEADING.fullmatch(line) else heading
            yield f"s1000d_toolkit_pdf/{file.name}", heading, "" if heading == line else line


def _guides(root: Path) -> Iterator[tuple[str, str, str]]:
    for file in sorted((root / "myfixit").glob("*.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for guide in map(json.loads, lines):
                yield f"myfixit/{file.name}", guide["Title"], " ".join(step["Text_raw"] for step in guide["Steps"])


@pytest.mark.parametrize("name", FILES)
def test_a_question_has_its_fields_and_only_an_answerable_one_has_gold(name: str) -> None:
    for question in questions(name):
        assert set(question) == {"id", "kind", "language", "question", "gold"}, question["id"]
        assert question["kind"] in KINDS
        assert question["language"] in LANGUAGES
        assert question["question"].strip() == question["question"] != ""
        assert bool(question["gold"]) == (question["kind"] != "no_answer"), question["id"]
        assert all(set(gold) == {"source", "section"} for gold in question["gold"]), question["id"]


def test_no_question_and_no_id_stands_twice_in_the_two_files() -> None:
    asked = Counter(" ".join(words(question["question"])) for question in every())
    assert [question for question, times in asked.items() if times > 1] == []
    ids = Counter(question["id"] for question in every())
    assert [name for name, times in ids.items() if times > 1] == []


def test_no_question_names_a_gold_section_twice() -> None:
    for question in every():
        gold = [(gold["source"], normal(gold["section"])) for gold in question["gold"]]
        assert len(gold) == len(set(gold)), question["id"]


@pytest.mark.parametrize(("place", "name"), list(enumerate(FILES)))
def test_there_are_enough_of_each_kind_and_language(place: int, name: str) -> None:
    counts = Counter((question["kind"], question["language"]) for question in questions(name))
    short = {of: (counts[of], least[place]) for of, least in AT_LEAST.items() if counts[of] < least[place]}
    assert short == {}


@pytest.mark.parametrize("name", FILES)
def test_answerable_questions_are_asked_of_all_six_manuals(name: str) -> None:
    first = Counter(
        question["gold"][0]["source"].split("/")[0]
        for question in questions(name)
        if (question["kind"], question["language"]) == ("answerable", "en")
    )
    assert set(first) == set(SOURCES)
    assert min(first.values()) >= 8


@pytest.mark.data
@pytest.mark.parametrize("name", FILES)
def test_every_gold_section_stands_in_the_manuals(name: str, sections: Sections) -> None:
    lost = [
        (question["id"], gold)
        for question in questions(name)
        for gold in question["gold"]
        if (gold["source"], normal(gold["section"])) not in sections
    ]
    assert lost == []


@pytest.mark.data
@pytest.mark.parametrize("name", FILES)
def test_no_question_repeats_five_words_of_a_gold_section(name: str, sections: Sections) -> None:
    for question in questions(name):
        for gold in question["gold"]:
            text = sections[gold["source"], normal(gold["section"])]
            assert runs(question["question"]) & runs(text) == set(), question["id"]


@pytest.mark.data
@pytest.mark.parametrize("name", FILES)
def test_a_code_that_is_asked_stands_in_its_first_gold_section(name: str, sections: Sections) -> None:
    for question in questions(name):
        if question["kind"] == "code":
            gold = question["gold"][0]
            text = normal(sections[gold["source"], normal(gold["section"])]).replace("$", "")
            assert any(code in text for code in codes(question["question"])), question["id"]


@pytest.mark.data
def test_a_code_that_no_manual_has_is_in_none(sections: Sections) -> None:
    code_alone = re.compile(r"\b[A-Z]+_\w+|\bNYCJD\d+|\$\d+|\b[A-Z]+(?:-\w+){2,}")
    everything = "\n".join(f"{heading} {text}" for (_, heading), text in sections.items())
    for question in every():
        if question["kind"] == "no_answer":
            for code in code_alone.findall(question["question"]):
                assert not re.search(rf"(?<![\w$]){re.escape(code)}(?!\w)", everything), (question["id"], code)
