import subprocess
import sys

REPORT = """<testsuite><testcase classname="a" name="fast" time="0.1"/>
<testcase classname="a" name="slow" time="1,002.5"/>{more}</testsuite>"""


def summary(root, path):
    done = subprocess.run([sys.executable, root / "ci/summary.py", path], capture_output=True, text=True)
    return done.returncode, done.stdout


def test_closes_with_the_counts_and_lists_the_slowest_first(root, tmp_path):
    (tmp_path / "a.xml").write_text(
        REPORT.format(more='<testcase classname="b" name="c" time="0"><skipped/></testcase>')
    )
    code, text = summary(root, tmp_path / "*.xml")
    assert code == 0
    assert text.splitlines()[-1] == "2 passed, 0 failed, 1 skipped"
    assert text.index("a: slow") < text.index("a: fast")


def test_a_failure_is_named_and_sets_the_exit_code(root, tmp_path):
    (tmp_path / "a.xml").write_text(REPORT.format(more='<testcase classname="b" name="c" time="0"><error/></testcase>'))
    code, text = summary(root, tmp_path / "*.xml")
    assert code == 1
    assert "FAILED  b: c" in text


def test_no_test_at_all_is_a_failure(root, tmp_path):
    assert summary(root, tmp_path / "*.xml")[0] == 1
