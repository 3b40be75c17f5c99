"""The examples from Python, in README.md and docs/python-api.md, run as they stand."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import Any

import pytest

from tests.docs.pages import DOCS, ROOT, blocks
from tests.small_centres import SETTINGS, write_centre

PAGE = DOCS / "python-api.md"


def ran(page: Path) -> tuple[dict[str, Any], list[str]]:
    """The names that the page's examples leave, and what each of them prints."""
    names: dict[str, Any] = {}
    shown = []
    for block in blocks(page, "python"):
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(compile(block.text, f"an example of {page.name}", "exec"), names)
        shown.append(out.getvalue())
    return names, shown


def test_the_page_rosters_a_small_centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names, shown = ran(PAGE)
    result = names["result"]
    assert len(result.audit) == 0
    # By contract: 5 shifts of 8 h, twice, and 4 shifts of 20 h together
    assert len(names["shifts"]) == 14
    assert "100.0 hours are paid" in shown[0]
    # The part-timer has four days, so the Friday off costs nothing
    assert result.people.set_index("csr_id")["requests_granted"]["chi"] == 1
    assert shown[1] in PAGE.read_text(encoding="utf-8")
    assert (tmp_path / "results" / "roster.html").exists()


def test_the_example_of_the_first_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A small centre in place of Portland's, a second in place of a minute
    write_centre(tmp_path / "inputs", settings=SETTINGS.replace("limit_s = 5", "limit_s = 0.3"))
    monkeypatch.chdir(tmp_path)
    [example] = [b for b in blocks(ROOT / "README.md", "python") if "solve" in b.text]
    assert len(example.text.splitlines()) <= 8
    names, [shown] = ran(ROOT / "README.md")
    result = names["result"]
    assert (result.roster["csr_id"].nunique(), len(result.audit)) == (3, 0)
    assert f"{result.objective:.2f}" in shown
