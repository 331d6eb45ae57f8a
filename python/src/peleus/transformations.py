# Written by `make generate` from the declarations in Scala; do not edit.
"""Transformations: each call makes a step for ``df.transform`` or for a recipe."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

from pyspark.sql import DataFrame

from peleus._step import Step

__all__ = [
    "AgeUnit",
    "Allowance",
    "BooleanLanguage",
    "DatePart",
    "FillStrategy",
    "Language",
    "LeapRule",
    "NumberFormat",
    "OnInvalid",
    "Selection",
    "age",
    "clean_whitespace",
    "count_events",
    "date_parts",
    "fill_missing",
    "join_lookup",
    "parse_boolean",
    "parse_date",
    "parse_number",
    "rename_columns",
    "select_columns",
    "sql_expression",
    "standardize_missing",
]

AgeUnit = Literal["years", "months", "days"]
Allowance = Literal["parentheses", "trailing_minus", "percent", "exponent", "currency", "multiples", "indian"]
BooleanLanguage = Literal["fr", "en", "de", "es", "it", "pt"]
DatePart = Literal[
    "year",
    "quarter",
    "month",
    "day",
    "day_of_week",
    "day_of_year",
    "iso_week",
    "iso_year",
    "hour",
    "minute",
    "second",
    "is_weekend",
]
FillStrategy = Literal["constant", "mean", "median", "most_frequent"]
Language = Literal["fr", "en"]
LeapRule = Literal["feb28", "mar1"]
NumberFormat = Literal["plain", "fr", "en", "de", "ch", "by_shape"]
OnInvalid = Literal["set_null", "keep", "flag", "fail"]
Selection = Literal["keep", "drop"]


def age(
    *,
    column: str,
    as_of: datetime.date | str,
    unit: AgeUnit = "years",
    leap_rule: LeapRule = "mar1",
    maximum: int | None = None,
    output: str | None = None,
) -> Step:
    """
    Complete years, months or days at a day; null where a date is, and for who is born after that day.

    Parameters
    ----------
    column : str
        Birth: a DATE, TIMESTAMP or TIMESTAMP_NTZ, or a year as a whole number.
    as_of : datetime.date | str
        The day of which the age is told, or the column that holds it.
    unit : AgeUnit, default "years"
        What is counted; a year of birth gives years, a TIMESTAMP days.

        - ``years``: years
        - ``months``: months
        - ``days``: days; between two TIMESTAMP columns, of 24 hours
    leap_rule : LeapRule, default "mar1"
        When an anniversary falls on a day that the month does not have.

        - ``feb28``: its last day: born on 29 February, a year older on 28 February
        - ``mar1``: the day after it: born on 29 February, a year older on 1 March
    maximum : int | None, default None
        Highest age that is believed, in the unit; what is above becomes null.
    output : str | None, default None
        New column; default: in place.

    Returns
    -------
    Step
        To be applied to a DataFrame, or put into a recipe.

    Notes
    -----
    Since 0.1.

    Examples
    --------
    >>> age(column="birth", as_of="2024-12-31", maximum=120, output="age")
    """
    return Step(
        "age",
        {"column": column, "as_of": as_of, "unit": unit, "leap_rule": leap_rule, "maximum": maximum, "output": output},
    )


def clean_whitespace(column: str, *, collapse: bool = True, output: str | None = None) -> Step:
    """
    Puts the blanks of a text in order: none outside, one inside, no invisible characters; nothing left is null.

    Parameters
    ----------
    column : str
        Column to clean.
    collapse : bool, default True
        A run of blanks becomes one space; false: each blank becomes a space.
    output : str | None, default None
        New column; default: in place.

    Returns
    -------
    Step
        To be applied to a DataFrame, or put into a recipe.

    Notes
    -----
    Since 0.1.

    Examples
    --------
    >>> clean_whitespace("name")
    """
    return Step("clean_whitespace", {"column": column, "collapse": collapse, "output": output})


def count_events(*, key: str, event_time: str, windows: Sequence[str], as_of: datetime.date | str, output: str) -> Step:
    """
    Counts, for each row, the rows of its key in windows of time that end just before a moment.

    Parameters
    ----------
    key : str
        Whose events are counted together; null gives null.
    event_time : str
        When the event of a row happened: a DATE, TIMESTAMP or TIMESTAMP_NTZ; without it a row is not counted.
    windows : Sequence[str]
        Lengths of the windows, such as 7d; a window begins that long before the moment, included.
    as_of : datetime.date | str
        The moment, at and after which nothing counts: a day, or a column like event_time; null gives null.
    output : str
        First word of the new columns, `<output>_<window>`, which are BIGINT.

    Returns
    -------
    Step
        To be applied to a DataFrame, or put into a recipe.

    Notes
    -----
    Since 0.1.

    Examples
    --------
    >>> count_events(
    ...     key="customer",
    ...     event_time="bought_at",
    ...     windows=["7d", "30d"],
    ...     as_of="asked_at",
    ...     output="purchases",
    ... )
    """
    return Step(
        "count_events",
        {"key": key, "event_time": event_time, "windows": windows, "as_of": as_of, "output": output},
    )


def date_parts(*, column: str, parts: Sequence[DatePart], prefix: str | None = None, zone: str | None = None) -> Step:
    """
    Takes dates and timestamps apart, into a column `<prefix>_<part>` for each part; null stays null.

    Parameters
    ----------
    column : str
        A DATE, TIMESTAMP or TIMESTAMP_NTZ.
    parts : Sequence[DatePart]
        What to take, each once.

        - ``year``: year
        - ``quarter``: quarter, 1 to 4
        - ``month``: month, 1 to 12
        - ``day``: day of the month, 1 to 31
        - ``day_of_week``: day of the week, 1 is Monday, 7 is Sunday
        - ``day_of_year``: day of the year, 1 to 366
        - ``iso_week``: week by ISO 8601, 1 to 53; week 1 has the year's first Thursday
        - ``iso_year``: year that the week by ISO 8601 belongs to
        - ``hour``: hour, 0 to 23; not of a DATE
        - ``minute``: minute, 0 to 59; not of a DATE
        - ``second``: second, 0 to 59, its fraction cut off; not of a DATE
        - ``is_weekend``: whether it is a Saturday or a Sunday, a boolean
    prefix : str | None, default None
        First word of the new columns' names; default: the column's name.
    zone : str | None, default None
        Where a TIMESTAMP's date and hour are read; a TIMESTAMP must have it, others must not.

    Returns
    -------
    Step
        To be applied to a DataFrame, or put into a recipe.

    Notes
    -----
    Since 0.1.

    Examples
    --------
    >>> date_parts(column="sold_on", parts=["year", "iso_week", "is_weekend"])
    """
    return Step("date_parts", {"column": column, "parts": parts, "prefix": prefix, "zone": zone})


def fill_missing(
    *,
    columns: Sequence[str],
    strategy: FillStrategy = "median",
    value: str | None = None,
    flag: bool = False,
) -> Step:
    """
    Fills cells that are null, with a constant or with what each column's other cells have taught.

    Parameters
    ----------
    columns : Sequence[str]
        Columns to fill, each once.
    strategy : FillStrategy, default "median"
        Where the value comes from.

        - ``constant``: ``value``, the same for every column; nothing is learned
        - ``mean``: the arithmetic mean; of numbers only
        - ``median``: the value in the middle, of two the mean; of numbers only
        - ``most_frequent``: the most frequent value, of several the smallest
    value : str | None, default None
        The constant, as text; read as each column's type.
    flag : bool, default False
        Whether boolean columns `<column>_was_missing` are added.

    Returns
    -------
    Step
        To be applied to a DataFrame, or put into a recipe.

    Notes
    -----
    Since 0.1.

    Examples
    --------
    >>> fill_missing(columns=["age", "income"], flag=True)
    """
    return Step("fill_missing", {"columns": columns, "strategy": strategy, "value": value, "flag": flag})


def join_lookup(
    *,
    table: str | DataFrame,
    key: str,
    columns: Mapping[str, str],
    table_key: str | None = None,
    broadcast: bool = True,
) -> Step:
    """
    Adds columns of another table by a key, which is unique there; without a match they are null.

    Parameters
    ----------
    table : str | DataFrame
        The other table.
    key : str
        Column with the key; null matches nothing.
    columns : Mapping[str, str]
        Column of the other table: name it gets, added in this order.
    table_key : str | None, default None
        Name of the key in the other table; default: the same.
    broadcast : bool, default True
        Whether the other table is sent to every task; else both are shuffled, unless Spark finds it small.

    Returns
    -------
    Step
        To be applied to a DataFrame, or put into a recipe.

    Notes
    -----
    Since 0.1.

    Examples
    --------
    >>> join_lookup(table="planes", key="tailnum", columns={"year": "plane_year"}, table_key="tail_number")
    """
    return Step(
        "join_lookup",
        {"table": table, "key": key, "columns": columns, "table_key": table_key, "broadcast": broadcast},
    )


def parse_boolean(
    column: str,
    *,
    languages: Sequence[BooleanLanguage] = ("fr", "en"),
    true_tokens: Sequence[str] = (),
    false_tokens: Sequence[str] = (),
    output: str | None = None,
    on_invalid: OnInvalid = "set_null",
) -> Step:
    """
    Reads text as true or false, by words; case and accents do not count.

    Parameters
    ----------
    column : str
        Column to read.
    languages : Sequence[BooleanLanguage], default ("fr", "en")
        Whose words are understood.

        - ``fr``: French: vrai, oui, o, actif and their opposites
        - ``en``: English: true, yes, y, t, 1 and their opposites
        - ``de``: German: wahr, ja, j and their opposites
        - ``es``: Spanish
        - ``it``: Italian
        - ``pt``: Portuguese
    true_tokens : Sequence[str], default ()
        Further words for true.
    false_tokens : Sequence[str], default ()
        Further words for false; none may be a word for true.
    output : str | None, default None
        New column; default: in place.
    on_invalid : OnInvalid, default "set_null"
        What an unreadable cell becomes.

        - ``set_null``: null
        - ``keep``: null, and the unread text stays in the column ``<output>_raw``
        - ``flag``: null, and the reason code stands in the column ``<output>_error``
        - ``fail``: the job stops at the first unreadable cell

    Returns
    -------
    Step
        To be applied to a DataFrame, or put into a recipe.

    Notes
    -----
    Since 0.1.

    Examples
    --------
    >>> parse_boolean("active", true_tokens=["en cours"], output="is_active")
    """
    return Step(
        "parse_boolean",
        {
            "column": column,
            "languages": languages,
            "true_tokens": true_tokens,
            "false_tokens": false_tokens,
            "output": output,
            "on_invalid": on_invalid,
        },
    )


def parse_date(
    column: str,
    *,
    formats: Sequence[str],
    languages: Sequence[Language] = ("fr", "en"),
    pivot_year: int | None = None,
    not_before: datetime.date | str | None = None,
    not_after: datetime.date | str | None = None,
    output: str | None = None,
    on_invalid: OnInvalid = "set_null",
) -> Step:
    """
    Reads text as a date; the whole cell must match one of the formats.

    Parameters
    ----------
    column : str
        Column to read.
    formats : Sequence[str]
        Layouts such as dd/MM/yyyy or d MMMM yyyy, tried in order.
    languages : Sequence[Language], default ("fr", "en")
        Whose names of months and days are understood.

        - ``fr``: French
        - ``en``: English
    pivot_year : int | None, default None
        First year of the hundred that two-digit years fall in; yy needs it.
    not_before : datetime.date | str | None, default None
        Earliest date that is allowed.
    not_after : datetime.date | str | None, default None
        Latest date that is allowed.
    output : str | None, default None
        New column; default: in place.
    on_invalid : OnInvalid, default "set_null"
        What an unreadable cell becomes.

        - ``set_null``: null
        - ``keep``: null, and the unread text stays in the column ``<output>_raw``
        - ``flag``: null, and the reason code stands in the column ``<output>_error``
        - ``fail``: the job stops at the first unreadable cell

    Returns
    -------
    Step
        To be applied to a DataFrame, or put into a recipe.

    Notes
    -----
    Since 0.1.

    Examples
    --------
    >>> parse_date("birth", formats=["dd/MM/yyyy", "d MMMM yyyy"], output="born")
    """
    return Step(
        "parse_date",
        {
            "column": column,
            "formats": formats,
            "languages": languages,
            "pivot_year": pivot_year,
            "not_before": not_before,
            "not_after": not_after,
            "output": output,
            "on_invalid": on_invalid,
        },
    )


def parse_number(
    column: str,
    *,
    format: NumberFormat = "plain",
    decimal_char: Sequence[str] = (),
    group_char: Sequence[str] = (),
    allow: Sequence[Allowance] = (),
    currencies: Sequence[str] = (),
    type: str = "decimal(18,2)",
    output: str | None = None,
    on_invalid: OnInvalid = "set_null",
) -> Step:
    """
    Reads text as a number, by the marks that are declared; rounds half up to the type's scale.

    Parameters
    ----------
    column : str
        Column to read.
    format : NumberFormat, default "plain"
        How numbers are written.

        - ``plain``: 1234.56, no groups
        - ``fr``: 1 234,56, groups of any blank
        - ``en``: 1,234.56
        - ``de``: 1.234,56
        - ``ch``: 1'234.56
        - ``by_shape``: point or comma, told by the shape of each cell; 1,234 is ambiguous
    decimal_char : Sequence[str], default ()
        Decimal marks instead of the format's: . or , or both.
    group_char : Sequence[str], default ()
        Group marks instead of the format's: space . , '.
    allow : Sequence[Allowance], default ()
        What else may be written.

        - ``parentheses``: (12) for -12
        - ``trailing_minus``: 12- for -12
        - ``percent``: 12 % for 0.12, 12 ‰ for 0.012
        - ``exponent``: 1.2e3 for 1200
        - ``currency``: one symbol or code of a currency, before or after
        - ``multiples``: 12 k, 12 M, 12 Md for thousands, millions, thousand millions
        - ``indian``: groups of two digits above the thousands: 12,34,567
    currencies : Sequence[str], default ()
        Currency codes that may be written; default: EUR USD GBP CHF JPY CAD.
    type : str, default "decimal(18,2)"
        Type of the new column: decimal(p,s) up to 18 digits, double, int, long.
    output : str | None, default None
        New column; default: in place.
    on_invalid : OnInvalid, default "set_null"
        What an unreadable cell becomes.

        - ``set_null``: null
        - ``keep``: null, and the unread text stays in the column ``<output>_raw``
        - ``flag``: null, and the reason code stands in the column ``<output>_error``
        - ``fail``: the job stops at the first unreadable cell

    Returns
    -------
    Step
        To be applied to a DataFrame, or put into a recipe.

    Notes
    -----
    Since 0.1.

    Examples
    --------
    >>> parse_number("amount", format="fr", allow=["currency"], type="decimal(12,2)")
    """
    return Step(
        "parse_number",
        {
            "column": column,
            "format": format,
            "decimal_char": decimal_char,
            "group_char": group_char,
            "allow": allow,
            "currencies": currencies,
            "type": type,
            "output": output,
            "on_invalid": on_invalid,
        },
    )


def rename_columns(*, names: Mapping[str, str]) -> Step:
    """
    Gives columns new names, all at once; the others stay, and so does the order.

    Parameters
    ----------
    names : Mapping[str, str]
        Old name: new name.

    Returns
    -------
    Step
        To be applied to a DataFrame, or put into a recipe.

    Notes
    -----
    Since 0.1.

    Examples
    --------
    >>> rename_columns(names={"nm": "name", "dob": "birth"})
    """
    return Step("rename_columns", {"names": names})


def select_columns(*, columns: Sequence[str], mode: Selection = "keep") -> Step:
    """
    Keeps the columns that are named, in that order, or drops them.

    Parameters
    ----------
    columns : Sequence[str]
        Columns to keep or to drop, each once.
    mode : Selection, default "keep"
        What is done with them.

        - ``keep``: these columns, in this order
        - ``drop``: all columns but these, in the table's order

    Returns
    -------
    Step
        To be applied to a DataFrame, or put into a recipe.

    Notes
    -----
    Since 0.1.

    Examples
    --------
    >>> select_columns(columns=["id", "name", "birth"])
    """
    return Step("select_columns", {"columns": columns, "mode": mode})


def sql_expression(*, expression: str, output: str) -> Step:
    """
    Computes a column from its row by an SQL expression; chance, the clock and the session are refused.

    Parameters
    ----------
    expression : str
        The expression, in Spark's SQL.
    output : str
        Column for its value; one that is there already is replaced in its place.

    Returns
    -------
    Step
        To be applied to a DataFrame, or put into a recipe.

    Notes
    -----
    Since 0.1.

    Examples
    --------
    >>> sql_expression(expression="price * quantity", output="amount")
    """
    return Step("sql_expression", {"expression": expression, "output": output})


def standardize_missing(
    *,
    columns: Sequence[str],
    tokens: Sequence[str] = (),
    usual: bool = True,
    numbers: Sequence[Decimal | int | str] = (),
    dates: Sequence[datetime.date | str] = (),
) -> Step:
    """
    Makes null of what means no value: blanks and tokens in text, agreed numbers and dates elsewhere.

    Parameters
    ----------
    columns : Sequence[str]
        Columns of text, numbers, dates or timestamps.
    tokens : Sequence[str], default ()
        Texts that mean no value in this table; case and accents do not count, blanks always mean none.
    usual : bool, default True
        The usual texts too: NA, N/A, null, none, -, ?, #N/A, néant, inconnu, non renseigné and the like.
    numbers : Sequence[Decimal | int | str], default ()
        Numbers that mean no value, such as 999.
    dates : Sequence[datetime.date | str], default ()
        Days that mean no value, such as 1900-01-01.

    Returns
    -------
    Step
        To be applied to a DataFrame, or put into a recipe.

    Notes
    -----
    Since 0.1.

    Examples
    --------
    >>> standardize_missing(columns=["city", "income"], numbers=["999"])
    """
    return Step(
        "standardize_missing",
        {"columns": columns, "tokens": tokens, "usual": usual, "numbers": numbers, "dates": dates},
    )
