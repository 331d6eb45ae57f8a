"""What is wrong with which file, beyond what is wrong with the source itself."""

from __future__ import annotations

from supplier.mistakes import (
    Mistake,
    Mistakes,
    added,
    stray_quote,
    too_few,
    too_many,
    unclosed_quote,
    undecodable,
    wrong,
)
from supplier.source import MISSING

DAY = 24 * 60

_LONG_REMARK = "Passenger taken ill before the doors were closed; left without bags"


def _wrong_delays() -> tuple[Mistake, ...]:
    """Forget the sign of arrival delays in one hour of April, which the clock contradicts."""
    early = [9_001, 9_002, 9_004, 9_006, 9_007, 9_010, 9_011, 9_012]
    return tuple(wrong(record, {"arr_delay": lambda text: text.lstrip("-")}, "arrival_adds_up") for record in early)


def _wrong_durations() -> tuple[Mistake, ...]:
    """Forget ten minutes in the air of some flights, which nothing contradicts."""
    return tuple(wrong(record, {"air_time": added(-10)}) for record in range(15_000, 15_020))


_JULY = (
    wrong(77, {"flight_date": MISSING}, "flight_date.missing"),
    wrong(3_300, {"carrier": MISSING}, "carrier.missing"),
    wrong(21_000, {"sched_dep_time": MISSING}, "sched_dep_time.missing"),
)

PLANTED = {
    "airlines_2013.csv": Mistakes((wrong(6, {"carrier": ""}, "carrier.missing"),)),
    "airports_2013.csv": Mistakes(
        (
            wrong(2, {"dst": MISSING}, "dst.missing"),
            wrong(31, {"lat": "41,13"}, "lat.type"),
            wrong(40, {"lon": "-810.52"}, "lon.minimum"),
        )
    ),
    "planes_2013.zip": Mistakes(
        (
            wrong(12, {"year": "0"}, "year.minimum"),
            wrong(400, {"engine": "Steam"}, "engine.enum"),
            wrong(500, {"seats": "4500"}, "seats.maximum"),
        )
    ),
    "weather_2013-02.csv": Mistakes(
        (
            wrong(100, {"precip": MISSING}, "precip.missing"),
            wrong(101, {"precip": MISSING}, "precip.missing"),
            wrong(250, {"humid": "103.2"}, "humid.maximum"),
            wrong(700, {"time_hour": "2013-02-11 06h"}, "time_hour.pattern"),
        )
    ),
    "flights_2013-01.csv": Mistakes(
        (
            wrong(118, {"dep_time": "5h17"}, "dep_time.type"),
            wrong(402, {"dest": MISSING}, "dest.missing"),
            wrong(1_204, {"carrier": "ZZ"}, "carrier.enum"),
            wrong(5_000, {"origin": "PHL"}, "origin.enum"),
            wrong(5_001, {"origin": "HPN"}, "origin.enum"),
            wrong(9_090, {"tailnum": "N-4228"}, "tailnum.pattern"),
            wrong(12_345, {"dep_delay": added(2 * DAY)}, "dep_delay.maximum"),
            wrong(20_000, {"dep_delay": added(7)}, "departure_adds_up"),
            too_few(22_222),
            too_many(22_224),
        )
    ),
    "flights_2013-02.csv.gz": Mistakes(
        (
            undecodable(333),
            stray_quote(334),
            wrong(4_040, {"flight": "15450"}, "flight.maximum"),
            wrong(8_080, {"carrier": "XX", "flight": "UA1545"}, "carrier.enum", "flight.type"),
            wrong(16_160, {"dep_time": MISSING, "dep_delay": MISSING}, "left_before_arriving"),
            wrong(20_200, {"arr_delay": added(-2 * DAY)}, "arr_delay.minimum"),
            wrong(24_890, {"air_time": "1"}, "air_time.minimum"),
        )
    ),
    "flights_2013-03.zip": Mistakes(
        (
            unclosed_quote(10_101),
            wrong(2_020, {"tailnum": "N1"}, "tailnum.min_length"),
            wrong(2_021, {"tailnum": "N14228X"}, "tailnum.max_length"),
            wrong(3_030, {"remarks": _LONG_REMARK}, "remarks.max_length"),
        )
    ),
    "flights_2013-04.csv": Mistakes(
        (
            wrong(1, {"arr_time": "2460"}, "arr_time.maximum"),
            *_wrong_delays(),
            *_wrong_durations(),
            wrong(28_330, {"distance": "14000.0"}, "distance.maximum"),
        )
    ),
    "flights_2013-05.csv.gz": Mistakes(
        (
            wrong(7_007, {"distance": "1400.25"}, "distance.type"),
            wrong(7_008, {"distance": "0.0"}, "distance.minimum"),
            wrong(14_014, {"flight": "0"}, "flight.minimum"),
        ),
        blank_after=(20_000,),
    ),
    "flights_2013-06.zip": Mistakes(
        (
            wrong(60, {"flight_date": "31/06/2013"}, "flight_date.type"),
            wrong(61, {"flight_date": "06-01-2013"}, "flight_date.type"),
            wrong(62, {"flight_date": "01/06/2012"}, "flight_date.minimum"),
            wrong(63, {"flight_date": "01/06/2031"}, "flight_date.maximum"),
            wrong(1_600, {"distance": "1.400"}, "distance.type"),
            wrong(3_200, {"arr_delay": added(2 * DAY)}, "arr_delay.maximum"),
            wrong(6_400, {"origin": "SWF"}, "origin.enum"),
            wrong(12_800, {"air_time": "1h52"}, "air_time.type"),
            wrong(25_600, {"remarks": "Équipage remplacé ;\nvol maintenu"}),
            too_few(28_000),
        )
    ),
    "flights_2013-07.csv": Mistakes(_JULY, sent_twice=(5_555, 5_556, 5_557)),
    "flights_2013-07_v2.csv": Mistakes(_JULY),
    "flights_2013-08.csv.gz": Mistakes(
        (
            wrong(808, {"dest": "bos"}, "dest.pattern"),
            wrong(809, {"dep_delay": "-1440"}, "dep_delay.minimum"),
            stray_quote(8_080),
        )
    ),
    "flights_2013-09.zip": Mistakes(
        (
            wrong(909, {"sched_arr_time": "2500"}, "sched_arr_time.maximum"),
            wrong(20_202, {"tailnum": "n4228x"}, "tailnum.pattern"),
        ),
        blank_after=(9_000, 27_574),
    ),
    "flights_2013-11.csv.gz": Mistakes((wrong(1_111, {"dep_time": "0"}, "dep_time.minimum"),)),
    "flights_2013-12.zip": Mistakes(
        (
            wrong(12, {"arr_time": "-1"}, "arr_time.minimum"),
            wrong(24_000, {"tailnum": "X"}, "tailnum.min_length", "tailnum.pattern"),
        )
    ),
}
"""By name of the file. What is sent again under another name is right, unless it stands here."""
