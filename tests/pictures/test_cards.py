"""Cards: the pictures of shared links say what they should, in letters that are there, and stay small."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from scholarfolio.build.site import plan_site
from scholarfolio.catalog.people import Byline, Contributor, Credit
from scholarfolio.content.models import Author, Paper, Profile, Site
from scholarfolio.pictures import LayoutError, icon, typeset
from scholarfolio.pictures.card import HEIGHT, WIDTH, Card, Inks, draw, key
from scholarfolio.pictures.tools import version
from scholarfolio.render.social_cards import AUTHORS_ON_CARD, home_card, paper_card
from scholarfolio.text import Tex
from scholarfolio.values.names import parse_name
from scholarfolio.values.problems import Place, Problems

LAYOUT = (ROOT / "templates/card.typ").read_bytes()
ICON = (ROOT / "templates/touch-icon.typ").read_bytes()
PROFILE = Profile(name=parse_name("Ada Lovelace"), position="Countess", affiliation="Ockham Park")
INKS = Inks(paper="#fdfdfb", ink="#1a1c1e", accent="#0a5a70")


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def paper(**fields: object) -> Paper:
    return Paper(id="x", origin=Place("x.yaml"), **{"title": Tex("On Engines"), **fields})


def byline(*names: str, others: bool = False, owner_hidden: bool = False) -> Byline:
    credits = (
        Credit(Author(name=parse_name(name)), Contributor(name, parse_name(name), owner=name == "Ada Lovelace"))
        for name in names
    )
    return Byline(tuple(credits), others, owner_hidden)


def card_of(line: Byline, site: Site | None = None, **fields: object) -> Card:
    return paper_card(paper(**fields), line, PROFILE, site or Site(), INKS)


# --- what they say ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "people", "others"),
    [
        (byline("Ada Lovelace", "B B"), "Ada Lovelace*, B B", False),
        (byline("B B", "Ada Lovelace", others=True), "B B, Ada Lovelace*", True),
        (byline(*"B C D E F G".split()), "B, C, D, E, F, G", False),
        (byline(*"B C D E F G H".split()), "B, C, D, E, F", True),
        (byline(*"B C D E F G".split(), "Ada Lovelace"), "B, C, D, E, F, …, Ada Lovelace*", False),
        (byline(*"B C D E F".split(), "Ada Lovelace", "G"), "B, C, D, E, F, Ada Lovelace*", True),
        (byline(*"B C D E F G".split(), "Ada Lovelace", "H"), "B, C, D, E, F, …, Ada Lovelace*", True),
        (byline("B", others=True, owner_hidden=True), "B, …, Ada Lovelace*", False),
        (byline(), "", False),
    ],
)
def test_a_card_names_the_first_authors_and_always_the_owner(line, people, others):
    card = card_of(line)
    assert ", ".join(name + "*" * owner for name, owner in card.people) == people
    assert card.others == others
    assert len(card.people) <= AUTHORS_ON_CARD + 2


def test_the_site_is_named_unless_the_owner_stands_there_already():
    assert card_of(byline("Ada Lovelace")).site == ""
    assert card_of(byline("B B")).site == "Ada Lovelace"
    assert card_of(byline("Ada Lovelace"), Site(title="Ada's Engine")).site == "Ada's Engine"


def test_the_year_is_named_once():
    from scholarfolio.values.dates import parse_date

    day = parse_date("1843-08")
    assert card_of(byline("B B"), venue="Memoirs 1843", date=day).head == "Memoirs 1843"
    assert card_of(byline("B B"), venue="Memoirs", date=day, award="A Medal").head == "Memoirs · 1843 · A Medal"
    assert card_of(byline("B B")).head == ""


def test_a_title_is_told_in_letters_and_in_its_own_language_and_direction():
    card = card_of(byline("B B"), title=Tex(r"An $\alpha$ of \emph{Numbers} \& more"), subtitle=Tex("Part $x^2$"))
    assert (card.title, card.rightward) == ("An α of Numbers & more: Part x²", True)
    assert not card_of(byline("B B"), title=Tex("أطلس الجزر")).rightward
    assert card_of(byline("B B"), language="ja").language == "ja"
    assert card_of(byline("B B"), Site(language="de")).language == "de"


def test_the_card_of_the_scholar_says_who_and_where():
    card = home_card(PROFILE, Site(title="Ada's Engine"), INKS)
    assert (card.title, card.head, card.site) == ("Ada Lovelace", "Countess", "Ockham Park")
    assert home_card(Profile(name=parse_name("Ada Lovelace")), Site(title="Engines"), INKS).site == "Engines"


# --- how they look ------------------------------------------------------------------------------------------

PEOPLE = (("Ada Lovelace", True), ("Charles Babbage", False))
SHORT = Card("On Engines", "Memoirs 1843", PEOPLE, inks=INKS)
LONG = Card(
    "A Word and Another, " * 40, "A Journal of Names That Do Not End, " * 5, PEOPLE * 3, True, "Site " * 60, INKS
)


@pytest.mark.parametrize(
    "card",
    [
        SHORT,
        LONG,
        Card("Q"),
        Card(""),
        Card("Unbreakablewithoutanyblankanywhere" * 9, inks=INKS),
        Card(
            '#let x = "\\" $\\alpha$ </script> @ref <label> *b* _i_ `c` [[ #panic()', site="// & /* ~ -- '", inks=INKS
        ),
        SHORT._replace(rightward=False),
    ],
    ids=["short", "long", "one letter", "nothing", "unbreakable", "code", "leftward"],
)
def test_a_card_has_the_size_that_previews_ask_for_and_is_light(card):
    data = draw(card, LAYOUT).data
    image = opened(data)
    assert (image.size, image.format) == ((WIDTH, HEIGHT), "PNG")
    assert len(data) < 60_000


def background(image: Image.Image) -> tuple[int, ...]:
    return image.convert("RGB").getpixel((WIDTH // 2, 4))


@pytest.mark.parametrize("card", [SHORT, LONG, LONG._replace(head=""), LONG._replace(title="W" * 400)])
def test_words_stay_within_the_edges(card):
    """Nothing but the strip at the side comes near the edge."""
    image = opened(draw(card, LAYOUT).data).convert("RGB")
    ground = background(image)
    for box in ((30, 0, WIDTH, 50), (30, HEIGHT - 40, WIDTH, HEIGHT), (WIDTH - 40, 0, WIDTH, HEIGHT)):
        colours = {colour for _, colour in image.crop(box).getcolors(10_000)}
        assert colours == {ground}, box


def test_the_accent_stands_where_reading_begins():
    for card, x in ((SHORT, 5), (SHORT._replace(rightward=False), WIDTH - 5)):
        red, green, blue = opened(draw(card, LAYOUT).data).convert("RGB").getpixel((x, 300))
        assert abs(red - 10) + abs(green - 90) + abs(blue - 112) < 12


def test_letters_are_as_large_as_the_room_allows():
    """A short title covers more than its share of a long one."""

    def ink(title: str) -> int:
        image = opened(draw(Card(title, inks=INKS), LAYOUT).data).convert("L")
        rows = [row for row in range(HEIGHT) if min(image.crop((60, row, WIDTH - 20, row + 1)).tobytes()) < 90]
        return rows[-1] - rows[0] if rows else 0

    assert ink("On Engines") > 60
    assert ink("The Engine " * 30) > 300


def picture(size: tuple[int, int], format: str = "PNG") -> bytes:
    file = BytesIO()
    Image.new("RGB", size, (200, 0, 0)).save(file, format)
    return file.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30" fill="#c80000"/></svg>'


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (picture((400, 300)), (980, 315)),
        (picture((3000, 4000), "JPEG"), (980, 315)),
        (picture((900, 200), "WEBP"), (600, 110)),
        (picture((30, 20), "GIF"), (980, 315)),
        (picture((640, 480), "AVIF"), (980, 315)),
        (SVG, (980, 315)),
    ],
    ids=["PNG", "large JPEG", "wide WebP", "tiny GIF", "AVIF", "SVG"],
)
def test_a_picture_stands_beside_the_words_or_above_them(data, place):
    image = opened(draw(LONG, LAYOUT, data, "jpeg").data)
    assert (image.size, image.format) == ((WIDTH, HEIGHT), "JPEG")
    red, green, blue = image.convert("RGB").getpixel(place)
    assert red > 180
    assert max(green, blue) < 40


@pytest.mark.parametrize("data", [b"", b"no picture", picture((400, 300))[:200]])
def test_a_picture_that_cannot_be_read_is_left_out(data):
    assert opened(draw(SHORT, LAYOUT, data, "jpeg").data).size == (WIDTH, HEIGHT)


def test_the_same_card_makes_the_same_bytes():
    one = draw(LONG, LAYOUT, picture((400, 300)), "jpeg").data
    draw(SHORT, LAYOUT)
    assert draw(LONG, LAYOUT, picture((400, 300)), "jpeg").data == one


def test_whatever_a_card_is_made_of_is_in_its_key():
    cards = {key(card, LAYOUT, b"") for card in (SHORT, SHORT._replace(others=True), SHORT._replace(inks=Inks()), LONG)}
    assert len(cards | {key(SHORT, LAYOUT + b" ", b""), key(SHORT, LAYOUT, b"picture")}) == 6


def test_a_mistake_in_a_layout_of_ones_own_is_said():
    with pytest.raises(LayoutError, match="unknown variable"):
        draw(SHORT, b"#oops")
    with pytest.raises(LayoutError, match="more than one page"):
        draw(SHORT, b"a #pagebreak() b")


# --- letters ------------------------------------------------------------------------------------------------


def test_what_counts_as_plain_is_in_the_face_that_typst_brings():
    """All of it set in that face alone: an empty box would stop a PDF for archives."""
    import typst

    ranges = re.findall(r"(.)-(.)|(.)", typeset._PLAIN.pattern.strip("[]*"), re.DOTALL)
    signs = [chr(at) for a, b, one in ranges for at in range(ord(a or one), ord(b or one) + 1)]
    shown = "".join(sign for sign in signs if sign.isprintable() and sign not in "\u00ad")
    source = f'#set text(font: "{typeset.FACE}", fallback: false)\n#sys.inputs.text'.encode()
    fonts = typst.Fonts(include_system_fonts=False)
    made = typst.compile(source, font_paths=fonts, format="pdf", pdf_standards=["a-2b"], sys_inputs={"text": shown})
    assert len(signs) > 1000
    assert made.startswith(b"%PDF")


@pytest.mark.parametrize("text", ["On Engines", "Über Gaußsche Fluten", "Атлас", "ספירת הגלים", "ℝⁿ → ∑ ≤ α", "“…”"])
def test_most_titles_need_no_faces_of_the_system(text):
    assert typeset.is_plain([text])


def test_signs_that_no_face_has_are_left_out_and_words_without_their_letters_are_not_shown(monkeypatch):
    monkeypatch.setattr(typeset, "_has", lambda sign: sign not in "🎈汐")
    assert typeset.displayable("A 🎈 balloon") == "A balloon"
    assert typeset.displayable("潮汐表") == ""
    monkeypatch.setattr("scholarfolio.pictures.card.displayable", typeset.displayable)
    drawn = draw(Card("潮汐表", people=(("汐", False), ("Ada", True)), site="Ada"), LAYOUT)
    assert not drawn.whole
    assert opened(drawn.data).size == (WIDTH, HEIGHT)
    assert draw(SHORT, LAYOUT).whole


@given(st.text(max_size=60))
@settings(max_examples=15, deadline=None)
def test_any_title_makes_a_card(title):
    assert opened(draw(Card(title), LAYOUT).data).size == (WIDTH, HEIGHT)


# --- the icon -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("letters", ["AL", "WM", "I", "Ö", "ΑΩ", "§"])
def test_the_icon_is_a_square_with_its_letters_in_the_middle(letters):
    image = opened(icon.draw(letters, "#0a5a70", ICON)).convert("RGB")
    assert image.size == (icon.SIZE, icon.SIZE)
    grey = image.convert("L")
    inked = [(x, y) for x in range(icon.SIZE) for y in range(icon.SIZE) if grey.getpixel((x, y)) > 200]
    left, right = min(x for x, _ in inked), max(x for x, _ in inked)
    top, bottom = min(y for _, y in inked), max(y for _, y in inked)
    assert left >= 20
    assert abs(left + right - icon.SIZE) <= 12
    assert abs(top + bottom - icon.SIZE) <= 12


def test_the_icons_letters_are_black_on_a_light_accent():
    image = opened(icon.draw("AL", "#ffe066", ICON)).convert("L")
    assert min(image.tobytes()) < 20


# --- without tools ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("missing", "absent"),
    [
        ({"pillow"}, ("smaller", "card")),
        ({"typst"}, ("card", "touchicon")),
        ({"pillow", "typst"}, ("smaller", "card", "touchicon")),
    ],
)
def test_without_the_tools_the_site_is_built_and_one_line_says_what_is_missing(monkeypatch, missing, absent):
    def lacking(package: str) -> str:
        return "" if package in missing else "1.0"

    for module in ("content.images", "pictures.tools"):  # in this order: what is imported later would keep the lack
        monkeypatch.setattr(f"scholarfolio.{module}.version", lacking)
    problems = Problems()
    prepared = plan_site(ROOT / "examples/every-field/content", "", problems)
    notes = [problem.message for problem in problems if "not installed" in problem.message]
    assert len(notes) == 1
    assert all(name.capitalize() in notes[0] for name in missing)
    kinds = {output.kind for output in prepared.plan}
    assert kinds.isdisjoint(absent)
    assert "paper" in kinds


def test_the_versions_of_the_tools_are_known_without_importing_them():
    import typst

    assert version("pillow") == Image.__version__
    assert version("typst") == typst.__version__
