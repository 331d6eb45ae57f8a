"""What is in the jar and in the wheel, entry by entry."""

import re
import subprocess
import sys
import zipfile

import peleus
import pytest

ALLOWED = re.compile(
    r"peleus/.*"  # our classes, what we bundle under peleus/shaded, our resources
    r"|org/apache/spark/sql/peleusbridge/.*"
    r"|peleus-build\.properties"
    r"|META-INF/(MANIFEST\.MF|LICENSE|NOTICE|services/(peleus\..*|org\.apache\.spark\.sql\.(SparkSessionExtensionsProvider|sources\.DataSourceRegister)))"
)


def entries(jar):
    with zipfile.ZipFile(jar) as opened:
        return sorted(name for name in opened.namelist() if not name.endswith("/"))


def classes(jar, package="peleus/"):
    return [name for name in entries(jar) if name.endswith(".class") and name.startswith(package)]


def test_the_jar_holds_ours_and_what_we_relocate_and_nothing_else():
    names = entries(peleus.jar_path())
    assert [name for name in names if not ALLOWED.fullmatch(name)] == []
    assert "peleus/python/Door.class" in names
    assert "peleus/shaded/snakeyaml/engine/v2/api/Load.class" in names


def test_no_class_of_the_jar_needs_scala_reflection():
    with zipfile.ZipFile(peleus.jar_path()) as jar:
        users = [n for n in jar.namelist() if n.endswith(".class") and b"scala/reflect/api" in jar.read(n)]
    assert users == []


def test_the_wheel_carries_one_jar_and_every_module(root):
    (wheel,) = (root / "target/dist").glob("peleus-*.whl")
    with zipfile.ZipFile(wheel) as opened:
        inside = {n.removeprefix("peleus/") for n in opened.namelist() if n.startswith("peleus/")}
    sources = root / "python/src/peleus"
    shipped = (".py", ".json", ".typed", ".jinja", ".css", ".properties", ".sh")
    wanted = {str(p.relative_to(sources)) for p in sources.rglob("*") if p.suffix in shipped}
    assert {n for n in inside if not n.endswith(".jar")} == wanted
    assert [n for n in inside if n.endswith(".jar")] == [f"jars/{peleus.jar_path().name}"]


@pytest.mark.full
def test_two_builds_are_equal_byte_by_byte(root, tmp_path, monkeypatch):
    monkeypatch.delenv("JDK_JAVA_OPTIONS")  # Maven has a collector of its own, and Java takes but one
    first = peleus.jar_path().read_bytes()
    command = ["mvn", "-q", "package", "-Dmaven.test.skip=true"]
    subprocess.run(["git", "worktree", "add", "--detach", tmp_path / "again"], cwd=root, check=True)
    try:
        subprocess.run(command, cwd=tmp_path / "again", check=True)
        (again,) = (tmp_path / "again/target").glob("peleus-*.jar")
        assert again.read_bytes() == first
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", tmp_path / "again"], cwd=root, check=True)


@pytest.mark.full
def test_sbt_builds_the_same_classes(root):
    (sbt,) = (root / "target/sbt").glob("scala-2.13/peleus-spark4_2.13-*[0-9].jar")
    ours = [name for name in classes(peleus.jar_path()) if not name.startswith("peleus/shaded/")]
    assert classes(sbt) == ours
    assert classes(sbt, "org/") == classes(peleus.jar_path(), "org/")


def test_the_wheel_works_in_an_empty_environment(root, tmp_path):
    (wheel,) = (root / "target/dist").glob("peleus-*.whl")
    environment = tmp_path / "empty"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    python = environment / "bin/python"
    target = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    install = [sys.executable, "-m", "pip", "install", "-q", "--target", target, str(wheel)]
    subprocess.run(install, check=True)
    program = """
import peleus
from peleus import transformations as t
spark = peleus.session(config={"spark.ui.enabled": "false", "spark.log.level": "ERROR"})
df = spark.createDataFrame([("1er mars 1999",)], "birth string")
print(df.transform(t.parse_date("birth", formats=["d MMM yyyy"])).head().birth)
spark.stop()
"""
    done = subprocess.run([python, "-c", program], capture_output=True, text=True, timeout=300)
    assert done.stdout.split() == ["1999-03-01"], done.stderr
