"""The shape of the program: which module may import which."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "scholarfolio"

# From the ground up: a module may import only from layers before its own, and from its own layer.
LAYERS = (
    ("record",),
    (
        "text",
        "names",
        "dates",
        "templating",
        "slugs",
        "problems",
        "paper_types",
        "charts",
        "colour",
        "paging",
        "runs",
        "search_words",
        "typefaces",
        "forking",
    ),
    ("yaml_faults", "icons", "pictures", "search_blocks"),
    ("load", "theme", "write", "kept", "inputs", "lock", "processes", "comparison"),
    ("pieces", "notes", "noting"),
    ("options", "memory", "includes"),
    ("languages",),
    ("schema", "kinds", "model", "records", "picture_faults", "gallery", "kept_papers"),
    ("formats", "record_yaml", "references", "looks"),
    ("people", "related", "catalog"),
    ("statistics",),
    ("facts",),
    ("metadata", "feeds", "facets", "jsonld", "cards"),
    ("plan",),
    ("views", "picture_views", "chart_views"),
    ("contexts", "search_index"),
    ("picture_makers",),
    ("render",),
    ("prepare", "fingerprints", "standing"),
    ("workers",),
    ("produce",),
    ("build", "reference"),
    ("importer", "new", "check"),
    ("cli",),
    ("__main__",),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def imported(path: Path) -> set[str]:
    """The modules of the package that a file imports, by their first name, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "scholarfolio":
            found |= {alias.name for alias in node.names} & set(LEVEL)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("scholarfolio."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("scholarfolio.")}
    return found


def modules() -> dict[Path, str]:
    return {
        path: path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for path in PACKAGE.rglob("*.py")
        if path != PACKAGE / "__init__.py"
    }


def test_every_module_has_its_layer():
    assert set(modules().values()) == set(LEVEL)


def test_imports_point_downward():
    upward = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path, own in modules().items()
        for name in imported(path)
        if LEVEL[name] > LEVEL[own]
    ]
    assert upward == []


def test_text_and_names_stand_on_their_own():
    """The leaves import nothing of the package but their own kind, so that they can be read and used alone."""
    for path, own in modules().items():
        if own in LAYERS[1]:
            assert imported(path) <= {own, "record"}, path


def test_only_the_command_line_prints_and_exits():
    for path, own in modules().items():
        if own in {"cli", "__main__"}:
            continue
        calls = {
            node.func.id
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not calls & {"print", "exit", "input"}, path


def test_one_module_alone_declares_text_safe():
    for path in modules():
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
