"""Rasid reads Arabic news reports about ceasefires, negotiations and humanitarian access: who said what, who did what
to whom, who promised what by when, how many according to whom, which truce or talks stand where, and by what names
each outlet calls each party. Every record points at the exact words it came from.

>>> import rasid
>>> reading = rasid.read("\u0623\u0639\u0644\u0646\u062a \u0627\u0644\u062d\u0643\u0648\u0645\u0629 "
...                      "\u0647\u062f\u0646\u0629 \u063a\u062f\u0627.", published="2018-12-13")
>>> reading.times[0].value
'2018-12-14'

docs/python.md says more; what records mean is in docs/codebook.md.
"""

from ._errors import InputError, InputWarning, RasidError
from ._links import Links, link
from ._many import articles, load, read, read_many
from ._native import LINKS_VERSION, RULES_VERSION, __version__
from ._reading import LISTS, Reading
from ._records import (
    Arrangement,
    Breach,
    Commitment,
    Event,
    Figure,
    Naming,
    Note,
    Participant,
    Place,
    Record,
    Span,
    Statement,
    Time,
)
from ._sketch import LEAST_SHARED, Sketch, sketch
from ._tables import columns, rows, to_arrow, to_pandas, to_polars

__all__ = [
    "LEAST_SHARED",
    "LINKS_VERSION",
    "LISTS",
    "RULES_VERSION",
    "Arrangement",
    "Breach",
    "Commitment",
    "Event",
    "Figure",
    "InputError",
    "InputWarning",
    "Links",
    "Naming",
    "Note",
    "Participant",
    "Place",
    "RasidError",
    "Reading",
    "Record",
    "Sketch",
    "Span",
    "Statement",
    "Time",
    "__version__",
    "articles",
    "columns",
    "link",
    "load",
    "read",
    "read_many",
    "rows",
    "sketch",
    "to_arrow",
    "to_pandas",
    "to_polars",
]
