"""The templates of the pages, read and compiled once in a process."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


@cache
def environment() -> Environment:
    """Templates that escape every value, and refuse a name that nobody gave.

    One for all pages: compiling a template takes longer than filling it.
    """
    found = Environment(
        loader=PackageLoader("scheduler.reporting.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["bound"] = bound
    return found


@cache
def asset(name: str) -> Markup:
    """A file of ours as it is; it holds no data and is not a template."""
    loader = environment().loader
    assert loader is not None
    return Markup(loader.get_source(environment(), name)[0])


def bound(text: str) -> str:
    """Figures tied to their units, so that no line ends between them."""
    return re.sub(r"(?<=\d) (?=(?:%|s|h|min|days?)(?:\W|$))", "\u00a0", text)
