"""How a team submits its own application: the jar beside it, the package as a zip."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import peleus

APPLICATION = """
import peleus
from pyspark.sql import SparkSession
from peleus import Recipe, transformations as t

spark = SparkSession.builder.getOrCreate()
people = spark.createDataFrame([("1er mars 1999",)], "birth string")
recipe = Recipe("people", [t.parse_date("birth", formats=["d MMM yyyy"])])
assert "peleus.zip" in peleus.__file__
print(people.transform(recipe).head().birth)
"""


def test_an_application_with_the_jar_and_a_zip_of_the_package(tmp_path):
    package = Path(peleus.__file__).parent
    with zipfile.ZipFile(tmp_path / "peleus.zip", "w") as archive:
        for file in package.rglob("*"):
            if file.suffix in (".py", ".json"):
                archive.write(file, Path("peleus") / file.relative_to(package))
    (tmp_path / "app.py").write_text(APPLICATION)
    submit = Path(sys.executable).with_name("spark-submit")
    env = {k: v for k, v in os.environ.items() if not k.startswith(("SPARK_", "PYSPARK_"))}
    env["PATH"] = f"{submit.parent}{os.pathsep}{env['PATH']}"
    words = ["--master", "local[1]", "--conf", "spark.ui.enabled=false", "--jars", peleus.jar_path()]
    command = [submit, *words, "--py-files", "peleus.zip", "app.py"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=env, timeout=300)
    assert done.stdout.split() == ["1999-03-01"], done.stderr
