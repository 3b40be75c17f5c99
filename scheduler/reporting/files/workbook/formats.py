"""The cell formats of the workbook: each is made once and used again."""

from __future__ import annotations

from typing import Any

from scheduler.reporting.findings.palette import LOOKS, OTHER, Look

FONT = {"font_name": "Calibri", "font_size": 10, "valign": "vcenter"}
LINE = "#BFBFBF"
SHADE = "#E9EEF3"
SHORT = "#D55E00"  # Okabe-Ito vermillion
INK = "#1F2933"
FAINT = "#7B8794"
WORKED = "#DCEEFA"
LETTER_PAPER = 1


class Formats:
    """Named formats of one workbook; `fill` gives the colour of an activity."""

    def __init__(self, book: Any) -> None:
        def make(**properties: Any) -> Any:
            return book.add_format({**FONT, **properties})

        boxed = {"border": 1, "border_color": LINE}
        self.title = make(bold=True, font_size=14)
        self.note = make(font_color="#52606D")
        self.wrapped_note = make(font_color="#52606D", text_wrap=True, valign="top")
        self.head = make(bold=True, bg_color=SHADE, text_wrap=True, **boxed)
        self.head_mid = make(bold=True, bg_color=SHADE, align="center", **boxed)
        self.head_right = make(bold=True, bg_color=SHADE, align="right", text_wrap=True, **boxed)
        self.minute = make(font_size=7, bg_color=SHADE, align="center", **boxed)
        self.text = make(shrink=True, **boxed)
        self.wrapped = make(text_wrap=True, valign="top", **boxed)
        self.top = make(valign="top", **boxed)
        self.middle = make(align="center", **boxed)
        self.shift = make(align="center", bg_color=WORKED, **boxed)
        self.off = make(align="center", font_color=FAINT, **boxed)
        self.shift_now = make(font_color=INK, bg_color=WORKED)
        self.off_now = make(font_color=FAINT, bg_color="#FFFFFF")
        self.leave = make(align="center", italic=True, bg_color="#F3E3EC", **boxed)
        self.count = make(align="center", num_format="0", font_size=8, **boxed)
        self.total_count = make(align="center", num_format="0", bold=True, **boxed)
        self.hours = make(num_format="#,##0.00", **boxed)
        self.clock = make(num_format="[h]:mm", **boxed)
        self.top_hours = make(num_format="#,##0.00", valign="top", **boxed)
        self.money = make(num_format="$#,##0.00", **boxed)
        self.total = make(bold=True, bg_color=SHADE, **boxed)
        self.total_hours = make(bold=True, bg_color=SHADE, num_format="#,##0.00", **boxed)
        self.total_money = make(bold=True, bg_color=SHADE, num_format="$#,##0.00", **boxed)
        self.short = make(bold=True, font_color="#FFFFFF", bg_color="#B34700")
        self.quiet = make(font_color="#FFFFFF")
        self.blank = make(bg_color="#FFFFFF")
        self.hour_line = make(left=1, left_color="#9AA5B1")
        self._fill = {
            look.key: make(align="center", font_size=8, bg_color=look.colour, **boxed)
            for look in (*LOOKS.values(), OTHER)
        }

    def fill(self, look: Look) -> Any:
        return self._fill[look.key]


def print_set_up(sheet: Any, footer: str, landscape: bool = True) -> None:
    """Letter paper, one page wide, narrow margins, page numbers at the foot."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(LETTER_PAPER)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    # An ampersand starts a code in footers; two of them print one.
    sheet.set_footer(f"&L{footer.replace('&', '&&')[:180]}&RPage &P of &N")
