"""The last build: which files are still as it wrote them, and when all that is cached is dropped."""

from scholarfolio.build import last_build
from scholarfolio.build.command import Options, build
from scholarfolio.build.last_build import LastBuild, packed_stamps
from scholarfolio.tracking.changes import NO_FINGERPRINT
from scholarfolio.tracking.store import CACHE

STAMPS = {"index.html": (0, 0), "a/b.html": (1 << 40, 1_700_000_000_123_456_789), "ü \udcff\n.html": (3, -1)}


def build_with(stamps):
    return LastBuild(b"", "", 0, 0, 0, (), packed_stamps(stamps), b"", NO_FINGERPRINT, ())


def test_files_are_intact_that_have_the_same_stamps():
    assert build_with(STAMPS).intact(STAMPS) == set(STAMPS)
    assert build_with(STAMPS).is_intact(STAMPS)
    assert build_with(STAMPS).is_intact({**STAMPS, "another": (1, 2)})
    for other in ({"index.html": (0, 1)}, {"index.html": (1, 0)}):
        assert build_with(STAMPS).intact({**STAMPS, **other}) == {"a/b.html", "ü \udcff\n.html"}
        assert not build_with(STAMPS).is_intact({**STAMPS, **other})
    others = {path: stamp for path, stamp in STAMPS.items() if path != "a/b.html"}
    assert build_with(STAMPS).intact(others) == set(others)
    assert not build_with(STAMPS).is_intact(others)


def test_files_without_stamps_are_not_intact():
    assert build_with({}).intact(STAMPS) == set()
    assert build_with({}).is_intact(STAMPS)


def test_another_version_of_the_program_drops_the_old_cache(content, tmp_path, monkeypatch):
    """All of it, also files whose names it does not know; and it is dropped once, not at every build."""
    folder, out = content("papers/a.yaml", "title: First\n"), tmp_path / "site"
    build(Options(folder, out))
    cache = tmp_path / CACHE / "content.kept"
    old = {path.name for path in cache.iterdir()}
    (cache / "fragments-of-long-ago").write_bytes(b"x")
    monkeypatch.setattr(last_build, "program_digest", lambda: b"another version")
    build(Options(folder, out))
    names = {path.name for path in cache.iterdir()}
    assert "fragments-of-long-ago" not in names
    assert {name for name in old if not name.startswith("theme-template")} <= names
    (cache / "of-this-version").write_bytes(b"x")
    content("papers/a.yaml", "title: Second\n")
    build(Options(folder, out))
    assert (cache / "of-this-version").exists()
