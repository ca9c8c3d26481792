"""Reads a published table as its users do: tables.py pyarrow|duckdb|frames|times|content PATH; prints JSON."""
import hashlib
import json
import sys

import duckdb
import pyarrow.parquet


def with_pyarrow(path):
    table = pyarrow.parquet.read_table(path)
    metadata = {k.decode(): v.decode() for k, v in (table.schema.metadata or {}).items()}
    return {
        "columns": {field.name: str(field.type) for field in table.schema},
        "required": [field.name for field in table.schema if not field.nullable],
        "metadata": metadata,
        "rows": table.to_pylist(),
    }


def with_duckdb(path):
    source = "read_parquet('%s')" % path.replace("'", "''")
    columns = duckdb.sql("DESCRIBE SELECT * FROM " + source).fetchall()
    rows = duckdb.sql("SELECT count(*) FROM " + source).fetchall()[0][0]
    return {"columns": {c[0]: c[1] for c in columns}, "rows": rows}


def content(path):
    return hashlib.sha256(repr(pyarrow.parquet.read_table(path).to_pylist()).encode()).hexdigest()


def frames(path):
    rows = pyarrow.parquet.read_table(path, columns=["frame", "pts_us"]).to_pylist()
    return [[row["frame"], row["pts_us"]] for row in rows]


def times(path):
    frames = {}
    for row in pyarrow.parquet.read_table(path, columns=["video", "frame", "pts_us"]).to_pylist():
        frames.setdefault(row["video"], {})[row["frame"]] = row["pts_us"]
    return {video: [times[i] for i in range(len(times))] for video, times in frames.items()}


READERS = {"times": times, "frames": frames, "pyarrow": with_pyarrow, "duckdb": with_duckdb, "content": content}
print(json.dumps(READERS[sys.argv[1]](sys.argv[2])))
