"""What is cached of a build."""

from scholarfolio.build import last_build
from scholarfolio.build.command import Options, build
from scholarfolio.build.last_build import LastBuild, packed_stamps
from scholarfolio.tracking.changes import NO_FINGERPRINT
from scholarfolio.tracking.store import CACHE

LOOKS = {"index.html": (0, 0), "a/b.html": (1 << 40, 1_700_000_000_123_456_789), "ü \udcff\n.html": (3, -1)}


def done(stamps):
    return LastBuild(b"", "", 0, 0, 0, (), packed_stamps(stamps), b"", NO_FINGERPRINT, ())


def test_files_are_intact_that_look_as_they_did():
    assert done(LOOKS).intact(LOOKS) == set(LOOKS)
    assert done(LOOKS).is_intact(LOOKS)
    assert done(LOOKS).is_intact({**LOOKS, "another": (1, 2)})
    for other in ({"index.html": (0, 1)}, {"index.html": (1, 0)}):
        assert done(LOOKS).intact({**LOOKS, **other}) == {"a/b.html", "ü \udcff\n.html"}
        assert not done(LOOKS).is_intact({**LOOKS, **other})
    gone = {path: stamp for path, stamp in LOOKS.items() if path != "a/b.html"}
    assert done(LOOKS).intact(gone) == set(gone)
    assert not done(LOOKS).is_intact(gone)


def test_nothing_is_intact_of_what_nobody_knows_how_it_looked():
    assert done({}).intact(LOOKS) == set()
    assert done({}).is_intact(LOOKS)


def test_another_version_of_the_program_drops_the_old_cache(content, tmp_path, monkeypatch):
    """All of it, also files whose names it does not know; and it is dropped once, not at every build."""
    folder, out = content("papers/a.yaml", "title: First\n"), tmp_path / "site"
    build(Options(folder, out))
    cache = tmp_path / CACHE / "content.kept"
    old = {path.name for path in cache.iterdir()}
    (cache / "pieces-of-long-ago").write_bytes(b"x")
    monkeypatch.setattr(last_build, "program_digest", lambda: b"another version")
    build(Options(folder, out))
    names = {path.name for path in cache.iterdir()}
    assert "pieces-of-long-ago" not in names
    assert {name for name in old if not name.startswith("theme-template")} <= names
    (cache / "of-this-version").write_bytes(b"x")
    content("papers/a.yaml", "title: Second\n")
    build(Options(folder, out))
    assert (cache / "of-this-version").exists()
