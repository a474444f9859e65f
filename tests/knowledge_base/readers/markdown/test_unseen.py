import pytest

from knowledge_base.readers.markdown.grammar import lenient
from knowledge_base.readers.markdown.unseen import Shown, shown
from knowledge_base.readers.source import SourceText
from knowledge_base.records import FindingKind


def page_of(text: str) -> Shown:
    return shown(SourceText(text, "OV-M", "1", "oven.md"), lenient().parse(text), 0)


@pytest.mark.parametrize(
    "text",
    [
        "<!-- SECRET -->\n",
        "Words <!-- SECRET --> words.\n",
        "Words <!-- SE\nCRET --> words.\n",
        "> quoted <!-- SECRET\n> SECRET --> words\n",
        "- item\n\n  <!-- SECRET -->\n- item\n",
        "| a | b |\n|---|---|\n| 1 <!-- SECRET --> | 2 |\n",
        "# Title <!-- SECRET -->\n",
        '<span style="display:none">SECRET</span>\n',
        'Words <span style="font-size:0">SECRET</span> words\n',
        "<div hidden>\n\nSECRET *in Markdown*\n\n```\nSECRET\n```\n\n</div>\n",
        "[//]: # (SECRET)\n",
        '[a]: http://x.example "SECRET"\n\nSee [a].\n',
        'See [it](http://x.example "SECRET and three more words").\n',
        "<!-- SECRET never closed\n\nSECRET\n",
        "<?php SECRET ?>\n",
        "<script>SECRET</script>\n",
    ],
)
def test_what_no_page_shows_is_blanked_and_reported(text: str) -> None:
    page = page_of(text)
    assert "SECRET" not in page.text.text
    assert len(page.text.text) == len(text)
    assert {finding.kind for finding in page.findings} == {FindingKind.QUARANTINED}
    assert "SECRET" in page.findings[0].what.replace("SE CRET", "SECRET")


@pytest.mark.parametrize(
    "text",
    [
        "`<!-- shown -->`\n",
        "``a ` <b hidden>shown</b>``\n",
        "```\n<!-- shown -->\n```\n",
        "    <!-- shown -->\n",
        "\\<!-- shown -->\n",
        "<details><summary>shown</summary>shown</details>\n",
        '<span style="color:#ff0000">shown</span>\n',
        "Inline <!-- shown, because it never ends\n",
        "[a]: http://shown.example\n[^1]: shown\n",
        '<img src="x.png" alt="shown where the picture is not">\n',
    ],
)
def test_what_a_page_shows_stays(text: str) -> None:
    page = page_of(text)
    assert "shown" in page.text.text
    assert page.findings == ()


def test_a_definition_of_a_link_is_blanked_without_a_word() -> None:
    page = page_of("See [the site].\n\n[the site]: http://x.example/of/words\n")
    assert page.text.text.strip() == "See [the site]."
    assert page.findings == ()


def test_a_finding_names_the_line_and_the_first_words() -> None:
    (finding,) = page_of(f"one\n\n<!-- two {'x' * 200} -->\n").findings
    assert (finding.file, finding.place) == ("oven.md", "line 3")
    assert finding.what == f"an HTML comment: two {'x' * 76}"
