"""What only real daemons can show: HDFS and a Hive metastore, started for the tests and stopped after them."""
