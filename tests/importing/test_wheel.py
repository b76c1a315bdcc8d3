"""The program that a site carries: a wheel that pip installs, the same for the same program."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import subprocess
import sys
import zipfile
from email import message_from_string

import pytest

from scholarfolio import __version__
from scholarfolio.importing import wheel as module
from scholarfolio.importing.wheel import build_wheel


@pytest.fixture(scope="module")
def archive():
    return zipfile.ZipFile(io.BytesIO(build_wheel().data))


def test_it_is_the_same_twice_and_named_for_what_it_holds():
    one = build_wheel()
    assert one == build_wheel()
    assert one.name.startswith(f"scholarfolio-{__version__}+site.")
    assert one.name.endswith("-py3-none-any.whl")


def test_it_holds_the_program_with_its_theme_and_nothing_else(archive):
    names = set(archive.namelist())
    assert {
        "scholarfolio/cli.py",
        "scholarfolio/theme/templates/base.html",
        "scholarfolio/theme/static/style.css",
    } <= names
    assert {"scholarfolio/languages/zh-Hans.yaml", "scholarfolio/importing/site_files/pages.yml"} <= names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"scholarfolio"}
    assert not [name for name in names if "__pycache__" in name]


def test_its_record_is_that_of_its_files(archive):
    record = next(name for name in archive.namelist() if name.endswith("/RECORD"))
    rows = {name: (digest, size) for name, digest, size in csv.reader(archive.read(record).decode().splitlines())}
    assert rows.keys() == set(archive.namelist())
    for name in archive.namelist():
        data = archive.read(name)
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        assert rows[name] == (("", "") if name == record else (f"sha256={digest}", str(len(data))))


def test_its_metadata_names_what_it_needs(archive):
    text = archive.read(next(name for name in archive.namelist() if name.endswith("/METADATA"))).decode()
    metadata = message_from_string(text)
    assert metadata["Name"] == "scholarfolio"
    assert metadata["Requires-Python"] == ">=3.11"
    needed = metadata.get_all("Requires-Dist")
    assert any(line.startswith("jinja2") and "extra" not in line for line in needed)
    assert any(line.startswith("typst") and line.endswith('; extra == "pictures"') for line in needed)


def test_pip_installs_it_and_what_is_installed_makes_the_same_wheel(tmp_path):
    wheel = build_wheel()
    (tmp_path / wheel.name).write_bytes(wheel.data)
    lib = tmp_path / "lib"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(lib)]
    done = subprocess.run(
        [*pip, f"./{wheel.name}[pictures]"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    code = (
        f"import sys; sys.path.insert(0, {str(lib)!r}); from scholarfolio.importing.wheel import build_wheel; "
        "wheel = build_wheel(); open(wheel.name, 'wb').write(wheel.data)"
    )
    (tmp_path / "again").mkdir()
    subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path / "again", check=True)
    assert (tmp_path / "again" / wheel.name).read_bytes() == wheel.data
    assert str(lib) not in module.__file__
