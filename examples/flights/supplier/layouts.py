"""How rows are written: labels, delimiter, dates, decimal mark, encoding."""

from __future__ import annotations

from dataclasses import dataclass, field

from supplier.source import Row


@dataclass(frozen=True)
class Layout:
    """
    One way to write the rows of a table.

    Attributes
    ----------
    labels : dict of str
        Field to its label in the header, in the order of the columns.
    words : dict of str
        Remarks in the language of the export.
    """

    labels: dict[str, str]
    delimiter: str = ","
    encoding: str = "utf-8"
    line_end: str = "\n"
    day_first: bool = False
    decimal_comma: bool = False
    words: dict[str, str] = field(default_factory=dict)

    def header(self) -> str:
        """Give the line of labels."""
        return self.join(list(self.labels.values()))

    def cells(self, row: Row) -> Row:
        """Give the cells of a row as they are written, by field."""
        cells = {name: row[name] for name in self.labels}
        if self.day_first:
            year, month, day = cells["flight_date"].split("-")
            cells["flight_date"] = f"{day}/{month}/{year}"
        if self.decimal_comma:
            cells["distance"] = cells["distance"].replace(".", ",")
        if self.words:
            cells["remarks"] = self.words[cells["remarks"]]
        return cells

    def join(self, cells: list[str]) -> str:
        """Make one line of cells, in quotes where they hold a delimiter, a quote or a line end."""
        line = self.delimiter.join(cells)
        if line.count(self.delimiter) == len(cells) - 1 and '"' not in line and "\n" not in line:
            return line
        return self.delimiter.join(self._quoted(cell) for cell in cells)

    def _quoted(self, cell: str) -> str:
        if self.delimiter in cell or '"' in cell or "\n" in cell:
            return '"' + cell.replace('"', '""') + '"'
        return cell


def _same(names: str) -> dict[str, str]:
    return {name: name for name in names.split()}


FIRST_EXPORT = Layout(
    {"flight_date": "date"}
    | _same("dep_time sched_dep_time dep_delay arr_time sched_arr_time arr_delay")
    | _same("carrier flight tailnum origin dest air_time distance remarks")
)

SECOND_EXPORT = Layout(
    {
        "carrier": "Compagnie",
        "flight": "Vol",
        "flight_date": "Date du vol",
        "tailnum": "Immatriculation",
        "origin": "Origine",
        "dest": "Destination",
        "sched_dep_time": "Départ prévu",
        "dep_time": "Départ réel",
        "dep_delay": "Retard au départ",
        "sched_arr_time": "Arrivée prévue",
        "arr_time": "Arrivée réelle",
        "arr_delay": "Retard à l'arrivée",
        "air_time": "Durée de vol",
        "distance": "Distance",
        "remarks": "Remarque",
    },
    delimiter=";",
    encoding="windows-1252",
    line_end="\r\n",
    day_first=True,
    decimal_comma=True,
    words={
        "": "",
        "cancelled": "Annulé",
        "diverted": "Dérouté ; arrivé ailleurs",
        "no arrival reported": "Arrivée non communiquée",
    },
)

_OTHERS = {
    "weather": Layout(
        _same("origin date hour temp dewp humid wind_dir wind_speed wind_gust precip pressure visib time_hour")
    ),
    "planes": Layout(_same("tailnum year type manufacturer model engines seats speed engine")),
    "airports": Layout(_same("faa name lat lon alt tz dst tzone")),
    "airlines": Layout(_same("carrier name")),
}


def layout_of(table: str, period: str) -> Layout:
    """Give the layout of a delivery: that of the flights changes in June."""
    if table == "flights":
        return FIRST_EXPORT if period < "2013-06" else SECOND_EXPORT
    return _OTHERS[table]
