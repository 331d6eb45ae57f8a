"""The first steps: a session, a transformation, what becomes of the cells that nobody can read."""

import peleus
from peleus import transformations as t

QUIET = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}

spark = peleus.session("first steps", config=QUIET)
people = spark.createDataFrame(
    [
        ("Ann", "31/12/1980"),
        ("Bob", "1er mars 1999"),
        ("Cy", "29/02/2023"),
        ("Di", "tomorrow"),
        ("Eve", None),
    ],
    "name string, birth string",
)
step = t.parse_date("birth", formats=["dd/MM/yyyy", "d MMMM yyyy"], output="born", on_invalid="flag")

print(f"\n{step}\n")
people.transform(step).show()
print("The same in SQL: SELECT peleus.parse_date(birth, array('dd/MM/yyyy', 'd MMMM yyyy')) FROM people\n")
spark.stop()
