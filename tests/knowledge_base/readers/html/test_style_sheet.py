from bs4 import BeautifulSoup, Tag

from knowledge_base.readers.html.style_sheet import Cascade, rules_of
from knowledge_base.readers.task_draft import Findings


def declared(sheet: str, body: str = "<p>x</p>", selector: str = "p") -> dict[str, str]:
    """What the first element of this selector is declared to be."""
    return of(sheet, body, selector)[0]


def of(sheet: str, body: str, selector: str) -> tuple[dict[str, str], list[str]]:
    soup = BeautifulSoup(f"<style>{sheet}</style>{body}", "html5lib")
    findings = Findings("oven.html")
    tag = soup.select_one(selector)
    assert isinstance(tag, Tag)
    return Cascade(soup, findings).of(tag), [finding.what for finding in findings.all()]


def test_selectors_by_name_class_id_list_and_descent() -> None:
    body = "<div class='a b' id=d><p class=c>x</p></div>"
    for selector in (
        "p",
        ".c",
        "p.c",
        "#d p",
        ".a > .c",
        "h1, .b p",
        "div:not(.z) p:first-child",
        "[id=d] p",
        "*",
        "P",
    ):
        assert declared(f"{selector} {{ display: none }}", body) == {"display": "none"}, selector
    for selector in ("h1", ".a", "#c", "p p", ".a + .c"):
        assert declared(f"{selector} {{ display: none }}", body) == {}, selector


def test_the_more_special_and_the_later_rule_wins() -> None:
    body = "<p class=c id=i>x"
    assert declared(".c{color:red} p{color:blue}", body) == {"color": "red"}
    assert declared("p{color:red} p{color:blue}", body) == {"color": "blue"}
    assert declared("#i{color:red} .c.c.c{color:blue}", body) == {"color": "red"}
    assert declared("p{color:red !important} #i{color:blue}", body) == {"color": "red"}


def test_an_elements_own_style_wins_unless_a_rule_is_important() -> None:
    assert declared("#i{color:red}", "<p id=i style='color:blue'>x") == {"color": "blue"}
    assert declared("p{color:red!important}", "<p style='color:blue'>x") == {"color": "red"}
    assert declared("", "<p style='color:red; color:blue'>x") == {"color": "blue"}


def test_rules_for_print_and_for_widths_do_not_hold_and_those_for_the_screen_do() -> None:
    assert declared("@media print { p { display: none } }") == {}
    assert declared("@media (max-width: 600px) { p { display: none } }") == {}
    assert declared("@media screen { p { display: none } }") == {"display": "none"}
    assert declared("@supports (display: grid) { @media all { p { display: none } } }") == {"display": "none"}


def test_a_sheet_for_print_or_in_a_template_does_not_hold() -> None:
    assert declared("", "<style media=print>p{display:none}</style><p>x") == {}
    assert declared("", "<template><style>p{display:none}</style></template><p>x") == {}


def test_nested_rules_hold() -> None:
    assert declared("div { p { display: none } }", "<div><p>x</div>") == {"display": "none"}
    assert declared(".a { &.b { display: none } }", "<p class='a b'>x") == {"display": "none"}


def test_escapes_comments_and_strings_do_not_hide_a_rule() -> None:
    assert declared("p{d\\69splay:n\\6f ne}") == {"display": "none"}
    assert declared("p{/* } */display/**/:none}") == {"display": "none"}
    assert declared('p::before{content:"}"} p{display:none}') == {"display": "none"}
    assert declared("p{background:url(data:image/png;base64,AA) red;display:none}")["display"] == "none"
    assert declared("<!-- p{display:none} -->") == {"display": "none"}


def test_a_sheet_that_is_not_closed_still_holds() -> None:
    assert declared("p{display:none") == {"display": "none"}


def test_shorthands_are_taken_apart() -> None:
    assert declared("p{font:bold 0/0 a}") == {"font-weight": "bold", "font-size": "0"}
    assert declared("p{font:italic 1.5em/2 serif}")["font-size"] == "1.5em"
    assert declared("p{margin:0 0 0 -9999px}")["margin-left"] == "-9999px"
    assert declared("p{margin:1px -9999px 2px}")["margin-left"] == "-9999px"
    assert declared("p{inset:1px 2px 3px}") == {"top": "1px", "right": "2px", "bottom": "3px", "left": "2px"}
    assert declared("p{inset:1px}") == dict.fromkeys(("top", "right", "bottom", "left"), "1px")
    assert declared("p{margin:1px 2px}") == {"margin-top": "1px", "margin-left": "2px"}
    assert declared("p{background-color:red}") == {"background": "red"}
    assert declared("p{background:red} p{background-image:url(a.png)}") == {"background": "red"}


def test_what_cannot_hide_words_is_not_kept() -> None:
    assert list(rules_of("p{border:1px} h1{cursor:pointer}")) == []


def test_a_selector_that_is_not_understood_is_told() -> None:
    assert of("p:::{display:none} p!{display:none} q{color:red}", "<p>x", "p")[1] == [
        "a rule of style is not understood: p!",
    ]


def test_there_is_an_end_of_rules() -> None:
    declarations, said = of("p{color:red}" * 5000 + "p{display:none}", "<p>x", "p")
    assert declarations == {"color": "red"}
    assert said == ["only the first 5000 rules of style are followed"]
