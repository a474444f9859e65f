import pytest
from bs4 import BeautifulSoup, Tag

from knowledge_base.readers.html.look import Look, length, look_of
from knowledge_base.readers.html.style_sheet import Cascade
from knowledge_base.readers.task_draft import Findings


def unseen(markup: str) -> str | None:
    """Why the innermost element is not seen."""
    soup = BeautifulSoup(markup, "html5lib")
    cascade = Cascade(soup, Findings("m"))
    look = Look()
    tag = soup.find("body")
    while isinstance(tag, Tag):
        look = look_of(tag, cascade.of(tag), look)
        tag = tag.find(True, recursive=False)
    return look.unseen()


@pytest.mark.parametrize(
    ("style", "why"),
    [
        ("display:none", "display: none"),
        ("visibility:hidden", "visibility: hidden"),
        ("visibility:collapse", "visibility: hidden"),
        ("content-visibility:hidden", "content-visibility: hidden"),
        ("opacity:0", "opacity: 0"),
        ("opacity:1%", "opacity: 0"),
        ("filter:opacity(0)", "opacity: 0"),
        ("font-size:0", "letters of 0 px"),
        ("font-size:1px", "letters of 1 px"),
        ("font-size:1pt", "letters of 1.3 px"),
        ("font-size:.05em", "letters of 0.8 px"),
        ("font-size:5%", "letters of 0.8 px"),
        ("color:white", "letters in the colour of what is behind them"),
        ("color:#fefefe", "letters in the colour of what is behind them"),
        ("color:red;background:#f00", "letters in the colour of what is behind them"),
        ("color:#fff;background:linear-gradient(#fff,#fefefe)", "letters in the colour of what is behind them"),
        ("color:#fff;background:url(a.png)", "letters in the colour of what is behind them"),
        ("--x:#fff;color:var(--x)", "letters in the colour of what is behind them"),
        ("color:var(--none, white)", "letters in the colour of what is behind them"),
        ("-webkit-text-fill-color:transparent", "transparent letters"),
        ("color:transparent", "transparent letters"),
        ("color:rgba(0,0,0,.01)", "transparent letters"),
        ("position:absolute;left:-9999px", "far off the page"),
        ("position:fixed;top:-200vh", "far off the page"),
        ("position:absolute;right:-100em", "far off the page"),
        ("position:absolute;left:20000px", "far off the page"),
        ("text-indent:-9999px", "far off the page"),
        ("text-indent:-999em", "far off the page"),
        ("margin-left:-5000px", "far off the page"),
        ("transform:translateX(-9999px)", "far off the page"),
        ("transform:scale(0)", "clipped to nothing"),
        ("scale:0", "clipped to nothing"),
        ("clip:rect(0,0,0,0);position:absolute", "clipped to nothing"),
        ("clip:rect(1px 1px 1px 1px)", "clipped to nothing"),
        ("clip-path:inset(50%)", "clipped to nothing"),
        ("clip-path:inset(100% 0 0 0)", "clipped to nothing"),
        ("clip-path:circle(0)", "clipped to nothing"),
        ("clip-path:polygon(0 0, 0 0, 0 0)", "clipped to nothing"),
        ("transform:rotateY(90deg)", "clipped to nothing"),
        ("rotate:x 90deg", "clipped to nothing"),
        ("transform:matrix(0, 0, 0, 0, 0, 0)", "clipped to nothing"),
        ("zoom:1%", "clipped to nothing"),
        ("translate:-9999px", "far off the page"),
        ("position:absolute;inset:0 0 0 -9999px", "far off the page"),
        ("position:absolute;inset-inline-start:-9999px", "far off the page"),
        ("letter-spacing:-1em", "letters upon each other"),
        ("-webkit-text-security:disc", "letters replaced by signs"),
        ("height:0;overflow:hidden", "clipped to nothing"),
        ("max-height:1px;overflow-y:clip", "clipped to nothing"),
        ("text-indent:100%;white-space:nowrap;overflow:hidden", "clipped to nothing"),
    ],
)
def test_a_style_that_hides(style: str, why: str) -> None:
    assert unseen(f"<p style='{style}'>x") == why


@pytest.mark.parametrize(
    "style",
    [
        "display:block",
        "visibility:visible",
        "opacity:.4",
        "font-size:2px",
        "font-size:80%",
        "font-size:smaller",
        "color:#888",
        "color:white;background:#003",
        "color:white;background:linear-gradient(#003,#fff)",
        "color:color-mix(in srgb, red, white)",
        "position:absolute;left:-10px;top:300px",
        "left:-9999px",
        "text-indent:-2em",
        "margin:-1em 0",
        "height:0",
        "overflow:hidden;height:2em",
        "transform:scale(.5) translate(10px, -10px)",
        "transform:rotate(0deg) scale(1)",
        "clip:rect(0,100px,20px,0)",
        "clip:auto",
        "clip-path:polygon(0 0, 100% 0, 0 100%)",
        "transform:rotate(90deg)",
        "letter-spacing:-.1em",
        "zoom:2",
        "clip-path:inset(10%)",
        "clip-path:none",
    ],
)
def test_a_style_that_does_not_hide(style: str) -> None:
    assert unseen(f"<p style='{style}'>x") is None


def test_what_is_hidden_hides_all_in_it() -> None:
    assert unseen("<div style='display:none'><p style='display:block'>x") == "display: none"
    assert unseen("<div style='opacity:.2'><p style='opacity:.2'>x") == "opacity: 0"
    assert unseen("<div hidden><p>x") == "attribute hidden"


def test_an_element_may_come_out_of_what_only_makes_letters_unseen() -> None:
    assert unseen("<div style='visibility:hidden'><p style='visibility:visible'>x") is None
    assert unseen("<div style='font-size:0'><p style='font-size:12px'>x") is None
    assert unseen("<div style='font-size:0'><p style='font-size:2em'>x") == "letters of 0 px"
    assert unseen("<div style='color:white'><p style='background:navy'>x") is None


def test_the_colour_behind_is_that_of_the_nearest_element_that_has_one() -> None:
    assert unseen("<div style='background:#003'><div><p style='color:#004'>x") is not None
    assert unseen("<div style='background:#003'><div><p style='color:white'>x") is None
    assert unseen("<div style='background:#003'><p style='background:rgba(255,255,255,.99);color:white'>x") is not None


def test_old_attributes_count_and_styles_go_before_them() -> None:
    assert unseen("<font color=white>x") is not None
    assert unseen("<font color=FFFFFF>x") is not None
    assert unseen("<body text=white>x") is not None
    assert unseen("<table bgcolor=navy><tr><td><font color=white>x") is None
    assert unseen("<font color=white style='color:red'>x") is None
    assert unseen("<style>[hidden]{display:block}</style><body><p hidden>x") is None


def test_hidden_from_screen_readers_is_not_hidden_from_the_eye() -> None:
    assert unseen("<p aria-hidden=true>x") is None


def test_a_closed_dialog_is_hidden_and_an_open_one_is_not() -> None:
    assert unseen("<dialog>x") == "display: none"
    assert unseen("<dialog open>x") is None


def test_variables_that_refer_to_themselves_end() -> None:
    assert unseen("<p style='--a:var(--a) var(--a);color:var(--a)'>x") is None


def test_struck_backwards_bold_and_preformatted() -> None:
    soup = BeautifulSoup(
        "<body><del>x</del><bdo dir=rtl>y</bdo><b>z</b><pre>p</pre><p style='font-weight:400'>q", "html5lib"
    )
    cascade = Cascade(soup, Findings("m"))
    looks = {tag.name: look_of(tag, cascade.of(tag), Look(bold=True)) for tag in soup.select("body > *")}
    assert looks["del"].struck
    assert looks["bdo"].backwards
    assert looks["b"].bold
    assert looks["pre"].keeps_space
    assert not looks["p"].bold


@pytest.mark.parametrize(
    ("value", "pixels"),
    [
        ("3px", 3),
        ("3pt", 4),
        ("2em", 40),
        ("50%", 500),
        ("-1e3px", -1000),
        ("0", 0),
        ("1in", 96),
        ("2rem", 32),
        ("auto", None),
    ],
)
def test_lengths_are_in_pixels(value: str, pixels: float | None) -> None:
    assert length(value, 20) == pytest.approx(pixels)
