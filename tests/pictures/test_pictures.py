"""Pictures: headers read without decoding, smaller files that are right in every way, and a cache that does no harm."""

from __future__ import annotations

import random
import struct
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from drawn_pictures import notes, plain, saved, scene
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from scholarfolio.pictures import Unreadable, smaller, svg
from scholarfolio.pictures.cache import PictureCache, digest
from scholarfolio.pictures.header import Header, header_of, read_header
from scholarfolio.pictures.picture import PORTRAIT, TEXT, Picture, steps


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


# --- headers ------------------------------------------------------------------------------------------------

STILL = {"PNG": {}, "JPEG": {}, "GIF": {}, "WEBP": {}, "AVIF": {}}
TURNABLE = ("PNG", "JPEG", "WEBP", "AVIF")


@pytest.mark.parametrize("format", STILL)
@pytest.mark.parametrize("size", [(60, 40), (1, 1), (3, 1000), (640, 7)])
def test_the_size_in_a_header_is_that_of_the_pixels(format, size):
    data = saved(plain(size=size), format)
    assert header_of(data) == Header(format.lower(), *size, bytes=len(data))


@pytest.mark.parametrize("format", TURNABLE)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_size_is_that_of_the_picture_as_it_is_shown(format, orientation):
    header = header_of(saved(plain(), format, exif=notes(orientation)))
    assert header is not None
    assert (header.width, header.height) == ((60, 40) if orientation < 5 else (40, 60))
    assert header.turned == (orientation > 1)


@pytest.mark.parametrize("format", TURNABLE)
def test_a_header_tells_whether_the_picture_says_where_it_was_taken(format):
    assert header_of(saved(plain(), format, exif=notes(1, located=True))).located
    assert not header_of(saved(plain(), format, exif=notes(6))).located


@pytest.mark.parametrize("format", ["PNG", "GIF", "WEBP", "AVIF"])
def test_a_header_tells_whether_the_picture_moves(format):
    frames = [plain(colour="red"), plain(colour="blue")]
    assert header_of(saved(frames[0], format, save_all=True, append_images=frames[1:])).moving
    assert not header_of(saved(frames[0], format)).moving


@pytest.mark.parametrize(
    "options", [{"lossless": True}, {"quality": 30}, {"exif": notes(1)}, {"icc_profile": b"x" * 3000}]
)
def test_every_kind_of_webp_is_read(options):
    for mode in ("RGB", "RGBA"):
        header = header_of(saved(plain(mode, (333, 77)), "WEBP", **options))
        assert (header.width, header.height) == (333, 77)


def test_a_jpeg_is_read_past_everything_that_stands_before_its_size():
    data = saved(plain(), "JPEG", icc_profile=b"x" * 200_000, progressive=True, comment=b"c" * 60_000, exif=notes(8))
    padded = data[:2] + b"\xff\xff\xff" + data[2:]
    for one in (data, padded):
        assert header_of(one)[:3] == ("jpeg", 40, 60)


def test_a_file_is_known_by_its_bytes_and_not_by_its_name(tmp_path):
    path = tmp_path / "photo.png"
    path.write_bytes(saved(plain(), "JPEG"))
    assert read_header(path).format == "jpeg"
    assert read_header(tmp_path / "nowhere.png") is None
    path.write_text("Dear reader, this is no picture.")
    assert read_header(path) is None


@pytest.mark.parametrize("format", ["BMP", "TIFF", "ICO"])
def test_what_browsers_do_not_show_is_no_picture(format):
    assert header_of(saved(plain(size=(16, 16)), format)) is None


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="300" height="200"', (300, 200)),
        ("width='300px' height=' 200 '", (300, 200)),
        ('width="3in" height="50mm"', (288, 189)),
        ('width="20em" height="1e2px"', (320, 100)),
        ('viewBox="0 0 480 270"', (480, 270)),
        ('viewBox="-10,-10,40.4,20"', (40, 20)),
        ('width="100%" height="100%" viewBox="0 0 300 150"', (300, 150)),
        ('width="300" viewBox="0 0 30 10"', (300, 100)),
        ('height="5cm" viewBox="0 0 2 1"', (378, 189)),
        ('stroke-width="3" data-height="7" viewBox="0 0 8 9"', (8, 9)),
        ('aria-label="a > b" width="5" height="6"', (5, 6)),
        ('width="0" height="0"', None),
        ('viewBox="0 0 nan inf"', None),
        ('viewBox="0 0 1"', None),
        ("", None),
    ],
)
def test_the_size_of_an_svg_is_what_its_first_tag_says(attributes, size):
    before = '\ufeff<?xml version="1.0"?>\n<!-- <svg width="1" height="1"> --><!DOCTYPE svg>\n'
    assert svg.size(f'{before}<svg xmlns="http://www.w3.org/2000/svg" {attributes}><g/></svg>'.encode()) == size


def test_odd_svgs_are_told_apart_at_once():
    assert svg.size(b'<s:svg width="5" height="4"/>') == (5, 4)
    assert svg.size(b"<svgfoo width='5' height='4'>") is None
    assert svg.size(b"<svg " + b'a="' * 20_000) is None


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([*TURNABLE, "GIF"]), st.integers(0, 2**32), st.booleans())
def test_damage_makes_no_header_fail(format, seed, moving):
    """Bytes changed and cut off anywhere: a header or none, but no exception."""
    if moving and format != "JPEG":
        options = {"save_all": True, "append_images": [plain(colour="blue")]}
    else:
        options = {"exif": notes(6, located=True)} if format != "GIF" else {}
    data = bytearray(saved(plain(), format, **options))
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 12)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    header = header_of(bytes(data[: chance.randrange(len(data) + 1)]))
    assert header is None or header.width > 0


# --- smaller pictures ---------------------------------------------------------------------------------------


def is_near(found: tuple[int, ...], wanted: tuple[int, ...], by: int = 14) -> bool:
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize("format", ["avif", "webp", "jpeg", "png"])
@pytest.mark.parametrize("source", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_smaller_picture_has_the_width_and_the_shape_that_were_asked_for(source, format):
    data = smaller.smaller(saved(scene(), source), 480, format)
    image = opened(data)
    assert (image.size, image.format) == ((480, 288), format.upper())
    assert header_of(data)[:3] == (format, 480, 288)


def test_of_a_phones_file_with_two_pictures_the_first_is_shown():
    data = saved(scene(), "MPO", save_all=True, append_images=[plain()])
    assert header_of(data)[:3] == ("jpeg", 1000, 600)
    assert opened(smaller.smaller(data, 500, "webp")).size == (500, 300)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_smaller_picture_stands_upright(orientation):
    """Its upper left corner is where a reader sees it."""
    upright = Image.new("RGB", (400, 200), "white")
    upright.paste((200, 0, 0), (0, 0, 200, 100))
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = upright.transpose(back[orientation]) if orientation > 1 else upright
    image = opened(smaller.smaller(saved(stored, "JPEG", exif=notes(orientation)), 200, "webp")).convert("RGB")
    assert image.size == (200, 100)
    assert is_near(image.getpixel((20, 20)), (200, 0, 0))
    assert is_near(image.getpixel((180, 80)), (255, 255, 255))


@pytest.mark.parametrize("format", ["avif", "webp", "jpeg", "png"])
def test_nothing_but_pixels_is_handed_on(format):
    """No place, no camera, no comment, no profile, no thumbnail."""
    exif = notes(1, located=True)
    exif[0x010F] = "Obscura & Sons"
    source = saved(
        scene(), "JPEG", exif=exif, icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    )
    data = smaller.smaller(source, 320, format)
    assert b"Obscura" in source
    assert b"Obscura" not in data
    assert not dict(opened(data).getexif())
    assert not header_of(data).located
    assert "icc_profile" not in opened(data).info


def as_cmyk(data: Image.Image) -> bytes:
    return saved(data.convert("CMYK"), "JPEG", quality=95)


@pytest.mark.parametrize(
    ("source", "colour"),
    [
        (as_cmyk(plain(size=(300, 200))), (180, 60, 20)),
        (saved(plain(size=(300, 200)).quantize(4), "PNG"), (180, 60, 20)),
        (saved(plain("I;16", (300, 200), 0x8000), "PNG"), (128, 128, 128)),
        (saved(plain("1", (300, 200), 1), "PNG"), (255, 255, 255)),
        (saved(plain("L", (300, 200), 77), "JPEG"), (77, 77, 77)),
        (saved(plain("LA", (300, 200), (77, 255)), "PNG"), (77, 77, 77)),
        (saved(plain(size=(300, 200)), "GIF"), (180, 60, 20)),
    ],
    ids=["CMYK", "palette", "16 bits", "1 bit", "grey", "grey with alpha", "GIF"],
)
def test_every_way_to_store_colours_comes_out_right(source, colour):
    image = opened(smaller.smaller(source, 100, "webp"))
    assert image.mode in ("RGB", "RGBA")
    assert is_near(image.convert("RGB").getpixel((50, 50)), colour)


def test_what_is_transparent_stays_so():
    image = plain("RGBA", (300, 200), (10, 200, 30, 255))
    image.paste((0, 0, 0, 0), (0, 0, 150, 200))
    for source in (saved(image, "PNG"), saved(image, "WEBP"), saved(image.quantize(8), "PNG")):
        for format in ("avif", "webp", "png"):
            made = opened(smaller.smaller(source, 150, format))
            assert made.mode == "RGBA"
            assert (made.getpixel((20, 50))[3], made.getpixel((130, 50))[3]) == (0, 255)


def test_colours_are_those_that_the_profile_means():
    """What a profile with red and green exchanged calls red is green."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack_from(">I", profile, 128)[0]
    tags = {bytes(profile[132 + 12 * n : 136 + 12 * n]): 132 + 12 * n for n in range(count)}
    red, green = tags[b"rXYZ"], tags[b"gXYZ"]
    profile[red + 4 : red + 12], profile[green + 4 : green + 12] = (
        profile[green + 4 : green + 12],
        profile[red + 4 : red + 12],
    )
    data = saved(plain(size=(300, 200), colour=(250, 10, 10)), "PNG", icc_profile=bytes(profile))
    found = opened(smaller.smaller(data, 100, "webp")).convert("RGB").getpixel((50, 50))
    assert is_near(found, (10, 250, 10), by=25)


def test_a_profile_that_fits_nothing_is_ignored():
    data = saved(plain(size=(300, 200)), "PNG", icc_profile=b"not a profile")
    assert is_near(opened(smaller.smaller(data, 100, "webp")).convert("RGB").getpixel((50, 50)), (180, 60, 20))


@pytest.mark.parametrize("format", ["avif", "webp", "jpeg", "png"])
def test_the_same_picture_makes_the_same_bytes(format):
    data = saved(scene(), "JPEG")
    one = smaller.smaller(data, 480, format)
    smaller.smaller(saved(plain(), "PNG"), 10, format)  # another one between, so that nothing is cached
    assert smaller.smaller(data, 480, format) == one


def test_a_file_is_no_heavier_than_the_picture_it_is_made_of():
    """Lines on white, which PNG stores in few bytes, are the hard case."""
    image = Image.new("RGB", (1600, 900), "white")
    for at in range(0, 900, 50):
        image.paste((10, 90, 112), (0, at, 1600, at + 3))
    drawing, photograph = saved(image, "PNG", optimize=True), saved(scene((1600, 900)), "JPEG", quality=60)
    for source in (drawing, photograph):
        for format in ("avif", "webp"):
            assert len(smaller.smaller(source, 960, format)) < len(source)


def test_of_a_picture_that_moves_the_first_frame_is_shown():
    frames = [plain(size=(300, 200), colour="red"), plain(size=(300, 200), colour="blue")]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    still = smaller.smaller(data, 300, "webp")
    assert not header_of(still).moving
    assert is_near(opened(still).convert("RGB").getpixel((50, 50)), (255, 0, 0))


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP", "AVIF"])
def test_a_picture_that_is_cut_off_is_said_to_be_damaged(format):
    data = saved(scene(), format)
    assert smaller.fault(data) == ""
    assert "damaged" in smaller.fault(data[: len(data) // 3])
    with pytest.raises(Unreadable, match="damaged"):
        smaller.smaller(data[: len(data) // 3], 100, "webp")


def test_a_picture_that_would_fill_the_memory_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(smaller, "MOST_PIXELS", 1000)
    smaller._pixels.cache_clear()
    assert "60 × 40 pixels" in smaller.fault(saved(plain(), "PNG"))


def test_a_format_that_pillow_cannot_write_is_said_plainly(monkeypatch):
    monkeypatch.setitem(Image.SAVE, "AVIF", lambda *_: (_ for _ in ()).throw(OSError("no encoder")))
    with pytest.raises(Unreadable, match="cannot be written as AVIF"):
        smaller.smaller(saved(plain(), "PNG"), 20, "avif")


# --- widths -------------------------------------------------------------------------------------------------


@given(st.integers(1, 20_000), st.sampled_from([TEXT, PORTRAIT]))
def test_no_file_is_wider_than_its_picture_and_the_steps_ascend(width, ladder):
    found = steps(width, ladder)
    assert list(found) == sorted(set(found))
    assert 1 <= found[-1] == min(width, ladder[-1])
    assert all(later / earlier >= 1.2 for earlier, later in pairwise(found))


@given(st.integers(1, 8000), st.integers(1, 8000), st.integers(1, 1600))
def test_the_height_of_a_file_is_known_before_it_is_made(width, height, wanted):
    """Pillow and the page round alike, so that width and height on a page are those of the file."""
    picture = Picture("files/x.png", Header("png", width, height))
    assert picture.height(wanted) == max(1, round(wanted * height / width))


@pytest.mark.parametrize(("a", "b"), [("a/x.png", "a.x.png"), ("x.png", "x.jpg"), ("x.png", "x.png.480.png")])
def test_no_two_pictures_share_the_address_of_a_file(a, b):
    header = Header("png", 4000, 3000, turned=True, bytes=10**6)
    files = [set(Picture(f"files/{name}", header, TEXT, poster=960).files) for name in (a, b)]
    assert files[0].isdisjoint(files[1])


# --- what is kept -------------------------------------------------------------------------------------------


def test_what_was_made_is_made_once(tmp_path):
    kept, calls = PictureCache(tmp_path), []

    def make() -> bytes:
        calls.append(1)
        return b"made"

    assert [kept.get_or_make("static/a.webp", digest("1"), make) for _ in range(3)] == [b"made"] * 3
    assert PictureCache(tmp_path).get_or_make("static/a.webp", digest("1"), make) == b"made"
    assert len(calls) == 1
    assert kept.get_or_make("static/a.webp", digest("2"), make) == b"made"
    assert len(calls) == 2


@given(st.binary(max_size=80), st.integers(0, 200), st.integers(0, 255))
@settings(max_examples=40, deadline=None)
def test_what_is_damaged_is_made_again(tmp_path_factory, data, at, byte):
    kept = PictureCache(tmp_path_factory.mktemp("cache"))
    kept.keep("a/b.png", digest("k"), data)
    file = kept._folder / "a/b.png"
    whole = bytearray(file.read_bytes())
    assert kept.find("a/b.png", digest("k")) == data
    whole[at % len(whole)] ^= byte or 1
    file.write_bytes(whole)
    assert kept.find("a/b.png", digest("k")) is None
    file.write_bytes(whole[: at % len(whole)])
    assert kept.get_or_make("a/b.png", digest("k"), lambda: b"again") == b"again"


def test_a_folder_that_cannot_be_used_is_no_harm(tmp_path):
    (tmp_path / "pictures").write_text("a file where a folder should be")
    for kept in (PictureCache(tmp_path), PictureCache(None)):
        assert kept.get_or_make("a.png", digest("k"), lambda: b"made") == b"made"
        assert kept.find("a.png", digest("k")) is None
        kept.tidy({"b.png"})


def test_what_the_site_no_longer_has_is_forgotten(tmp_path):
    kept = PictureCache(tmp_path)
    for path in ("static/cards/papers/a.png", "static/cards/papers/b.png", "static/pictures/x.webp", "icon.png"):
        kept.keep(path, digest("k"), b"data")
    (kept._folder / "static/pictures/.123-x.webp").write_bytes(b"left by a build that was killed")
    kept.tidy({"static/cards/papers/b.png", "static/pictures/y.webp", "icon.png", "index.html"})
    left = {path.relative_to(kept._folder).as_posix() for path in kept._folder.rglob("*") if path.is_file()}
    assert left == {"static/cards/papers/b.png", "icon.png"}


def test_a_build_without_cards_leaves_those_of_another_alone(tmp_path):
    kept = PictureCache(tmp_path)
    kept.keep("static/cards/papers/a.png", digest("k"), b"data")
    kept.tidy({"index.html", "static/style.css"})
    assert kept.find("static/cards/papers/a.png", digest("k")) == b"data"


def test_parts_are_told_apart():
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest(b"ab", "c", "")}) == 4


def test_no_file_is_left_unfinished(tmp_path):
    kept = PictureCache(tmp_path)
    kept.keep("a/b.png", digest("k"), b"data")
    assert [path.name for path in Path(tmp_path).rglob("*") if path.is_file()] == ["b.png"]


@pytest.mark.parametrize(
    ("header", "fallback"),
    [
        (Header("jpeg", 1300, 700), 0),
        (Header("jpeg", 1300, 700, turned=True), 960),
        (Header("jpeg", 1300, 700, located=True), 960),
        (Header("jpeg", TEXT[-1], 700), 0),
        (Header("jpeg", TEXT[-1] + 1, 700), 960),
    ],
)
def test_the_picture_itself_is_for_old_browsers_unless_it_is_unfit(header, fallback):
    """It is where it stands on its side, tells where it was taken, or is much too large."""
    assert Picture("files/a.jpg", header, (480, 960, min(header.width, 1600))).fallback == fallback


def test_the_best_of_the_ways_is_taken_that_is_smaller_than_the_picture(monkeypatch):
    qualities = []
    original = smaller._saved
    monkeypatch.setattr(
        smaller,
        "_saved",
        lambda image, format, options: qualities.append(options["quality"]) or original(image, format, options),
    )
    large = saved(scene((1600, 900)), "JPEG", quality=95)
    assert len(smaller.smaller(large, 480, "webp")) < len(large)
    assert qualities == [78]
    qualities.clear()
    tiny = saved(scene((96, 54)), "JPEG", quality=1)
    smaller.smaller(tiny, 480, "webp")
    assert qualities == [78, 60], "of no better way the last is taken"
