"""Pictures on pages: the right file for every screen, room kept for it, nothing that moves unasked, nothing in vain."""

from __future__ import annotations

import os
import re
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import ROOT
from drawn_pictures import notes, plain, saved, scene
from PIL import Image

from scholarfolio.build.command import Built, Options, build
from scholarfolio.build.site import plan_site
from scholarfolio.pictures.header import read_header
from scholarfolio.tracking.store import CACHE
from scholarfolio.values.problems import Problems, Stop

PAPER = "title: On Engines\ndate: 1843\n"


@pytest.fixture
def site(content, tmp_path):
    """Writes files of a content folder and builds it."""

    class Site:
        root = tmp_path / "site"
        folder = tmp_path / "content"

        def put(self, name: str, data: str | bytes) -> None:
            content(name, "") if isinstance(data, bytes) else content(name, data)
            if isinstance(data, bytes):
                (self.folder / name).write_bytes(data)

        def build(self, **options: object) -> Built:
            return build(Options(self.folder, self.root, **options))

        def page(self, name: str) -> BeautifulSoup:
            return BeautifulSoup((self.root / name).read_text("utf-8"), "html.parser")

    return Site()


def sets(picture: Tag) -> dict[str, list[tuple[str, int]]]:
    """The files that a ``<picture>`` offers, by media type, each with the width it is said to have."""
    found = {}
    for source in picture.find_all("source"):
        entries = [entry.split() for entry in str(source["srcset"]).split(", ")]
        found[str(source["type"])] = [(path, int(width.removesuffix("w"))) for path, width in entries]
    return found


def below(root: Path, page: str, href: str) -> Path:
    from urllib.parse import unquote

    return Path(os.path.normpath(root / Path(page).parent / unquote(href)))


# --- every picture of every page of the example --------------------------------------------------------------


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    root = tmp_path_factory.mktemp("example") / "site"
    build(Options(ROOT / "examples/every-field/content", root, strict=True))
    pages = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*.html")}
    return root, {
        name: BeautifulSoup(text, "html.parser") for name, text in pages.items() if "<img" in text or "<video" in text
    }


def test_width_and_height_on_a_page_are_those_of_the_file(example):
    """The room a picture needs is kept before it is there, so that nothing shifts."""
    root, pages = example
    seen = 0
    for name, page in pages.items():
        for image in page.find_all("img"):
            header = read_header(below(root, name, image["src"]))
            width, height = int(image["width"]), int(image["height"])
            assert abs(width / height - header.width / header.height) < 0.01, (name, image)
            if header.format != "svg":
                assert (width, height) == (header.width, header.height), (name, image)
            seen += 1
    assert seen >= 6


def test_every_file_that_is_offered_has_the_type_and_the_width_that_are_said(example):
    root, pages = example
    for name, page in pages.items():
        for picture in page.find_all("picture"):
            shown = picture.find("img")
            for media_type, files in sets(picture).items():
                for href, width in files:
                    header = read_header(below(root, name, href))
                    assert f"image/{header.format}" == media_type
                    assert header.width == width
                    assert abs(header.height - width * int(shown["height"]) / int(shown["width"])) <= 1


def test_every_file_that_is_made_is_offered_by_a_page(example):
    root, _ = example
    text = "".join(path.read_text("utf-8") for path in root.rglob("*.html"))
    made = [path.name for folder in ("pictures", "cards") for path in (root / "static" / folder).rglob("*.*")]
    assert len(made) > 30
    from urllib.parse import quote

    assert [name for name in made if quote(name) not in text] == []


def test_the_first_picture_is_loaded_at_once_and_all_others_when_they_are_needed(example):
    _, pages = example
    for name, page in pages.items():
        for image in page.find_all("img"):
            at_once = image.find_parent(class_="teaser") or image.find_parent(class_="photo")
            assert (image.get("loading") == "lazy") != bool(at_once), (name, image)


def test_a_video_waits_behind_its_poster_until_it_is_asked(example):
    root, pages = example
    video = pages["papers/fog-horn.html"].find("video")
    assert {"controls", "poster", "width", "height", "aria-label"} <= set(video.attrs)
    assert video["preload"] == "none"
    assert not {"autoplay", "loop", "muted"} & set(video.attrs)
    poster = read_header(below(root, "papers/fog-horn.html", video["poster"]))
    assert (poster.width, poster.height) == (int(video["width"]), int(video["height"]))
    track = video.find("track")
    assert (track["kind"], track["srclang"], track["label"]) == ("captions", "en-GB", "Captions")
    assert "default" not in track.attrs
    assert video.find("a")["href"] == video.find("source")["src"]


def test_every_page_names_the_card_that_is_its_own(example):
    root, _ = example
    for name, card in (
        ("papers/reed-beds.html", "papers/reed-beds.jpg"),
        ("papers/q.html", "papers/q.png"),
        ("index.html", "home.jpg"),
        ("topics/index.html", "home.jpg"),
    ):
        head = BeautifulSoup((root / name).read_text("utf-8"), "html.parser").head
        said = {meta["property"]: meta["content"] for meta in head.find_all("meta", property=True)}
        assert said["og:image"] == f"https://example.org/x/static/cards/{card}"
        header = read_header(root / "static/cards" / card)
        assert (header.width, header.height) == (1200, 630)
        assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
        assert head.find("meta", {"name": "twitter:card"})["content"] == "summary_large_image"
        assert (root / "static/touch-icon.png") == below(root, name, head.find("link", rel="apple-touch-icon")["href"])


# --- what is made of what ------------------------------------------------------------------------------------


def test_a_large_picture_is_offered_in_several_widths_never_wider_than_it_is(site):
    site.put("files/a/teaser one.jpg", saved(scene((1300, 700)), "JPEG"))
    site.put("papers/x.yaml", PAPER + "image: {src: files/a/teaser one.jpg, alt: A scene}\n")
    site.build()
    picture = site.page("papers/x.html").find("picture")
    assert list(sets(picture)) == ["image/avif", "image/webp"]
    assert all([width for _, width in files] == [480, 960, 1300] for files in sets(picture).values())
    assert picture.find("img")["src"] == "../files/a/teaser%20one.jpg"
    assert (site.root / "static/pictures/a/teaser one.jpg.480.avif").exists()


def test_a_small_picture_and_a_drawing_are_sent_as_they_are(site):
    site.put("files/small.png", saved(plain(), "PNG"))
    site.put("files/drawing.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"/>')
    site.put("papers/x.yaml", PAPER + "image: {src: files/small.png, alt: A square}\n")
    site.put("papers/y.yaml", PAPER + "image: {src: files/drawing.svg, alt: A drawing}\n")
    site.build()
    images = [site.page(f"papers/{name}.html").find("figure").find("img") for name in "xy"]
    assert [(image["src"], image["width"], image["height"]) for image in images] == [
        ("../files/small.png", "60", "40"),
        ("../files/drawing.svg", "608", "405"),
    ]
    assert not (site.root / "static/pictures").exists()


def test_a_picture_from_a_camera_is_shown_upright_and_without_its_place(site):
    site.put("files/camera.jpg", saved(scene((400, 200)), "JPEG", exif=notes(6, located=True)))
    site.put("papers/x.yaml", PAPER + "image: {src: files/camera.jpg, alt: A scene}\n")
    built = site.build()
    assert [str(p) for p in built.problems if p.severity == "warning"] == [
        "content/files/camera.jpg: warning: tells where it was taken, and all of files/ is published; "
        "save it without its location (GPS)"
    ]
    image = site.page("papers/x.html").find("picture").find("img")
    assert (image["src"], image["width"], image["height"]) == ("../static/pictures/camera.jpg.200.jpg", "200", "400")
    for file in (site.root / "static/pictures").iterdir():
        header = read_header(file)
        assert (header.width, header.height, header.located, header.turned) == (200, 400, False, False)


def test_what_moves_stands_still_for_readers_who_want_no_motion(site):
    frames = [plain(size=(300, 200), colour="red"), plain(size=(300, 200), colour="blue")]
    site.put("files/loop.gif", saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    site.put("papers/x.yaml", PAPER + "image: {src: files/loop.gif, alt: Red and blue}\n")
    site.build()
    picture = site.page("papers/x.html").find("picture")
    source = picture.find("source")
    assert (source["media"], source["srcset"]) == (
        "(prefers-reduced-motion: reduce)",
        "../static/pictures/loop.gif.still.webp",
    )
    assert picture.find("img")["src"] == "../files/loop.gif"
    assert not read_header(site.root / "static/pictures/loop.gif.still.webp").moving


def test_a_picture_in_markdown_is_offered_as_others_are(site):
    site.put("files/scene.jpg", saved(scene(), "JPEG"))
    site.put("files/ü 1.png", saved(plain(), "PNG"))
    site.put(
        "pages/a.md", "# A\n\n![A scene](files/scene.jpg) and ![B](files/ü%201.png) and ![C](files/%C3%BC%201.png)\n"
    )
    site.put("papers/x.yaml", PAPER + "summary: 'See ![it](files/scene.jpg).'\n")
    site.put(
        "profile.yaml",
        'name: Ada Lovelace\nbio: \'Me: ![a square](files/ü%201.png) <img src="files/scene.jpg" width="99" alt="">\'\n',
    )
    site.build(strict=True)
    scene_there, first, second = site.page("a.html").find("article").find_all("img")
    assert sets(scene_there.find_parent("picture"))["image/webp"][0] == ("static/pictures/scene.jpg.480.webp", 480)
    assert (scene_there["width"], scene_there["height"], scene_there["loading"]) == ("1000", "600", "lazy")
    assert first["src"] == second["src"] == "files/%C3%BC%201.png"
    assert (first["width"], first["height"]) == ("60", "40")
    assert site.page("papers/x.html").find("picture").find("img")["src"] == "../files/scene.jpg"
    given = site.page("index.html").find(class_="bio").find_all("img")[1]
    assert (given["width"], given.get("height")) == ("99", None)


# --- what is wrong with them ---------------------------------------------------------------------------------


def test_a_picture_in_the_abstract_of_a_talk_is_offered_as_others_are(site):
    site.put("files/hall.jpg", saved(scene((1300, 700)), "JPEG"))
    site.put("talks.yaml", "- {title: On Engines, date: 1843, abstract: 'In ![the hall](files/hall.jpg).'}\n")
    site.build()
    picture = site.page("talks/on-engines-1843.html").find("picture")
    assert [width for _, width in sets(picture)["image/avif"]] == [480, 960, 1300]


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP"])
def test_a_damaged_picture_is_reported_and_shown_as_it_is(site, format):
    data = saved(scene(), format)
    name = f"files/torn.{format.lower()}"
    site.put(name, data[: len(data) * 2 // 3])
    site.put("papers/x.yaml", PAPER + f"image: {{src: {name}, alt: A scene}}\n")
    for _ in range(2):  # also when it was seen before
        built = site.build()
        assert [str(p) for p in built.problems if p.severity == "warning"] == [
            f"content/{name}: warning: is damaged, or no picture that Pillow can read; it is shown as it is"
        ]
    image = site.page("papers/x.html").find("figure").find("img")
    assert (image["src"], image["width"]) == (f"../{name}", "1000")
    with pytest.raises(Stop):
        site.build(strict=True)


def test_a_layout_of_ones_own_that_fails_is_reported_at_its_place(site, tmp_path):
    site.put("papers/x.yaml", PAPER)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/card.typ").write_text("#oops")
    with pytest.raises(Stop, match=r"templates/card.typ: the layout fails: unknown variable: oops"):
        site.build(url="https://ada.example")
    (tmp_path / "templates/card.typ").write_text("#set page(width: 1200pt, height: 630pt)\nMine")
    site.build(url="https://ada.example")


def test_cards_are_for_those_who_can_be_linked_to_and_want_them(site):
    def cards(**options: object) -> set[str]:
        site.build(**options)
        root = site.root / "static/cards"
        return {path.relative_to(root).as_posix() for path in root.rglob("*.*")}

    site.put("papers/x.yaml", PAPER)
    site.put("papers/home.yaml", PAPER + "selected: true\n")
    url = "https://ada.example"
    assert cards() == set()
    assert cards(url=url) == {"home.png", "papers/home.png", "papers/x.png"}
    site.put("site.yaml", "cards: selected\n")
    assert cards(url=url) == {"home.png", "papers/home.png"}
    site.put("site.yaml", "cards: false\n")
    assert cards(url=url) == set()
    assert site.page("papers/x.html").find("meta", property="og:image")["content"] == f"{url}/static/card.png"


def test_an_icon_for_phones_of_ones_own_goes_before_the_one_with_initials(site, tmp_path):
    site.put("papers/x.yaml", PAPER)
    site.build()
    drawn = (site.root / "static/touch-icon.png").read_bytes()
    assert Image.open(BytesIO(drawn)).size == (180, 180)
    (tmp_path / "static").mkdir()
    (tmp_path / "static/touch-icon.png").write_bytes(saved(plain(), "PNG"))
    site.build()
    assert (site.root / "static/touch-icon.png").read_bytes() == saved(plain(), "PNG")
    assert site.page("index.html").find("link", rel="apple-touch-icon")["href"] == "static/touch-icon.png"


# --- what is kept --------------------------------------------------------------------------------------------


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_builds_with_and_without_what_was_kept_give_equal_bytes(site, tmp_path, monkeypatch):
    from scholarfolio.pictures import card, icon, smaller

    site.put("files/scene.jpg", saved(scene(), "JPEG"))
    site.put("papers/x.yaml", PAPER + "image: {src: files/scene.jpg, alt: A scene}\n")
    site.build(url="https://ada.example")
    first = contents(site.root)
    made = contents(tmp_path / CACHE / "pictures")
    assert {path for path in first if path.startswith(("static/pictures/", "static/cards/"))} < set(made)

    for module, name in ((smaller, "smaller"), (card, "draw"), (icon, "draw")):
        monkeypatch.setattr(module, name, lambda *_, **__: pytest.fail("it was kept"))
    shutil.rmtree(site.root)
    site.build(url="https://ada.example")
    assert contents(site.root) == first
    monkeypatch.undo()

    for file in (tmp_path / CACHE / "pictures").rglob("*.*"):
        file.write_bytes(file.read_bytes()[:-1])
    site.build(url="https://ada.example")
    assert contents(site.root) == first
    shutil.rmtree(tmp_path / CACHE)
    site.build(url="https://ada.example", jobs=2)
    assert contents(site.root) == first
    assert contents(tmp_path / CACHE / "pictures") == made


def test_another_picture_under_the_same_name_makes_other_files(site, tmp_path):
    site.put("files/scene.jpg", saved(scene(), "JPEG"))
    site.put("papers/x.yaml", PAPER + "image: {src: files/scene.jpg, alt: A scene}\n")
    site.build()
    before = (site.root / "static/pictures/scene.jpg.480.webp").read_bytes()
    site.put("files/scene.jpg", saved(scene().rotate(180), "JPEG"))
    site.build()
    assert (site.root / "static/pictures/scene.jpg.480.webp").read_bytes() != before
    site.put("papers/x.yaml", PAPER)
    site.build()
    assert not (site.root / "static/pictures").exists()


def test_after_each_edit_the_site_is_that_of_a_clean_build(site, tmp_path):
    """Whatever a picture, a card or the icon is made of, a change of it is noticed."""
    (tmp_path / "templates").mkdir()
    photo, turned = saved(scene((400, 400)), "JPEG"), saved(scene((400, 400)).rotate(180), "JPEG")
    layout = (ROOT / "templates/card.typ").read_text("utf-8")
    edits = (
        ("papers/x.yaml", PAPER + "image: {src: files/scene.jpg, alt: A scene}\n"),
        ("files/scene.jpg", turned),
        ("papers/x.yaml", PAPER + "image: {src: files/scene.jpg, alt: Turned, poster: files/scene.jpg}\n"),
        ("profile.yaml", "name: Ada King\nphoto: {src: files/scene.jpg, alt: Me}\n"),
        ("site.yaml", "theme: {accent: '#8a1538'}\n"),
        ("../templates/card.typ", layout.replace("630pt", "640pt")),
        ("site.yaml", "theme: {card: [picture]}\ncards: selected\n"),
        ("files/scene.jpg", saved(plain(), "JPEG")),
        ("papers/x.yaml", PAPER + "selected: true\n"),
    )
    site.put("files/scene.jpg", photo)
    site.put("papers/x.yaml", PAPER)
    site.build(url="https://ada.example")
    for name, data in edits:
        site.put(name, data)
        site.build(url="https://ada.example")
        clean = tmp_path / "clean" / "content"
        shutil.rmtree(clean.parent, ignore_errors=True)
        shutil.copytree(site.folder, clean)
        shutil.copytree(tmp_path / "templates", clean.parent / "templates")
        build(Options(clean, tmp_path / "clean" / "site", url="https://ada.example"))
        assert contents(site.root) == contents(tmp_path / "clean" / "site"), name


def test_planning_reads_no_pixels_of_what_was_made_before(site, monkeypatch):
    from scholarfolio.pictures import smaller

    site.put("files/scene.jpg", saved(scene(), "JPEG"))
    site.put("papers/x.yaml", PAPER + "image: {src: files/scene.jpg, alt: A scene}\n")
    site.build()
    monkeypatch.setattr(smaller, "fault", lambda _: pytest.fail("it was unpacked"))
    prepared = plan_site(site.folder, "", Problems())
    assert sum(output.kind == "smaller" for output in prepared.plan) == 4


def test_no_word_in_a_page_is_a_size_that_a_stylesheet_should_give(example):
    """Pages stay free of inline styles, pictures or not."""
    root, _ = example
    assert not re.search(
        r"<(img|video|picture|figure)[^>]* style=", (root / "papers/reed-beds.html").read_text("utf-8")
    )
