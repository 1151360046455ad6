#!/usr/bin/env python3
"""Many loans under Apache Spark: each partition is piped through one `menshen audit`.

    spark-submit audit.py LOANS.jsonl ANSWERS

One JSON object a line in, one a line out, in the order of the input. `MENSHEN` names the program,
which has to stand at the same path on every worker; it needs no network and no file of its own.
"""

import os
import sys

from pyspark.sql import SparkSession

spark = SparkSession.builder.appName("menshen audit").getOrCreate()
loans = spark.sparkContext.textFile(sys.argv[1], minPartitions=8)
answers = loans.pipe(os.environ.get("MENSHEN", "menshen") + " audit", checkCode=True)
answers.saveAsTextFile(sys.argv[2])
spark.stop()
