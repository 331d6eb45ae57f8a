"""Pages for people, drawn from the JSON of runs. Each is one HTML file that needs nothing beside it."""

from peleus.reports._collecting import collect, write_index
from peleus.reports._delivery import delivery_page
from peleus.reports._index import index_page
from peleus.reports._model import model_page
from peleus.reports._pages import page
from peleus.reports._reading import read_report
from peleus.reports._step import step_page

__all__ = [
    "collect",
    "delivery_page",
    "index_page",
    "model_page",
    "page",
    "read_report",
    "step_page",
    "write_index",
]
