"""Pages that are handed out: no script, no pay, and nobody's reason for leave."""

from __future__ import annotations

from scheduler.reporting.findings.palette import LOOKS, OTHER
from scheduler.reporting.page.templates_read import asset, environment


def handout(template: str, **values: object) -> str:
    """A template with the style of handouts and the colours of activities."""
    looks = (*LOOKS.values(), OTHER)
    page = environment().get_template(template)
    return page.render(style=asset("handout.css"), looks=looks, **values)
