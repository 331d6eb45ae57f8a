"""What the contracts take, and what they say of the rest."""

import pytest

HEADER = (
    "date,carrier,flight,tailnum,origin,dest,sched_dep_time,dep_time,dep_delay,sched_arr_time,arr_time,arr_delay,"
    "air_time,distance,remarks"
)
FRENCH = (
    "Date du vol;Compagnie;Vol;Immatriculation;Origine;Destination;Départ prévu;Départ réel;Retard au départ;"
    "Arrivée prévue;Arrivée réelle;Retard à l'arrivée;Durée de vol;distance;Remarque"
)


@pytest.mark.parametrize(
    "lines",
    [
        (HEADER, "2013-01-31,UA,1545,N14228,EWR,IAH,515,517,2,819,830,11,227,1400,"),
        (
            FRENCH,
            "31/01/2013;UA;1545;N14228;EWR;IAH;515;517;2;819;830;11;227;1400,0;NA",
        ),
    ],
)
def test_both_exports_of_the_supplier_are_read_alike(check, lines):
    (row,) = check("flights", *lines).collect()
    assert (row["_route"], row["flight"], row["arr_delay"], row["remarks"]) == ("clean", 1545, 11, None)
    assert (str(row["flight_date"]), str(row["distance"])) == ("2013-01-31", "1400.0")


@pytest.mark.parametrize(
    ("line", "route"),
    [
        ("2013-01-31,XX,1545,N14228,EWR,IAH,515,517,2,819,830,11,227,1400,", "rejects"),
        ("2012-12-31,UA,1545,N14228,EWR,IAH,515,517,2,819,830,11,227,1400,", "rejects"),
        ("2013-01-31,UA,1545,N14228,BOS,IAH,515,517,2,819,830,11,227,1400,", "dropped"),
        ("2013-01-31,UA,1545,n1,EWR,IAH,515,517,2,819,830,11,227,1400,", "clean"),
    ],
)
def test_what_becomes_of_a_wrong_cell(check, line, route):
    (row,) = check("flights", HEADER, line).collect()
    assert row["_route"] == route
    assert (row["tailnum"] is None) == ("n1" in line)  # which is set to null


def test_without_its_code_no_airline_is_taken(check):
    (row,) = check("airlines", "carrier,name", ",Nobody").where("_route = 'rejects'").collect()
    assert [(reason["column"], reason["rule"]) for reason in row["_reasons"]] == [("carrier", "missing")]
