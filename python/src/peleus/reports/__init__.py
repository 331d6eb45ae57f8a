"""Pages for people, drawn from the JSON of runs. Each is one HTML file that needs nothing beside it."""

from peleus.reports._delivery import delivery_page
from peleus.reports._reading import read_report

__all__ = ["delivery_page", "read_report"]
