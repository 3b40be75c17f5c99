"""The ladder as a plot: what could still be avoided, and how long it took to know."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from benchmarks.ladder_rows import Row

LEAST_REGRET = 1e-6  # drawn for zero, which a logarithm does not know
COLOURS = {0.80: "#1b7837", 0.95: "#2166ac", 1.05: "#b2182b"}
MARKS = {"common": ("o", "-"), "scarce": ("^", "--")}
OTHER_MARK = ("s", ":")  # centres with traits


def plot(rows: Sequence[Row], path: Path) -> None:
    """Write an SVG with two panels over the number of CSRs."""
    mpl.rcParams["svg.hashsalt"] = "ladder"  # the same rows give the same file
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
    for load, languages in sorted({(row.load, row.languages) for row in rows}):
        own = sorted(
            (r for r in rows if (r.load, r.languages) == (load, languages)), key=lambda r: r.people
        )
        mark, style = MARKS.get(languages, OTHER_MARK)
        look = {"marker": mark, "linestyle": style, "color": COLOURS.get(load, "#555555")}
        what = f"{languages} languages" if languages in MARKS else languages
        label = f"load {load:.2f}, {what}"
        solved = [row for row in own if row.regret is not None]
        left.plot(
            [row.people for row in solved],
            [100 * max(row.regret or 0.0, LEAST_REGRET) for row in solved],
            label=label, **look,
        )  # fmt: skip
        begun = [row for row in own if row.first_roster_s is not None]
        right.plot([row.people for row in begun], [row.first_roster_s for row in begun], **look)
    left.axhline(0.05, color="#888888", linewidth=0.8)
    left.annotate("target from 60 CSRs on, loads to .95", (10, 0.052), fontsize=7)
    sizes = sorted({row.people for row in rows})
    _axes(left, "Regret at the end, % of required hours", sizes)
    _axes(right, "First roster, seconds", sizes)
    left.legend(fontsize=7)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


def _axes(axes: plt.Axes, title: str, sizes: list[int]) -> None:
    axes.set(xscale="log", yscale="log", xlabel="CSRs")
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.set_title(title, fontsize=10)
    axes.grid(visible=True, which="major", linewidth=0.3)
