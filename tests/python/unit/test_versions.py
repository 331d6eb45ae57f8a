import xml.etree.ElementTree as ET

import peleus
import pyspark

POM = "{http://maven.apache.org/POM/4.0.0}"


def test_the_wheel_has_the_version_of_the_pom(root):
    assert peleus.__version__ == ET.parse(root / "pom.xml").getroot().findtext(f"{POM}version"), "run make generate"


def test_the_tests_run_on_the_spark_that_the_pom_names(root):
    properties = ET.parse(root / "pom.xml").getroot().find(f"{POM}properties")
    assert pyspark.__version__ == properties.findtext(f"{POM}spark.test.version")
