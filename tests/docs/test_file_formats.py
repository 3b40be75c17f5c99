"""docs/file-formats.md is what the schema says today."""

from __future__ import annotations

from scheduler.loading.schema.describe import describe
from tests.docs.pages import DOCS


def test_the_page_is_up_to_date() -> None:
    page = (DOCS / "file-formats.md").read_text(encoding="utf-8")
    assert page == describe(), (
        "run: python -m scheduler.loading.schema.describe > docs/file-formats.md"
    )
