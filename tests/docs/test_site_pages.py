"""The site has a page for every room, and its links lead where those of the repository do."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import pytest

import scheduler
from tests.docs.pages import DOCS, ROOT
from tests.house.test_imports import FILES, home


@pytest.fixture(scope="module")
def site() -> ModuleType:
    """The hook of the site, which stands among the pages."""
    spec = importlib.util.spec_from_file_location("site_pages", DOCS / "site_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_room_has_a_page(site: ModuleType) -> None:
    rooms = {home(path) for path in FILES if path.parent.parent != ROOT}
    assert {f"reference/{room}.md" for room in rooms} <= set(site.reference())


def test_the_public_interface_is_what_is_exported(site: ModuleType) -> None:
    page = site.reference()["reference/index.md"]
    public = [name for name in scheduler.__all__ if name != "__version__"]
    assert page.count(":::") == len(public)
    assert all(f"::: scheduler.{name}\n" in page for name in public)


@pytest.mark.parametrize(
    ("page", "link", "moved"),
    [
        ("tutorial.md", "../README.md#commands", "index.md#commands"),
        ("tutorial.md", "rules.md", "rules.md"),
        ("index.md", "docs/sample/README.md", "sample/README.md"),
        ("index.md", "inputs/README.md", "inputs.md"),
        ("contributing.md", "LICENSE", "LICENSE"),
        ("sample/README.md", "../../CHANGELOG.md", "../changelog.md"),
        ("sample/README.md", "page.png", "page.png"),
        ("index.md", "#commands", "#commands"),
        ("index.md", "https://example.org/a.md", "https://example.org/a.md"),
        # Not on the site: left as it is, so that the strict build names it
        ("index.md", "scheduler/rules/base.py", "scheduler/rules/base.py"),
    ],
)
def test_links_are_moved_with_their_pages(
    site: ModuleType, page: str, link: str, moved: str
) -> None:
    assert site.site_links(page, f"see [this]({link}).") == f"see [this]({moved})."
