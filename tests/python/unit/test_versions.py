import xml.etree.ElementTree as ET
from pathlib import Path

import peleus
import pyspark

POM = "{http://maven.apache.org/POM/4.0.0}"


def test_the_wheel_has_the_version_of_the_pom(root):
    assert peleus.__version__ == ET.parse(root / "pom.xml").getroot().findtext(f"{POM}version"), "run make generate"


def test_the_tests_run_on_the_spark_that_the_pom_names(root):
    assert pyspark.__version__ == properties(root).findtext(f"{POM}spark.test.version")


def test_the_oldest_spark_of_the_tests_is_the_one_that_is_compiled_against(root):
    floor = properties(root).findtext(f"{POM}spark.compile.version")
    assert f"pyspark=={floor}" in (root / "python/requirements/floor.in").read_text("utf-8").splitlines()


def test_the_cluster_of_the_tests_runs_the_hadoop_of_that_spark(root):
    jars = Path(pyspark.__file__).parent / "jars"
    assert (jars / f"hadoop-client-api-{properties(root).findtext(f'{POM}hadoop.version')}.jar").is_file()


def properties(root):
    return ET.parse(root / "pom.xml").getroot().find(f"{POM}properties")
