# Written by `make generate` from the declarations in Scala; do not edit.
"""Column functions: one cell in, one value out; null where the cell cannot be read."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from pyspark.sql import Column

from peleus._function import call, typed
from peleus.transformations import Allowance, BooleanLanguage, Language, NumberFormat

__all__ = [
    "clean_whitespace",
    "parse_boolean",
    "parse_boolean_error",
    "parse_date",
    "parse_date_error",
    "parse_number",
    "parse_number_error",
]


def clean_whitespace(value: Column | str, *, collapse: bool = True) -> Column:
    """
    Puts the blanks of a text in order: none outside, one inside, no invisible characters; nothing left is null.

    Parameters
    ----------
    value : Column | str
        The cell: a column, or the name of one.
    collapse : bool, default True
        A run of blanks becomes one space; false: each blank becomes a space.

    Returns
    -------
    Column
        The value; null where the cell is null, blank or cannot be read.

    Notes
    -----
    Since 0.1. In SQL: ``peleus.clean_whitespace``.

    Examples
    --------
    >>> clean_whitespace("name")
    """
    return call("clean_whitespace", value, {"collapse": collapse})


def parse_boolean(
    value: Column | str,
    *,
    languages: Sequence[BooleanLanguage] = ("fr", "en"),
    true_tokens: Sequence[str] = (),
    false_tokens: Sequence[str] = (),
) -> Column:
    """
    Reads text as true or false, by words; case and accents do not count.

    Parameters
    ----------
    value : Column | str
        The cell: a column, or the name of one.
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

    Returns
    -------
    Column
        The value; null where the cell is null, blank or cannot be read.

    Notes
    -----
    Since 0.1. In SQL: ``peleus.parse_boolean``.

    Examples
    --------
    >>> parse_boolean("active", true_tokens=["en cours"])
    """
    return call(
        "parse_boolean",
        value,
        {"languages": languages, "true_tokens": true_tokens, "false_tokens": false_tokens},
    )


def parse_boolean_error(
    value: Column | str,
    *,
    languages: Sequence[BooleanLanguage] = ("fr", "en"),
    true_tokens: Sequence[str] = (),
    false_tokens: Sequence[str] = (),
) -> Column:
    """
    Says why `parse_boolean` reads nothing in a cell.

    Parameters
    ----------
    value : Column | str
        The cell: a column, or the name of one.
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

    Returns
    -------
    Column
        A reason code; null where the cell is read, null or blank.

    Notes
    -----
    Since 0.1. In SQL: ``peleus.parse_boolean_error``.

    Examples
    --------
    >>> parse_boolean_error("active", true_tokens=["en cours"])
    """
    return call(
        "parse_boolean_error",
        value,
        {"languages": languages, "true_tokens": true_tokens, "false_tokens": false_tokens},
    )


def parse_date(
    value: Column | str,
    *,
    formats: Sequence[str],
    languages: Sequence[Language] = ("fr", "en"),
    pivot_year: int | None = None,
    not_before: datetime.date | str | None = None,
    not_after: datetime.date | str | None = None,
) -> Column:
    """
    Reads text as a date; the whole cell must match one of the formats.

    Parameters
    ----------
    value : Column | str
        The cell: a column, or the name of one.
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

    Returns
    -------
    Column
        The value; null where the cell is null, blank or cannot be read.

    Notes
    -----
    Since 0.1. In SQL: ``peleus.parse_date``.

    Examples
    --------
    >>> parse_date("birth", formats=["dd/MM/yyyy", "d MMMM yyyy"])
    """
    return call(
        "parse_date",
        value,
        {
            "formats": formats,
            "languages": languages,
            "pivot_year": pivot_year,
            "not_before": not_before,
            "not_after": not_after,
        },
    )


def parse_date_error(
    value: Column | str,
    *,
    formats: Sequence[str],
    languages: Sequence[Language] = ("fr", "en"),
    pivot_year: int | None = None,
    not_before: datetime.date | str | None = None,
    not_after: datetime.date | str | None = None,
) -> Column:
    """
    Says why `parse_date` reads nothing in a cell.

    Parameters
    ----------
    value : Column | str
        The cell: a column, or the name of one.
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

    Returns
    -------
    Column
        A reason code; null where the cell is read, null or blank.

    Notes
    -----
    Since 0.1. In SQL: ``peleus.parse_date_error``.

    Examples
    --------
    >>> parse_date_error("birth", formats=["dd/MM/yyyy", "d MMMM yyyy"])
    """
    return call(
        "parse_date_error",
        value,
        {
            "formats": formats,
            "languages": languages,
            "pivot_year": pivot_year,
            "not_before": not_before,
            "not_after": not_after,
        },
    )


def parse_number(
    value: Column | str,
    *,
    format: NumberFormat = "plain",
    decimal_char: Sequence[str] = (),
    group_char: Sequence[str] = (),
    allow: Sequence[Allowance] = (),
    currencies: Sequence[str] = (),
    type: str = "decimal(18,2)",
) -> Column:
    """
    Reads text as a number, by the marks that are declared; rounds half up to the type's scale.

    Parameters
    ----------
    value : Column | str
        The cell: a column, or the name of one.
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

    Returns
    -------
    Column
        The value; null where the cell is null, blank or cannot be read.

    Notes
    -----
    Since 0.1. In SQL: ``peleus.parse_number``.

    Examples
    --------
    >>> parse_number("amount", format="fr", allow=["currency"], type="decimal(12,2)")
    """
    return call(
        "parse_number",
        value,
        {
            "format": format,
            "decimal_char": decimal_char,
            "group_char": group_char,
            "allow": allow,
            "currencies": currencies,
            "type": typed(type),
        },
    )


def parse_number_error(
    value: Column | str,
    *,
    format: NumberFormat = "plain",
    decimal_char: Sequence[str] = (),
    group_char: Sequence[str] = (),
    allow: Sequence[Allowance] = (),
    currencies: Sequence[str] = (),
    type: str = "decimal(18,2)",
) -> Column:
    """
    Says why `parse_number` reads nothing in a cell.

    Parameters
    ----------
    value : Column | str
        The cell: a column, or the name of one.
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

    Returns
    -------
    Column
        A reason code; null where the cell is read, null or blank.

    Notes
    -----
    Since 0.1. In SQL: ``peleus.parse_number_error``.

    Examples
    --------
    >>> parse_number_error("amount", format="fr", allow=["currency"], type="decimal(12,2)")
    """
    return call(
        "parse_number_error",
        value,
        {
            "format": format,
            "decimal_char": decimal_char,
            "group_char": group_char,
            "allow": allow,
            "currencies": currencies,
            "type": typed(type),
        },
    )
