"""Reads an archive of articles with Spark: readings, and which reports are copies of which.

    spark-submit --master spark://HOST:7077 spark/read_archive.py ARTICLES OUT

ARTICLES is a file or folder of JSON Lines (.jsonl, .json, also .gz) or Parquet with the fields of docs/formats.md. OUT
gets two folders of Parquet: `readings` (id, reading as JSON, or the problem that kept an article from being read) and
`copies` (id, copy_of). The answer is that of `rasid read` and `rasid link` on one machine, whatever the number of
workers and whichever of them fail: each task is a function of its articles, and a report is known by the hash of its
content. The wheel `rasid` and pyarrow must be on every worker. docs/scale.md says what it costs and how to size it.
"""

import argparse
import functools
import itertools
import sys
import warnings

import pyarrow as pa
import rasid
from pyspark.sql import SparkSession
from pyspark.sql import functions as f

READINGS = (
    "id string, reading string, problem string, rules string, minute bigint, stretch int, hashes array<bigint>, "
    "sketch string"
)
# Readings that go back to Spark together: a reading is some tens of kilobytes.
TOGETHER = 100
# A run of words in more reports than this, of a sample, is common; so many of the commonest are told to every worker.
COMMON, MOST_COMMON, SAMPLE = 50, 100_000, 200_000
# The stretch under which reports without a date are looked for: they may be copies of any.
UNDATED = -(2**30)
LATEST = 2**63 - 1


def main():
    """Reads what is named on the command line."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("articles", help="JSON Lines or Parquet: a file, a folder, or another path that Spark reads")
    arguments.add_argument("out", help="the folder for readings and copies; what is finished there is not done again")
    arguments.add_argument("--format", choices=["jsonl", "parquet"], help="what articles are, where no name tells")
    arguments.add_argument("--partitions", type=int, help="pieces of work, where files are few and large")
    given = arguments.parse_args()
    spark = SparkSession.builder.appName("rasid").getOrCreate()
    readings, copies = f"{given.out}/readings", f"{given.out}/copies"
    if not finished(spark, readings):
        read(articles(spark, given), readings)
    if not finished(spark, copies):
        find_copies(spark.read.parquet(readings), copies)
    wrong = tell(spark.read.parquet(readings), spark.read.parquet(copies))
    spark.stop()
    return 1 if wrong else 0


def finished(spark, folder):
    """Whether Spark has written all of a folder."""
    path = spark._jvm.org.apache.hadoop.fs.Path(f"{folder}/_SUCCESS")
    return path.getFileSystem(spark._jsc.hadoopConfiguration()).exists(path)


def articles(spark, given):
    """The articles: lines as bytes, since they may be no text, or rows."""
    kind = given.format or ("jsonl" if given.articles.removesuffix(".gz").endswith((".jsonl", ".json")) else "parquet")
    if kind == "jsonl":
        lines = spark.read.option("lineSep", "\n").text(given.articles)
        found = lines.select(f.col("value").cast("binary").alias("line"))
    else:
        found = spark.read.parquet(given.articles)
        texts = [name for name, type in found.dtypes if type == "string"]
        found = found.withColumns({name: f.col(name).cast("binary") for name in texts})
    return found.repartition(given.partitions) if given.partitions else found


def read(found, out):
    """Reads articles. Row groups are small, so that whoever reads them needs little memory; no two readings are the
    same, so that a dictionary of them would be in vain."""
    made = found.mapInArrow(read_batches, READINGS)
    options = {"parquet.block.size": 32 << 20, "parquet.enable.dictionary": "false"}
    made.write.mode("overwrite").options(**options).parquet(out)


def read_batches(batches):
    """Articles to readings, on a worker."""
    warnings.simplefilter("ignore", rasid.InputWarning)
    schema = pa.schema(
        [(name, pa.string()) for name in ("id", "reading", "problem", "rules")]
        + [("minute", pa.int64()), ("stretch", pa.int32()), ("hashes", pa.list_(pa.int64())), ("sketch", pa.string())]
    )
    rows = (row for batch in batches for row in batch.to_pylist())
    given = (article(row) for row in rows if row.keys() != {"line"} or row["line"].strip())
    rows = map(row_of, rasid.read_many(given, jobs=1, errors="return"))
    while together := list(itertools.islice(rows, TOGETHER)):
        yield pa.RecordBatch.from_pylist(together, schema)


def article(row):
    """A row as an article. Bytes that are no UTF-8 stay bytes, and the wheel says so."""
    if row.keys() == {"line"}:
        return row["line"]
    return {name: text(value) if isinstance(value, bytes) else value for name, value in row.items()}


def text(value):
    """The text that bytes are, if they are one."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value


def row_of(reading):
    """What is kept of a reading, or why there is none."""
    if isinstance(reading, rasid.InputError):
        return {"problem": str(reading).split(": ", 1)[1]}
    sketch = rasid.sketch(reading)
    return {
        "id": reading.id,
        "reading": reading.to_json(),
        "rules": rasid.RULES_VERSION,
        "minute": sketch.minute,
        "stretch": sketch.stretch,
        "hashes": sketch.hashes,
        "sketch": sketch.to_json(),
    }


def find_copies(readings, out):
    """Finds copies: reports that share keys meet, pairs that share enough of them are decided by the wheel, and each
    copy is one of the earliest report that it repeats.

    A key is a hash and a stretch of days; a report has those of its stretch and of the next, so that neighbours meet
    once. Of the hashes that are common in the archive each report leaves out up to half of LEAST_SHARED, the commonest
    first and in one order for all: of LEAST_SHARED hashes that two have in common the other half at least is left in
    both, and phrases that stand everywhere bring nobody together.
    """
    spark, least = readings.sparkSession, rasid.LEAST_SHARED
    reports = readings.where("reading is not null").withColumn("n", f.xxhash64("id"))
    reports = reports.select("n", "stretch", "hashes", "sketch")
    share = min(1.0, SAMPLE / max(1, reports.count()))
    counts = reports.sample(share, seed=1).select(f.explode("hashes").alias("hash")).groupBy("hash").count()
    counts = counts.where(f.col("count") > COMMON).orderBy(f.desc("count"), "hash").limit(MOST_COMMON)
    common = spark.sparkContext.broadcast({row["hash"]: order for order, row in enumerate(counts.collect())})

    @f.udf("struct<kept: array<bigint>, dropped: int>")
    def uncommon(hashes):
        dropped = sorted((hash for hash in hashes if hash in common.value), key=common.value.get)[: least // 2]
        return [hash for hash in hashes if hash not in dropped], len(dropped)

    kept = reports.select("n", "stretch", "hashes")
    all_kept = f.struct(f.col("hashes").alias("kept"), f.lit(0).alias("dropped"))
    kept = kept.withColumn("k", uncommon("hashes") if common.value else all_kept)
    undated = f.lit(UNDATED)
    dated = [f.col("stretch"), f.col("stretch") + 1]
    # Only where there are reports without a date must those with one be looked for among all days.
    dated += [undated] if reports.where("stretch is null").limit(1).count() else []
    spans = f.when(f.col("stretch").isNull(), f.array(undated)).otherwise(f.array(*dated))
    keys = kept.select("n", "stretch", "k.dropped", f.explode("k.kept").alias("hash"), spans.alias("spans"))
    keys = keys.select("n", "stretch", "dropped", "hash", f.explode("spans").alias("span"))
    groups = keys.groupBy("hash", "span").agg(f.collect_list(f.struct("n", "stretch", "dropped")).alias("reports"))
    groups = groups.where(f.size("reports") > 1)
    pairs = groups.select("span", "reports", f.explode("reports").alias("a"))
    pairs = pairs.select("span", "a", f.explode("reports").alias("b"))
    here = f.when(f.col("span") == undated, f.col("a.stretch").isNull() | f.col("b.stretch").isNull())
    here = here.otherwise((f.col("a.stretch") == f.col("span")) | (f.col("b.stretch") == f.col("span")))
    pairs = pairs.where((f.col("a.n") < f.col("b.n")) & here)
    pairs = pairs.groupBy(f.col("a.n").alias("a"), f.col("b.n").alias("b"))
    pairs = pairs.agg(f.count("*").alias("shared"), f.max(f.greatest("a.dropped", "b.dropped")).alias("dropped"))
    pairs = pairs.where(f.col("shared") >= least - f.col("dropped"))
    a, b = (reports.select(f.col("n").alias(name), f.col("sketch").alias(f"{name}_sketch")) for name in "ab")
    decided = pairs.select("a", "b").join(a, "a").join(b, "b").select("a_sketch", "b_sketch")
    decided = decided.mapInArrow(decide_batches, "id string, minute bigint, copy_of string")
    first = decided.groupBy("id").agg(f.min(f.struct("minute", "copy_of")).alias("first"))
    first.select("id", "first.copy_of").write.mode("overwrite").parquet(out)


def decide_batches(batches):
    """Pairs to what is a copy of what, on a worker."""
    sketch = functools.lru_cache(maxsize=4096)(rasid.Sketch.from_json)
    schema = pa.schema([("id", pa.string()), ("minute", pa.int64()), ("copy_of", pa.string())])
    for batch in batches:
        rows = []
        for a, b in zip(batch["a_sketch"].to_pylist(), batch["b_sketch"].to_pylist()):
            first, copy = sorted((sketch(a), sketch(b)), key=order)
            if first.repeats(copy):
                rows.append({"id": copy.id, "minute": order(first)[0], "copy_of": first.id})
        yield pa.RecordBatch.from_pylist(rows, schema)


def order(sketch):
    """Earlier reports come first, those without a date last."""
    return LATEST if sketch.minute is None else sketch.minute, sketch.id


def tell(readings, copies):
    """Says what was done; how many articles could not be read."""
    wrong = readings.where("reading is null")
    count = wrong.count()
    for row in wrong.limit(20).collect():
        print(row["problem"], file=sys.stderr)
    read = readings.count() - count
    print(f"{read} reports read, {count} could not be read; {copies.count()} are copies.", file=sys.stderr)
    return count


if __name__ == "__main__":
    sys.exit(main())
