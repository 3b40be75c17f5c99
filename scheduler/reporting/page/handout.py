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


@cache
def _style() -> Markup:
    """The style as it is; it holds no data and is not a template."""
    environment = _environment()
    assert environment.loader is not None
    return Markup(environment.loader.get_source(environment, "handout.css")[0])


def handout(template: str, **values: object) -> str:
    """A template with the style of handouts and the colours of activities."""
    looks = (*LOOKS.values(), OTHER)
    page = _environment().get_template(template)
    return page.render(style=_style(), looks=looks, **values)
