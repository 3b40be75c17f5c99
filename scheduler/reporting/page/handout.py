"""Pages that are handed out: no script, no pay, and nobody's reason for leave."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from scheduler.reporting.findings.palette import LOOKS, OTHER


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("scheduler.reporting.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def handout(template: str, **values: object) -> str:
    """A template with the style of handouts and the colours of activities."""
    environment = _environment()
    assert environment.loader is not None
    style = environment.loader.get_source(environment, "handout.css")[0]
    looks = (*LOOKS.values(), OTHER)
    return environment.get_template(template).render(style=Markup(style), looks=looks, **values)
