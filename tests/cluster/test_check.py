"""``check`` from HDFS to HDFS: what it does with local files, and its refusals."""

import gzip
import json
import zipfile

import pyarrow.parquet as pq
import pytest

CONTRACT = """contract: people
version: 1.0.0
delivery:
  files: "people_{date:yyyy-MM}*.{csv,csv.gz,zip}"
  encoding: [utf-8, windows-1252]
  dialect: {delimiter: [",", ;]}
policy: {tolerate: {percent: 40}}
fields:
  id:    {type: integer, required: true}
  birth: {type: date, formats: [yyyy-MM-dd, dd/MM/yyyy], labels: [né le], on_fail: {type: drop}}
  name:  {type: string, max_length: 20, on_fail: {max_length: keep_flag}}
  team:  {type: string, enum: teams.csv, on_fail: {enum: set_null}}
rules:
  - unique: [id]
"""
TEAMS = "team\nred\nblue\n"
BAD = """x,1980-01-01,no number,red
2001,31/02/1980,no day,red
2002,1980-01-01,"over
two lines",blue
2003,1980-01-01,longer than twenty letters,blue
2004,1980-01-01,no team,green
2005,1980-01-01,"never closed,red
2006,1980-01-01,after it,red
"""
BLOCK = 4096  # bytes: files of several blocks


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A delivery in a plain file, a gzip file and a zip file, and its contract."""
    here = tmp_path_factory.mktemp("people")
    (here / "people.yaml").write_text(CONTRACT)
    (here / "teams.csv").write_text(TEAMS)
    inbox = here / "inbox"
    inbox.mkdir()
    good = "".join(f"{n},1980-12-31,Zoé {n},red\n" for n in range(1000))
    (inbox / "people_2024-05_a.csv").write_text(f"id,birth,name,team\n{good}{BAD}")
    french = "id;né le;name;team\r\n" + "".join(f"{n};31/12/1980;Zoé {n};blue\r\n" for n in range(3000, 4000))
    (inbox / "people_2024-05_b.csv.gz").write_bytes(gzip.compress(french.encode("windows-1252"), 1))
    with zipfile.ZipFile(inbox / "people_2024-05_c.zip", "w") as archive:
        archive.writestr("c.csv", "id,birth,name,team\n" + "".join(f"{n},,Bob {n},\n" for n in range(5000, 6000)))
    return here


@pytest.fixture(scope="module")
def locally(python, run, project):
    """The check of the local files."""
    done = run(python, *words(project.as_uri()))
    assert done.returncode == 0, done.stderr
    return done


def words(project):
    """The same words for a local folder and for one of HDFS."""
    return [
        *("check", "--contract", f"{project}/people.yaml"),
        *("--delivery", f"{project}/inbox", "--into", f"{project}/staged"),
    ]


def rows(staged):
    return {
        route: sorted(pq.read_table(staged / route).to_pylist(), key=str)
        for route in ("clean", "rejects", "dropped", "metrics")
    }


def report(staged):
    return json.loads((staged / "report.json").read_text())


def sequence(staged):
    """What was sequenced, but for where it stood and since when."""
    found = json.loads((staged / "sequence.json").read_text())
    for member in found["members"]:
        member["path"] = member["path"].rsplit("/", 1)[-1]
        del member["modified"]
        for chunk in member["chunks"]:
            chunk["path"] = chunk["path"].rsplit("/", 1)[-1]
    return found


def test_stages_on_hdfs_what_it_stages_locally(command, cluster, run, place, project, locally, tmp_path):
    sent = [project / "people.yaml", project / "teams.csv", project / "inbox"]
    cluster.hdfs("-D", f"dfs.blocksize={BLOCK}", "-put", *sent, place)
    done = run(command, *words(place))
    assert done.returncode == 0, done.stderr
    told = locally.stdout.splitlines()[-1].replace(project.as_uri(), place)
    page = "report.html" if "peleus.cli" in command else "report.json"  # the jar draws no pages
    assert done.stdout.splitlines()[-1] == told.replace("report.html", page)

    fetched = tmp_path / "fetched"
    cluster.hdfs("-get", f"{place}/staged", fetched)
    found = rows(fetched)
    assert {route: len(found[route]) for route in ("clean", "rejects", "dropped")} == {
        "clean": 3004,
        "rejects": 2,
        "dropped": 1,
    }
    assert found == rows(project / "staged")
    assert report(fetched) == report(project / "staged")
    assert sequence(fetched) == sequence(project / "staged")
    left = cluster.hdfs("-ls", "-C", place).split()
    assert sorted(left) == [f"{place}/{name}" for name in ("inbox", "people.yaml", "staged", "teams.csv")]


@pytest.fixture(scope="module")
def house(cluster, tmp_path_factory):
    """A room for everybody, one that others may look into, one that they may not enter."""
    here = tmp_path_factory.mktemp("house")
    for room in ("open", "owned", "closed"):
        (here / room).mkdir()
    (here / "people.yaml").write_text(CONTRACT)
    (here / "teams.csv").write_text(TEAMS)
    (here / "people_2024-05.csv").write_text("id,birth,name,team\n1,,Zoe,red\n")
    (here / "closed/people_2024-05.csv").write_text("id,birth,name,team\n1,,Zoe,red\n")
    cluster.hdfs("-put", here, f"{cluster.uri}/")
    uri = f"{cluster.uri}/{here.name}"
    cluster.hdfs("-chmod", "777", f"{uri}/open")
    cluster.hdfs("-chmod", "700", f"{uri}/closed")
    return uri


@pytest.mark.parametrize(
    ("delivery", "into", "says"),
    [
        ("closed", "open/staged", "{house}/closed may not be read: {denied}"),
        ("people_2024-05.csv", "owned/new/staged", "into: nothing can be written in {house}/owned: {denied}"),
        ("people_2024-05.csv", "closed/staged", "into: nothing can be written in {house}/closed: {denied}"),
    ],
    ids=["closed delivery", "folder of others", "closed folder"],
)
def test_without_permission(python, cluster, run, house, delivery, into, says):
    before = cluster.hdfs("-ls", "-R", "-C", house)
    what = ["--contract", f"{house}/people.yaml", "--delivery", f"{house}/{delivery}", "--into", f"{house}/{into}"]
    done = run(python, "check", *what, user="stranger")
    assert done.returncode == 2, done.stderr
    assert says.format(house=house, denied="Permission denied: user=stranger, access=") in done.stderr
    assert "\tat " not in done.stderr, "a sentence, not a stack trace"
    assert cluster.hdfs("-ls", "-R", "-C", house) == before
