"""Another team's application: plain PySpark with Hive support. Prints what it finds in tables, as JSON."""

import json
import sys

from pyspark.sql import SparkSession
from pyspark.sql.functions import struct, to_json

spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").enableHiveSupport().getOrCreate()


def rows(table):
    """Give the rows in the order of the delivery's records; a value that is null is left out."""
    texts = [row[0] for row in spark.table(table).select(to_json(struct("*"))).collect()]
    return sorted(map(json.loads, texts), key=lambda row: (row["_file"], row["_line"]))


def partitions(table):
    """Give the folder of each partition by its date."""
    dates = [row[0].removeprefix("_date=") for row in spark.sql(f"SHOW PARTITIONS {table}").collect()]
    described = {date: spark.sql(f"DESCRIBE FORMATTED {table} PARTITION (_date = '{date}')") for date in dates}
    return {date: frame.where("col_name = 'Location'").head().data_type for date, frame in described.items()}


print(json.dumps({table: {"rows": rows(table), "partitions": partitions(table)} for table in sys.argv[1:]}))
