"""Every name stands for one thing, and everything fits a screen or a few."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
FOLDERS = ("scheduler", "benchmarks", "inputs", "tests")
FILES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
# Python asks for these names, once in a folder.
GIVEN_NAMES = {"__init__.py", "conftest.py"}

MOST_LINES = 400
MOST_ARGUMENTS = 8
# Pages that are still too long. The list may only get shorter.
LONG_PAGES: set[str] = set()
# Where a statement holds others: exception handlers and cases hold them in turn.
BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
GENERATED = "This page is generated from"


class Function(NamedTuple):
    """Where a function begins, how many arguments it takes, and what it is decorated with."""

    line: int
    name: str
    arguments: int
    decorators: frozenset[str]


class Outline(NamedTuple):
    """What a module defines. The trees of all files, kept, would take seconds to look after."""

    classes: tuple[str, ...]
    functions: tuple[Function, ...]


@cache
def outline(source: str) -> Outline:
    """The source read once for all tests."""
    classes: list[str] = []
    functions: list[Function] = []
    for node in statements(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            classes.append(node.name)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            named = frozenset(ast.unparse(d).split("(")[0] for d in node.decorator_list)
            functions.append(Function(node.lineno, node.name, arguments(node), named))
    return Outline(tuple(classes), tuple(functions))


def statements(node: ast.AST) -> Iterator[ast.stmt]:
    """Every statement, wherever it stands; expressions, of which there are most, are left out."""
    for field in BLOCKS:
        for inner in getattr(node, field, ()):
            if isinstance(inner, ast.stmt):
                yield inner
            yield from statements(inner)


@cache
def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def twice(named: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Names that occur more than once, with the places where they do."""
    places = defaultdict(list)
    for name, place in named:
        places[name].append(place)
    return {name: found for name, found in places.items() if len(found) > 1}


def public_classes(source: str) -> Iterator[str]:
    """Names of the classes of a module that do not begin with an underscore."""
    return (name for name in outline(source).classes if not name.startswith("_"))


def compiling(sources: Iterable[str]) -> set[str]:
    """Names of the decorators that compile: numba's own, and ours that call it."""
    ours = {
        function.name
        for source in sources
        if "njit" in source
        for function in ast.parse(source).body
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "njit"
    }
    return {"njit"} | ours


def arguments(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Number of arguments, `*args` and `**kwargs` counting one each."""
    own = function.args
    named = len(own.posonlyargs) + len(own.args) + len(own.kwonlyargs)
    return named + (own.vararg is not None) + (own.kwarg is not None)


def crowded(source: str, compilers: set[str]) -> list[str]:
    """Functions with too many arguments that no decorator of `compilers` compiles."""
    return [
        f"{function.line} {function.name}: {function.arguments}"
        for function in outline(source).functions
        if function.arguments > MOST_ARGUMENTS and not compilers & function.decorators
    ]


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def long(paths: Iterable[Path]) -> set[str]:
    """Files over the limit, unless they say that they are generated."""
    return {
        shown(path)
        for path in paths
        if len((text := read(path)).splitlines()) > MOST_LINES and GENERATED not in text
    }


def test_no_two_files_have_one_name() -> None:
    assert twice((p.name, shown(p)) for p in FILES if p.name not in GIVEN_NAMES) == {}


def test_no_two_public_classes_have_one_name() -> None:
    assert twice((name, shown(p)) for p in FILES for name in public_classes(read(p))) == {}


def test_no_python_file_is_too_long() -> None:
    assert long(FILES) == set()


def test_no_page_is_too_long() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    assert long(pages) == LONG_PAGES


def test_no_function_has_too_many_arguments() -> None:
    compilers = compiling(map(read, FILES))
    wrong = {shown(path): found for path in FILES if (found := crowded(read(path), compilers))}
    assert wrong == {}


def test_what_is_named_twice_is_found() -> None:
    source = "class Seen:\n    class Inner: ...\nclass _Own: ..."
    assert list(public_classes(source)) == ["Seen", "Inner"]
    hidden = "try: ...\nexcept OSError:\n  if here: ...\n  else:\n    class Hidden: ..."
    assert list(public_classes(hidden)) == ["Hidden"]
    assert twice([("Seen", "a.py"), ("Seen", "b.py"), ("Inner", "a.py")]) == {
        "Seen": ["a.py", "b.py"]
    }


def test_arguments_of_every_kind_are_counted_except_in_kernels() -> None:
    kernel = "def ours(f):\n    return njit(cache=True)(f)\n"
    nine = "def nine(a, b, /, c, d, *e, f, g, h, **i): ...\n"
    assert crowded(nine, {"njit"}) == ["1 nine: 9"]
    assert crowded(nine.replace(", **i", ""), {"njit"}) == []
    assert compiling([kernel, nine]) == {"njit", "ours"}
    for decorator in ("@njit", "@njit(cache=True)", "@ours(cache=True)"):
        assert crowded(f"{decorator}\n{nine}", {"njit", "ours"}) == []
    assert crowded(f"@cached\n{nine}", {"njit", "ours"}) == ["2 nine: 9"]
