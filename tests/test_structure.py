"""The shape of the program: which module may import which."""

from __future__ import annotations

import ast
import re
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "scholarfolio"

# The table of rooms in docs/design.md, from the top down: each room with the modules that stand in it.
_ROW = re.compile(r"^\| (?:`(\w+)/`|\(top\)) \|[^|]*\|([^|]*)\|$", re.MULTILINE)


def rooms() -> dict[str, list[str]]:
    """The modules of each room, as the table has them: by dotted names below the package."""
    table = {}
    for room, row in _ROW.findall((PACKAGE.parent / "docs/design.md").read_text("utf-8")):
        names = re.findall(r"`([\w./]+)`", row)
        table[room] = [room if name == f"{room}/" else f"{room}.{name}".lstrip(".") for name in names]
    return table


def modules() -> dict[str, Path]:
    """The files of the package by their dotted names below it; packages only where they hold more than a docstring."""
    paths = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if name and (parts[-1] != "__init__" or len(ast.parse(path.read_text("utf-8")).body) > 1):
            paths[name] = path
    return paths


def imported(path: Path, known: set[str]) -> set[str]:
    """The modules of the package that a file imports, wherever in it, also for the type checker alone."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith("scholarfolio."):
            parent = f"{node.module}.".removeprefix("scholarfolio.")
            submodules = {parent + alias.name for alias in node.names} & known
            names |= submodules
            if len(submodules) < len(node.names):
                names.add(parent.rstrip("."))
        elif isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[2] for alias in node.names if alias.name.startswith("scholarfolio.")}
    return names - {""}


def test_the_table_names_every_module_once():
    named = [module for room in rooms().values() for module in room]
    assert sorted(named) == sorted(modules())


def test_no_module_imports_from_a_room_above_its_own():
    level = {module: at for at, room in enumerate(rooms().values()) for module in room}
    known = modules()
    upward = [
        f"{name} imports {other}"
        for name, path in known.items()
        for other in imported(path, set(known))
        if level.get(other, level[name]) < level[name]
    ]
    assert upward == []


def test_no_two_modules_import_each_other():
    """Not through others, either: within a room there is an order, too."""
    known = modules()
    waiting = {name: imported(path, set(known)) & set(known) - {name} for name, path in known.items()}
    while free := [name for name, needs in waiting.items() if not needs & waiting.keys()]:
        for name in free:
            del waiting[name]
    assert waiting == {}


def test_a_module_above_its_room_would_be_found(tmp_path):
    (tmp_path / "x.py").write_text("def f():\n    from scholarfolio.render import views\n    import scholarfolio.cli\n")
    assert imported(tmp_path / "x.py", set(modules())) == {"render.views", "cli"}


def test_only_the_command_line_prints_and_exits():
    for name, path in modules().items():
        if name in {"cli", "__main__"} or name.endswith(("field_docs", "rule_docs", "cldr")):
            continue
        calls = {
            node.func.id
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not calls & {"print", "exit", "input"}, path


def test_one_module_alone_declares_text_safe():
    for path in modules().values():
        calls = [
            node
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Markup"
        ]
        assert not calls or path.name == "markup.py", path


def test_templates_never_switch_escaping_off():
    for path in (PACKAGE.parent / "templates").rglob("*.html"):
        source = path.read_text("utf-8")
        assert "|safe" not in source.replace(" ", ""), path
        assert "autoescape" not in source, path
