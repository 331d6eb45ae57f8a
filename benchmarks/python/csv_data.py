"""Two CSV files of people, some 115 bytes a record: one plain, one with dirty amounts and dates."""

from __future__ import annotations

from pathlib import Path

import amounts
import dates
import duckdb
from sessions import generated

COLUMNS = ["id", "a", "b", "amount", "dt", "email", "city", "zip", "country", "score"]
COUNTRIES = ["FR", "BE", "LU", "CH"]
# fmt: off
CITIES = [
    "Paris", "Lyon", "Marseille", "Lille", "Bordeaux", "Nantes", "Toulouse", "Nice", "Rennes", "Strasbourg",
    "Montpellier", "Saint-Étienne",
]
FIRST_NAMES = [
    "Adam", "Alice", "Aurélie", "Camille", "Céline", "Chloé", "Daniel", "Emma", "Françoise", "Frédéric", "Hélène",
    "Hugo", "Inès", "Isabelle", "Jean-Pierre", "Léa", "Louis", "Manon", "Marie-Claude", "Mohamed", "Nicolas", "Raphaël",
    "René", "Sarah", "Stéphane", "Sylvie", "Thomas", "Valérie", "Véronique", "Zoé",
]
SYLLABLES = [
    "bé", "ber", "blan", "bon", "cer", "char", "cia", "con", "cour", "da", "don", "du", "fer", "for", "gar", "gi",
    "gou", "lau", "le", "li", "lin", "mar", "mer", "mon", "mou", "nar", "net", "pel", "ra", "ren", "ri", "rin", "ro",
    "rou", "sel", "si", "tier", "tin", "ton", "val", "vi", "zac",
]
# fmt: on
DOMAINS = ["example.com", "mail.fr", "poste.be", "web.org"]


def pick(words: list[str], salt: int) -> str:
    """Write SQL that draws one of the words for row ``i``."""
    return f"({words})[1 + (hash(i, {salt}) % {len(words)})::int]"


# 4 % without a decimal or a day: no text, a word, a day that is none
PLAIN = """
    SELECT CASE WHEN k < 10 THEN NULL WHEN k < 40 THEN 'N/A'
                WHEN k < 500 THEN printf('%.2f', p / 100) WHEN k < 900 THEN printf('%.2f', p)
                ELSE printf('%.2f', p * 99.99) END AS amount,
           CASE WHEN j < 10 THEN NULL WHEN j < 30 THEN 'inconnu' WHEN j < 40 THEN '2021-02-31'
                ELSE strftime(DATE '1950-01-01' + (p % 27000)::int, '%Y-%m-%d') END AS dt
    FROM (SELECT hash(i, 31) % 1000 AS k, hash(i, 32) % 1000 AS j, (hash(i, 33) % 100000)::double AS p
          FROM range({rows}) t(i))"""

# names short, long, exactly long enough in characters but not in bytes, and with a quote, 0.5 % each
FILE = f"""
COPY (
  WITH people AS (
    SELECT i, {pick(FIRST_NAMES, 1)} AS first_name,
      {pick(SYLLABLES, 2)} || {pick(SYLLABLES, 3)} || {pick(SYLLABLES, 4)} ||
        CASE WHEN hash(i, 5) % 4 = 0 THEN {pick(SYLLABLES, 6)} ELSE '' END AS last_name
    FROM range({{rows}}) t(i)),
  named AS (
    SELECT i, first_name, upper(left(last_name, 1)) || substr(last_name, 2) AS last_name FROM people),
  drawn AS (
    SELECT i, first_name, last_name, first_name || ' ' || last_name AS name, 1 + (hash(i, 7) % 12)::int AS place,
      hash(i, 8) % 1000 AS ids, hash(i, 9) % 1000 AS names, hash(i, 10) % 1000 AS others, hash(i, 11) % 1000 AS mails,
      hash(i, 12) % 1000 AS cities, hash(i, 13) % 1000 AS zips, hash(i, 14) % 1000 AS countries,
      hash(i, 15) % 1000 AS scores
    FROM named)
  SELECT
    CASE WHEN ids < 5 THEN -i ELSE i + 1 END AS id,
    CASE WHEN names < 5 THEN left(name, 2) WHEN names < 10 THEN repeat(name, 8) WHEN names < 15 THEN
      left(repeat(first_name || 'é', 20), 60) WHEN names < 20 THEN first_name || ' "' || last_name || '"'
      ELSE name END AS a,
    CASE WHEN others < 20 THEN NULL WHEN others < 200 THEN left(name, place) || substr(name, place + 2)
      WHEN others < 350 THEN left(name, place) || chr(97 + place) || substr(name, place + 2)
      WHEN others < 600 THEN name WHEN others < 700 THEN last_name || ' ' || first_name
      ELSE {pick(FIRST_NAMES, 16)} || ' ' || last_name END AS b,
    amount, dt,
    CASE WHEN mails < 30 THEN 'n/a'
      ELSE lower(first_name || '.' || last_name) || '@' || {pick(DOMAINS, 17)} END AS email,
    CASE WHEN cities < 20 THEN 'Inconnue' ELSE {pick(CITIES, 18)} END AS city,
    CASE WHEN zips < 20 THEN 'X' || zips ELSE lpad((hash(i, 19) % 100000)::varchar, 5, '0') END AS zip,
    CASE WHEN countries < 20 THEN 'DE' ELSE {pick(COUNTRIES, 20)} END AS country,
    CASE WHEN scores < 10 THEN NULL WHEN scores < 20 THEN '-1'
      ELSE printf('%.2f', (hash(i, 21) % 10001)::double / 100) END AS score
  FROM drawn POSITIONAL JOIN ({{cells}})
) TO '{{path}}' (FORMAT csv, HEADER)"""


def plain(rows: int, duck: duckdb.DuckDBPyConnection) -> Path:
    """ISO dates and decimals with a point."""
    return generated("plain", rows, FILE.replace("{cells}", PLAIN), duck, "csv")


def dirty(rows: int, duck: duckdb.DuckDBPyConnection) -> Path:
    """The amounts and dates that the column functions are measured on, as they were written."""
    columns = {
        "amounts": generated("amounts", rows, amounts.GENERATE, duck),
        "dates": generated("dates", rows, dates.GENERATE, duck),
    }
    cells = f"""SELECT amount, {dates.MIXED} AS dt
        FROM '{columns["amounts"]}' POSITIONAL JOIN '{columns["dates"]}'"""
    return generated("dirty", rows, FILE.replace("{cells}", cells), duck, "csv")
