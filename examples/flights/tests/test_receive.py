"""What arrives is kept, taken by its contract, and published, or held."""

import shutil
import subprocess
import sys

import peleus
import pytest

HEADER = (
    "date,carrier,flight,tailnum,origin,dest,sched_dep_time,dep_time,dep_delay,sched_arr_time,arr_time,arr_delay,"
    "air_time,distance,remarks"
)
FLIGHT = "2013-01-01,UA,1545,N14228,EWR,IAH,515,517,2,819,830,11,227,1400,"
DELIVERED = {
    "01/airlines_2013.csv": "carrier,name\nUA,United Air Lines Inc.\n",
    "02/flights_2013-01.csv": f"{HEADER}\n{FLIGHT}\n",
    "03/readme.txt": "who sends what",
}
OF_THE_PROJECT = ["peleus.yaml", "pipeline.yaml", "model.yaml", "minutes.yaml", "steps.py", "contracts", "recipes"]


@pytest.mark.slow
def test_airlines_are_published_and_a_month_with_one_flight_is_held(spark, project, tmp_path):
    copy = tmp_path / project.name
    for name in OF_THE_PROJECT:
        copied = shutil.copytree if (project / name).is_dir() else shutil.copy
        copy.mkdir(exist_ok=True)
        copied(project / name, copy / name)
    for name, text in DELIVERED.items():
        file = copy / "data/supplier/inbox" / name
        file.parent.mkdir(parents=True)
        file.write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "peleus.cli", "run", copy, "--to", "check"], capture_output=True, text=True
    )
    assert done.returncode == 10, done.stderr
    assert "no contract takes it: readme.txt" in done.stdout
    assert "HELD" in done.stdout
    published = peleus.open(copy, spark=spark)
    assert published.tables == ["airlines.checked"]
    (row,) = published.table("airlines.checked").select("carrier", "name", "_date").collect()
    assert tuple(row) == ("UA", "United Air Lines Inc.", "2013")
