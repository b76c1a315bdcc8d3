"""What is cached of a build."""

from scholarfolio.build.last_build import LastBuild, packed_stamps
from scholarfolio.tracking.changes import NO_FINGERPRINT

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
