"""The rules that keep the tree readable: who may look at whom, and who may ask the environment."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# A package may import those before it, never those after.
LAYERS = ("index", "retrieval", "bot")
MODULES = sorted(
    path.relative_to(ROOT) for layer in LAYERS for path in (ROOT / layer).rglob("*.py")
)


def tree_of(module: Path) -> ast.Module:
    return ast.parse((ROOT / module).read_text("utf-8"))


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"{'.' * node.level}{node.module or ''}"


def upward(layer: str, tree: ast.AST) -> list[str]:
    above = (*LAYERS[LAYERS.index(layer) + 1 :], "tests", "training", "benchmarks")
    return [name for name in imported(tree) if name.split(".")[0] in above or name[0] == "."]


def asks_environment(tree: ast.AST) -> bool:
    asked = {"environ", "environb", "getenv"}
    attributes = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return any(
        isinstance(node.value, ast.Name) and node.value.id == "os" and node.attr in asked
        for node in attributes
    ) or any(
        node.module == "os" and asked & {alias.name for alias in node.names} for node in imports
    )


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_imports_no_layer_above_its_own(module: Path) -> None:
    assert upward(module.parts[0], tree_of(module)) == []


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_only_the_settings_ask_the_environment(module: Path) -> None:
    assert module == Path("bot/settings.py") or not asks_environment(tree_of(module))


def tells_only_types(test: ast.expr) -> bool:
    """Whether an assert only tells the type checker what is so anyway: `x is not None`."""
    return (
        isinstance(test, ast.Compare)
        and isinstance(test.ops[0], ast.IsNot)
        and isinstance(test.comparators[0], ast.Constant)
        and test.comparators[0].value is None
    )


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_nothing_is_checked_by_an_assert(module: Path) -> None:
    """`python -O` leaves asserts out, so no promise may hang on one."""
    asserts = [node for node in ast.walk(tree_of(module)) if isinstance(node, ast.Assert)]
    assert [node.lineno for node in asserts if not tells_only_types(node.test)] == []


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_every_module_says_in_its_first_line_what_it_is_for(module: Path) -> None:
    tree = tree_of(module)
    assert not tree.body or ast.get_docstring(tree)


def test_the_rules_see_what_breaks_them() -> None:
    assert upward("index", ast.parse("def f():\n    from retrieval.lanes import Query"))
    assert upward("retrieval", ast.parse("import bot.cli as cli"))
    assert upward("index", ast.parse("from . import tokens"))
    assert not upward("bot", ast.parse("from index.errors import NotFound"))
    assert asks_environment(ast.parse("import os\nhome = os.environ['HOME']"))
    assert asks_environment(ast.parse("from os import getenv"))
