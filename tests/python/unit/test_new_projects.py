"""What ``peleus new`` writes: where, under which name, and from which Peleus."""

import json
import os
import subprocess
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from peleus import __version__
from peleus.errors import Refused
from peleus.scaffold import notebook, place, project, wheel, writing


@pytest.fixture(scope="module")
def motor(tmp_path_factory):
    folder = tmp_path_factory.mktemp("new") / "motor"
    project.example().make(folder)
    return folder


@pytest.mark.parametrize("name", ["Claims", "1st", "claims-2024", "a b", "", ".", "été"])
def test_other_names_are_refused_with_what_is_allowed(name):
    with pytest.raises(Refused, match="is no name for a project: wanted are small letters, digits and _"):
        place.checked(name)


def test_a_folder_with_something_in_it_is_refused(tmp_path):
    (tmp_path / "claims").mkdir()
    assert place.checked(str(tmp_path / "claims")) == tmp_path / "claims"
    (tmp_path / "claims/notes.txt").touch()
    with pytest.raises(Refused, match="claims is there already"):
        place.checked(str(tmp_path / "claims"))
    with pytest.raises(Refused, match="there is no folder .*/nowhere"):
        place.checked(str(tmp_path / "nowhere/claims"))


def test_a_project_is_written_whole_or_not_at_all(tmp_path):
    with pytest.raises(Refused, match="claims cannot be made: "):
        writing.write(tmp_path / "claims", {"a.txt": b"", "a.txt/b.txt": b""})
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "claims").mkdir()
    writing.write(tmp_path / "claims", {"bin/run": b"#!/bin/sh\n", "a.txt": b"a"})
    assert [entry.name for entry in tmp_path.iterdir()] == ["claims"]
    assert os.access(tmp_path / "claims/bin/run", os.X_OK)
    assert not os.access(tmp_path / "claims/a.txt", os.X_OK)


def test_it_is_the_same_project_each_time(motor, tmp_path):
    files = project.example().make(tmp_path / "motor")
    assert files == sorted(str(file.relative_to(motor)) for file in motor.rglob("*") if file.is_file())
    assert [name for name in files if (tmp_path / "motor" / name).read_bytes() != (motor / name).read_bytes()] == []


def test_every_file_ends_with_its_line_and_nothing_of_a_template_is_left(motor):
    texts = {file: file.read_text("utf-8") for file in motor.rglob("*") if file.is_file()}
    assert [file for file, text in texts.items() if not text.endswith("\n") or "{%" in text or "{{" in text] == []


def test_data_is_not_for_git(motor):
    subprocess.run(["git", "init", "-q"], cwd=motor, check=True)
    listed = ["git", "ls-files", "--others", "--exclude-standard"]
    seen = subprocess.run(listed, cwd=motor, capture_output=True, text=True, check=True).stdout.split()
    assert "pipeline.yaml" in seen
    assert [name for name in seen if name.startswith("data/")] == []


def test_a_notebook_has_cells_and_no_outputs():
    made = json.loads(notebook.from_script("# %% [markdown]\n# # Title\n#\n# text\n# %%\na = 1\n\na\n"))
    assert (made["nbformat"], made["nbformat_minor"]) == (4, 5)
    assert made["cells"] == [
        {"cell_type": "markdown", "id": "cell-1", "metadata": {}, "source": ["# Title\n", "\n", "text"]},
        {
            **{"cell_type": "code", "id": "cell-2", "metadata": {}, "execution_count": None, "outputs": []},
            "source": ["a = 1\n", "\n", "a"],
        },
    ]


class Installed:
    """A distribution, as importlib.metadata gives it."""

    def __init__(self, origin):
        self.origin = origin

    def read_text(self, name):
        assert name == "direct_url.json"
        return self.origin


def test_the_wheel_that_was_installed_is_the_one_to_install(tmp_path, monkeypatch):
    file = tmp_path / "a wheel/peleus-9.whl"
    file.parent.mkdir()
    file.touch()
    origins = {
        json.dumps({"url": file.as_uri(), "archive_info": {}}): str(file),
        json.dumps({"url": (tmp_path / "gone.whl").as_uri()}): f"peleus=={__version__}",
        json.dumps({"url": Path(__file__).parent.as_uri(), "dir_info": {"editable": True}}): f"peleus=={__version__}",
        json.dumps({"url": "https://host/peleus-9.whl"}): f"peleus=={__version__}",
        None: f"peleus=={__version__}",
    }
    for origin, wanted in origins.items():
        monkeypatch.setattr(wheel, "distribution", lambda name, origin=origin: Installed(origin))
        assert wheel.requirement() == wanted


def test_sources_that_are_not_installed_ask_for_their_release(monkeypatch):
    def missing(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr(wheel, "distribution", missing)
    assert wheel.requirement() == f"peleus=={__version__}"


@pytest.mark.parametrize(
    ("given", "installs"),
    [("peleus==9.9", "'peleus[learning]==9.9' -r"), ("{wheel}", "'{wheel}[learning]' -r")],
)
def test_make_installs_the_wheel_or_the_release_that_it_is_given(motor, tmp_path, given, installs):
    file = tmp_path / "peleus-9.9.whl"
    file.touch()
    said = make(motor, "-n", "install", f"PELEUS_WHEEL={given.format(wheel=file)}")
    assert said.returncode == 0, said.stderr
    assert installs.format(wheel=file) in said.stdout


def test_make_takes_a_wheel_whose_path_has_blanks(motor, tmp_path):
    file = tmp_path / "a wheel/peleus-9.9.whl"
    file.parent.mkdir()
    file.touch()
    said = make(motor, "-n", "install", f"PELEUS_WHEEL={file}").stdout
    assert said.count(" -m venv ") == 1
    assert "touch .venv/peleus-9.9.whl.installed" in said


def test_make_says_which_wheel_is_not_there(motor):
    said = make(motor, "install", "PELEUS_WHEEL=/nowhere/peleus-9.whl")
    assert said.returncode == 2
    assert said.stderr.startswith("There is no file /nowhere/peleus-9.whl: name a wheel or a release, ")
    assert not (motor / ".venv").exists()


def test_make_help_lists_what_there_is(motor):
    listed = [line.split()[1] for line in make(motor).stdout.splitlines()]
    assert listed == ["help", "install", "test", "test-fast", "run", "report", "notebook", "schedule", "hooks"]


def make(folder, *words):
    # by itself, whatever the make that runs the tests was told
    env = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    words = ["make", "--no-print-directory", *words]
    return subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True)
