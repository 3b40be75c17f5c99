"""What the pages point to is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scheduler.rules import RULES
from tests.docs.pages import DOCS, PAGES, ROOT

LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)")
# Code that a page names: `scheduler/rostering/lower_bound/lagrangian.py`, `rules/runs.py`
SOURCE = re.compile(r"`((?:scheduler|tests|inputs|docs)/[\w./-]+\.(?:py|md|csv|toml))`")


def anchors(page: Path) -> set[str]:
    """Names under which the headings of a page are reached."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for path, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name}: {path}"
        if anchor:
            assert anchor in anchors(target), f"{page.name}: {path}#{anchor}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_named_exist(page: Path) -> None:
    for name in SOURCE.findall(page.read_text(encoding="utf-8")):
        assert (ROOT / name).exists() or "your_" in name, f"{page.name}: {name}"


def test_every_page_is_reached_from_the_readme() -> None:
    reached, ahead = set(), [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        if page not in reached:
            reached.add(page)
            links = (path for path, _ in LINK.findall(page.read_text(encoding="utf-8")) if path)
            targets = ((page.parent / path).resolve() for path in links)
            ahead += [target for target in targets if target in PAGES]
    assert [page.relative_to(ROOT).as_posix() for page in PAGES if page not in reached] == []


def test_every_page_is_in_the_navigation_of_the_site() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    named = re.findall(r"^ +- .*?: ([\w/-]+\.md)$", text.split("\nnav:")[1], re.MULTILINE)
    pages = {page.relative_to(DOCS).as_posix() for page in PAGES if page.is_relative_to(DOCS)}
    assert pages - set(named) == set()
    assert len(named) == len(set(named))


def test_every_rule_has_its_section() -> None:
    page = (DOCS / "rules.md").read_text(encoding="utf-8")
    described = re.findall(r"^### `(\w+)`$", page, re.MULTILINE)
    assert described == [rule.name for rule in RULES]
