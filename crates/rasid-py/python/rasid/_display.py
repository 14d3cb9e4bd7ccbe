"""A reading as a notebook shows it: its text with the words of its records marked, and a legend.

Each list has a kind of line and a colour of the Okabe-Ito palette, which people with any kind of colour blindness can
tell apart, so that nothing hangs on colour alone; what is said by somebody has a ground of its own. Lines of lists that
meet lie under one another. The text is untrusted: everything is escaped, there is no script, and signs that turn the
direction of writing are shown, not followed.
"""

from __future__ import annotations

import typing
from html import escape

if typing.TYPE_CHECKING:
    from ._reading import Reading
    from ._records import Record

#: Code points of a text that are shown; a longer one is cut.
SHOWN = 20_000
#: Marks that are shown; a text may be nothing but records.
MARKS = 2_000

#: Pixels from one line under the text to the next.
LANE = 6

# Of each list its name in Arabic, its colour, its kind of line, and how thick that is; those first lie nearest to the
# letters. The kind of statements is none: they have a ground.
_LOOKS = {
    "naming": ("\u062a\u0633\u0645\u064a\u0627\u062a", "#000000", "dotted", 2),
    "times": ("\u0623\u0632\u0645\u0646\u0629", "#0072b2", "solid", 2),
    "figures": ("\u0623\u0631\u0642\u0627\u0645", "#e69f00", "double", 4),
    "events": ("\u0623\u062d\u062f\u0627\u062b", "#d55e00", "solid", 4),
    "arrangements": ("\u062a\u0631\u062a\u064a\u0628\u0627\u062a", "#009e73", "dashed", 3),
    "breaches": ("\u062e\u0631\u0648\u0642", "#cc79a7", "double", 5),
    "commitments": ("\u0627\u0644\u062a\u0632\u0627\u0645\u0627\u062a", "#56b4e9", "dashed", 4),
    "statements": ("\u062a\u0635\u0631\u064a\u062d\u0627\u062a", "#e6edf5", "", 0),
}
# Signs that turn the direction of writing for what follows.
_TURNS = {c: f'<small style="color:#a00">[U+{c:04X}]</small>' for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}


def html(reading: Reading) -> str:
    """A reading as HTML that needs nothing from elsewhere."""
    text = reading.text
    shown = min(len(text), SHOWN)
    marks = [(one.start, min(one.end, shown), name, one) for name, one in reading.records()]
    marks = [mark for mark in marks if mark[0] < mark[1]][:MARKS]
    cut = "" if shown == len(text) else f'<p style="color:#555">\u2026 {len(text) - shown:,} more code points</p>'
    return (
        '<div style="max-width:60em;border:1px solid #bbb;padding:.8em 1.2em;background:#fff;color:#111">'
        f"{_head(reading)}{_legend(reading)}"
        f'<div dir="{_direction(text[:shown])}" style="unicode-bidi:isolate;white-space:pre-wrap;overflow-wrap:anywhere;'
        f'line-height:2.6;font-size:1.1em;text-align:start">{_marked(text[:shown], marks)}</div>{cut}</div>'
    )


def _head(reading: Reading) -> str:
    said = [reading.outlet, reading.published, reading.id]
    return '<div style="color:#555">' + " \u00b7 ".join(f"<bdi>{_safe(word)}</bdi>" for word in said if word) + "</div>"


def _legend(reading: Reading) -> str:
    items = []
    for name, (arabic, *_) in _LOOKS.items():
        count = len(getattr(reading, name))
        if count:
            sample = f'<span style="{_line(name, 0)}">{count}&nbsp;{name} \u00b7 <bdi lang="ar">{arabic}</bdi></span>'
            items.append(f'<span style="display:inline-block;margin:.2em .9em .4em 0">{sample}</span>')
    return f'<div dir="ltr" style="margin:.4em 0 .8em">{"".join(items) or "no records"}</div>'


def _direction(text: str) -> str:
    """From where the text is read: from the right where a third of it is Arabic, whatever it begins with."""
    arabic = sum("\u0600" <= letter <= "\u08ff" for letter in text)
    return "rtl" if arabic * 3 >= sum(map(str.isalpha, text)) else "ltr"


def _line(name: str, lane: int) -> str:
    _, colour, kind, thick = _LOOKS[name]
    if not kind:
        return f"background:{colour}"
    return f"border-bottom:{thick}px {kind} {colour};padding-bottom:{lane * LANE}px"


def _lanes(marks: list[tuple[int, int, str, Record]]) -> dict[str, int]:
    """How far under the letters the line of each list lies: lists that nowhere meet share their lane."""
    stretches: dict[str, list[tuple[int, int]]] = {name: [] for name in _LOOKS}
    for start, end, name, _ in marks:
        stretches[name].append((start, end))
    lanes: list[list[tuple[int, int]]] = []
    found = {}
    for name, own in stretches.items():
        if own:
            free = (n for n, lane in enumerate(lanes) if not _meet(lane, own))
            lane = next(free, len(lanes)) if _LOOKS[name][2] else 0
            if lane == len(lanes):
                lanes.append([])
            lanes[lane] += own if _LOOKS[name][2] else []
            found[name] = lane
    return found


def _meet(some: list[tuple[int, int]], others: list[tuple[int, int]]) -> bool:
    ends: dict[int, int] = {0: 0, 1: 0}
    for start, end, side in sorted([(*at, 0) for at in some] + [(*at, 1) for at in others]):
        if start < ends[1 - side]:
            return True
        ends[side] = max(ends[side], end)
    return False


def _marked(text: str, marks: list[tuple[int, int, str, Record]]) -> str:
    lanes = _lanes(marks)
    borders = sorted({0, len(text), *(at for mark in marks for at in mark[:2])})
    begins: dict[int, list[tuple[int, int, str, Record]]] = {}
    for mark in marks:
        begins.setdefault(mark[0], []).append(mark)
    out: list[str] = []
    active: list[tuple[int, int, str, Record]] = []
    for start, end in zip(borders, borders[1:]):
        active = [mark for mark in active if mark[1] > start] + begins.get(start, [])
        piece = _safe(text[start:end])
        by_list = {mark[2]: mark for mark in active}
        for name in sorted(by_list, key=lambda name: (not _LOOKS[name][2], lanes[name])):
            said = escape(f"{name}: {_says(by_list[name][3])}")
            piece = f'<span title="{said}" style="{_line(name, lanes[name])}">{piece}</span>'
        out.append(piece)
    return "".join(out)


def _says(record: Record) -> str:
    """The words of the vocabularies and the identifiers of a record."""
    said: list[str] = []
    for name, value in record.to_dict().items():
        if name in ("start", "end", "text", "rule"):
            continue
        if isinstance(value, bool):
            said += [name] if value else []
        elif isinstance(value, (str, float)):
            said.append(f"{name} {value}")
        elif isinstance(value, list):
            ids = [one if isinstance(one, str) else one["id"] for one in value if isinstance(one, str) or "id" in one]
            said += [f"{name} {'+'.join(ids)}"] if ids else []
    return ", ".join(said)


def _safe(text: str) -> str:
    return escape(text).translate(_TURNS)
