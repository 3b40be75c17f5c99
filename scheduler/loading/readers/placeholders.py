"""What reports and spreadsheets write where they have no value."""

from __future__ import annotations

import re

# Error values of spreadsheets, in the languages of their programs too (#WERT!, #¡VALOR!, #N/D).
# A row of # is none of them: a value stands there, in a column that was too narrow.
_ERROR = re.compile(
    r"#[\u00a1\u00bf]?(?:div|дел)/0!"
    r"|#[\u00a1\u00bf]?(?:n/?a|n/?d|nv|н/д|#?n/b|i/t|hiányzik|puuttuu!?|saknas!?|yok|brak|n\.v\.t\.)"
    r"|#[\u00a1\u00bf]?[^\W\d_][\w/ .]{1,24}[!?]"
    r"|#(?:getting_data|err\d*|error)",
    re.IGNORECASE,
)
_WORDS = frozenset(
    word
    for words in (
        "-|--|---|\u2013|\u2014|\u2212|.|..|...|?|*|-:-|-:--|--:--|--:--:--|-:--:--",
        "n/a|na|n.a.|n.a|n/d|nd|n.d.|n/v|k.a.|k.a|s/d|s.d.|n.v.t.|not available|not applicable",
        "nil|null|(null)|[null]|<null>|\\n|none|nan|<na>|nat|blank|(blank)|(leer)|(vide)|empty",
        "(en blanco)|missing|undefined|no data|err|error|inf|+inf|-inf|infinity|-infinity",
        "1.#inf|1.#ind|-1.#ind|1.#qnan",
    )
    for word in words.split("|")
)


def is_placeholder(text: str) -> bool:
    """Whether a cell says that there is no value."""
    return text.casefold() in _WORDS or _ERROR.fullmatch(text) is not None
