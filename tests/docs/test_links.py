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


def test_every_rule_has_its_section() -> None:
    page = (DOCS / "rules.md").read_text(encoding="utf-8")
    described = re.findall(r"^### `(\w+)`$", page, re.MULTILINE)
    assert described == [rule.name for rule in RULES]
