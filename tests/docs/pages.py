"""The pages of the documentation, with the blocks that a test executes.

A block is executed when a comment stands right above it: `<!-- runs -->`, with the exit code
of its last command where that is not 0 (`<!-- runs, exit code 5 -->`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md")))

MARKED = re.compile(
    r"^<!-- runs(?:, exit code (?P<code>\d+))? -->\n+```(?P<kind>\w+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class CodeBlock:
    """What stands between the fences, in which language, and how it must end."""

    kind: str
    text: str
    exit_code: int


def blocks(page: Path, kind: str) -> list[CodeBlock]:
    """The marked blocks of a page in one language, in order."""
    return [
        CodeBlock(found["kind"], found["text"], int(found["code"] or 0))
        for found in MARKED.finditer(page.read_text(encoding="utf-8"))
        if found["kind"] == kind
    ]
