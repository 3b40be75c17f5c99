"""docs/images/rooms.svg: who may import whom, drawn from what test_imports.py allows.

    python -m tests.house.draw_rooms > docs/images/rooms.svg

The rooms stand on a diagonal, each below all that it may import. A line runs from a room to
the left and, from a dot, up into the room that it imports. All lines lie below the diagonal
exactly when imports run one way.
"""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import TopologicalSorter

BOX_WIDTH, BOX_HEIGHT, STEP_X, STEP_Y, MARGIN = 104, 26, 76, 46, 12
LINE, BOX, TEXT = "#5b6b7b", "#e8eef6", "#1c2733"


def in_order(allowed: Mapping[str, set[str]]) -> list[str]:
    """Rooms with those that they may import before them, else by name. Raises CycleError."""
    sorter = TopologicalSorter(allowed)
    sorter.prepare()
    order: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        order += ready
        sorter.done(*ready)
    return order


def draw(allowed: Mapping[str, set[str]]) -> str:
    """The picture as SVG."""
    order = in_order(allowed)
    width = 2 * MARGIN + STEP_X * (len(order) - 1) + BOX_WIDTH
    height = 2 * MARGIN + STEP_Y * (len(order) - 1) + BOX_HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="sans-serif" font-size="13">',
        "<title>Rooms of scheduler/ and the imports that are allowed between them</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        f'markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="{LINE}"/></marker></defs>',
    ]
    for row, room in enumerate(order):
        targets = sorted(order.index(name) for name in allowed[room])
        parts += [_line(row, column, order) for column in targets]
    for row, room in enumerate(order):
        x, y = _corner(row)
        parts.append(
            f'<rect x="{x}" y="{y}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="5" '
            f'fill="{BOX}" stroke="{LINE}"/><text x="{x + BOX_WIDTH // 2}" y="{y + 18}" '
            f'text-anchor="middle" fill="{TEXT}">{room}</text>'
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _corner(place: int) -> tuple[int, int]:
    """Left and upper edge of a room's box."""
    return MARGIN + place * STEP_X, MARGIN + place * STEP_Y


def _line(row: int, column: int, order: list[str]) -> str:
    """From the room of a row to the room of a column, around a corner with a dot."""
    left, upper = _corner(row)
    x, y = left, upper + BOX_HEIGHT // 2
    target, bottom = _corner(column)
    into = target + STEP_X // 2
    return (
        f'<path d="M{x} {y}H{into}V{bottom + BOX_HEIGHT}" fill="none" stroke="{LINE}" '
        f'marker-end="url(#head)"><title>{order[row]} imports {order[column]}</title></path>'
        f'<circle cx="{into}" cy="{y}" r="3" fill="{LINE}"/>'
    )


if __name__ == "__main__":
    import sys

    from tests.house.test_imports import ALLOWED

    sys.stdout.write(draw(ALLOWED))
