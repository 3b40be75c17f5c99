"""Digests by which a roster, or what follows from it, is known again."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from scheduler.domain.grid import Grid
from scheduler.domain.roster import Roster


def roster_digest(grid: Grid, roster: Roster) -> str:
    """SHA-256 of who does what when; the order of the rows in the file does not matter."""
    rows = (
        f"{s.csr_id},{grid.moment(s.start).isoformat()},{grid.moment(s.end).isoformat()},"
        f"{s.activity},{'true' if s.paid else 'false'}"
        for s in sorted(roster.segments)
    )
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def json_digest(content: Any) -> str:
    """SHA-256 of plain data, whatever the order of its keys."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def file_digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
