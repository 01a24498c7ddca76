"""Puts the figures of a release folder into SQLite, a table for each indicator, indexed by region: what Datasette serves.

Usage: datasette_tables.py RELEASE_FOLDER OUT.db
"""

import csv
import pathlib
import sqlite3
import sys

release, out = pathlib.Path(sys.argv[1]), sys.argv[2]
database = sqlite3.connect(out)
for path in sorted((release / "figures").glob("*.csv")):
    with path.open(newline="") as file:
        rows = csv.reader(file)
        head = next(rows)
        columns = ", ".join(f'"{name}"' for name in head)
        database.execute(f'create table "{path.stem}" ({columns})')
        places = ", ".join("?" for _ in head)
        database.executemany(f'insert into "{path.stem}" values ({places})', rows)
        database.execute(f'create index "{path.stem}_region" on "{path.stem}" (region, span)')
database.commit()
