"""What is learned from flights whose delay is known."""

import pytest

pytestmark = pytest.mark.slow


def test_every_flight_that_arrived_has_its_part(trained):
    rows = trained.evaluation["rows"]
    assert (rows["all"], rows["without_label"]) == (60, 1)
    assert (rows["train"]["rows"], rows["test"]["rows"]) == (30, 29)  # to the end of September, and after it


def test_the_model_finds_the_airline_that_is_late(trained):
    assert trained.evaluation["test"]["area_under_roc"] > 0.9
