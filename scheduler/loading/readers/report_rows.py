"""Rows of a report that are no data: totals, averages, page ends, headers that come again.

None of them has a time that can be read. A row that has one is a queue's, whatever its name:
"Summer Youth Line" and "Total Transit" are queues.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

TOTALS, REPORT_END, HEADER = "totals", "the report's end", "the header again"

# Said alone in a cell; in the languages that spreadsheets and reports of call centres speak.
TOTAL_WORDS = frozenset(
    word
    for words in (
        "total|totals|grand total|grand totals|sub total|subtotal|sub totals|subtotals|sum|sums",
        "summary|overall|average|averages|avg|mean|median|minimum|maximum|min|max|count|all",
        "daily total|daily totals|day total|weekly total|monthly total|report total|page total",
        "gesamt|gesamtsumme|gesamtergebnis|summe|zwischensumme|teilergebnis|insgesamt|ergebnis",
        "durchschnitt|mittelwert|mittel|tagessumme",
        "total général|total general|totaux|somme|sous-total|moyenne|ensemble",
        "totales|suma|suma total|total generales|promedio|media|gran total",
        "total geral|média|soma|totais|totale|totali|totale complessivo|somma|subtotale",
        "totaal|eindtotaal|subtotaal|som|gemiddelde|summa|totalt|genomsnitt|medelvärde|delsumma",
        "i alt|gennemsnit|gjennomsnitt|sum i alt|hovedtotal|yhteensä|keskiarvo|välisumma",
        "razem|łącznie|średnia|suma końcowa|celkem|celkový součet|součet|průměr|spolu|priemer",
        "összesen|végösszeg|átlag|ukupno|skupaj|povprečje|prosjek|total parțial|medie",
        "итого|всего|общий итог|среднее|сумма|разом|усього|середнє|общо|средно|σύνολο|μέσος όρος",
        "toplam|genel toplam|ortalama|tổng|tổng cộng|trung bình|jumlah|rata-rata|kabuuan",
        "合計|総計|小計|平均|合计|总计|小计|平均值|總計|小計|합계|총합계|소계|평균|รวม|ทั้งหมด",
        'المجموع|الإجمالي|المتوسط|سה״כ|סה"כ|ממוצע|wadarta|jami',
    )
    for word in words.split("|")
)

_ENDS = re.compile(
    r"(?:page|seite|página|pagina|page no\.?|sida|side|strana|страница)\s*:?\s*\d+"
    r"(?:\s*(?:of|/|von|de|di|van|av|af|z|из)\s*\d+)?"
    r"|[-=*_~.\s]*(?:end of (?:report|file|data|document)|report end|eof|end"
    r"|ende(?: des berichts)?|berichtsende|fin(?: du rapport| del informe)?|fine(?: del rapporto)?"
    r"|fim do relatório|einde(?: van het rapport)?)[-=*_~.!\s]*"
    r"|(?:report |this report was |data )?(?:generated|created|printed|exported|run|produced)"
    r"(?: (?:on|by|at|from|time|date))?\b.*"
    r"|(?:report|run|print) (?:date|time)\b.*"
    r"|(?:erstellt|gedruckt|exportiert|généré|imprimé|generado|impreso)\b.*"
    r"|©.*|copyright\b.*|confidential.*|\d+ (?:rows?|records?)(?: (?:selected|affected|returned))?"
    r"|\(\d+ rows?(?: affected)?\)|no (?:more )?data(?: available)?",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-=_*~.+|\s\u2013\u2014\u2500]+")
_EDGES = " \t:.,;*#-–—()[]"


def is_totals(cells: Sequence[str]) -> bool:
    """Whether a cell is a total's word alone, such as `Totals:`."""
    return any(_bare(cell) in TOTAL_WORDS for cell in cells if cell)


def is_report_end(cells: Sequence[str]) -> bool:
    """Whether the row only ends a page or the report: `Page 1 of 3`, `END OF REPORT`, a rule."""
    said = [cell for cell in cells if cell]
    if all(_RULE.fullmatch(cell) for cell in said):
        return len(said) == 1 or any(len(cell) > 2 for cell in said)
    return len(said) <= 2 and _ENDS.fullmatch(" ".join(said)) is not None


def what_is_left_out(cells: Sequence[str], header: Sequence[str]) -> str:
    """What a row without a readable time is, in a word; empty for one that should have had one."""
    if is_totals(cells):
        return TOTALS
    if is_report_end(cells):
        return REPORT_END
    if [cell.casefold() for cell in cells if cell] == [name.casefold() for name in header if name]:
        return HEADER
    return ""


def _bare(cell: str) -> str:
    return " ".join(cell.casefold().strip(_EDGES).split())
