# The same three hand-overs as inbeeld-bench on the same partitions, in DuckDB SQL or in Polars: what, CPU seconds, peak MB.
# chain.py duckdb|polars OUT: OUT holds folder.txt and coverage.csv; writes totals-duckdb.csv or totals-polars.csv.
import re
import resource
import sys
import time

PROGRAM, OUT = sys.argv[1], sys.argv[2]
PARTS = open(f"{OUT}/folder.txt").read().strip() + "/part-*.parquet"
SENT, ACCEPTED, REQUESTED, DONE, ORDER, ORDER_END, HELP, HELP_END = 8, 9, 18, 20, 23, 24, 32, 33
VEILIG_THUIS, BOARD, COURT, GI, PROVIDER, MUNICIPALITY = 1, 4, 5, 6, 7, 8

SQL = f"""
CREATE TEMP TABLE said AS
SELECT person, record, kind, day, organisation, organisation_kind AS teller, municipality, code, status, stated, turn, birth_month,
       CASE WHEN status = 0 THEN organisation ELSE -1 END AS owner
FROM read_parquet('{PARTS}') WHERE person IS NOT NULL;
CREATE TEMP TABLE born AS SELECT person, max_by(birth_month, stated * 1000000::BIGINT + birth_month) AS born
FROM (SELECT person, birth_month, datediff('day', DATE '1970-01-01', stated) AS stated FROM said WHERE birth_month IS NOT NULL) GROUP BY person;
CREATE TEMP TABLE last AS
SELECT * FROM said WHERE kind IN ({SENT},{ACCEPTED},{REQUESTED},{DONE},{ORDER},{ORDER_END},{HELP},{HELP_END})
QUALIFY row_number() OVER (PARTITION BY person, owner, record, kind ORDER BY stated DESC, turn DESC, status = 3 DESC, day DESC, code DESC) = 1;
CREATE TEMP TABLE opened AS SELECT person, owner, record, kind, status, stated FROM last WHERE kind IN ({SENT},{REQUESTED},{ORDER},{HELP});
CREATE TEMP TABLE stood AS
SELECT e.* FROM last e LEFT JOIN opened o ON o.person = e.person AND o.owner = e.owner AND o.record = e.record
  AND o.kind = CASE e.kind WHEN {ACCEPTED} THEN {SENT} WHEN {DONE} THEN {REQUESTED} WHEN {ORDER_END} THEN {ORDER} WHEN {HELP_END} THEN {HELP} END
WHERE e.status <> 3 AND (o.person IS NULL OR (o.status <> 3 AND NOT (o.status = 0 AND e.status = 0 AND o.stated > e.stated)));
CREATE TEMP TABLE stated AS
SELECT e.* FROM stood e WHERE NOT (e.status <> 0 AND e.kind IN ({REQUESTED},{DONE}) AND EXISTS (
  SELECT 1 FROM stood r WHERE r.person = e.person AND r.kind = e.kind AND r.status = 0 AND abs(datediff('day', r.day, e.day)) <= 7));
CREATE TEMP TABLE runs AS
SELECT s.person, s.owner, s.record, s.kind, s.day, s.organisation, s.teller, s.municipality, s.code, min(e.day) AS ended
FROM stated s LEFT JOIN stated e ON e.person = s.person AND e.owner = s.owner AND e.record = s.record
  AND e.kind = CASE s.kind WHEN {ORDER} THEN {ORDER_END} ELSE {HELP_END} END AND e.day >= s.day
WHERE s.kind IN ({ORDER}, {HELP}) GROUP BY ALL;
CREATE TEMP TABLE help AS
SELECT h.person, h.day, h.ended FROM runs h WHERE h.kind = {HELP} AND (h.teller IN ({PROVIDER},{GI}) OR NOT EXISTS (
  SELECT 1 FROM runs p WHERE p.person = h.person AND p.kind = {HELP} AND p.teller IN ({PROVIDER},{GI})
    AND abs(datediff('day', p.day, h.day)) <= 7 AND (p.code = h.code OR h.code = 90)));
CREATE TEMP TABLE told AS
SELECT o.person, o.record, o.day, o.organisation, o.teller, o.municipality, o.code,
  CASE WHEN o.teller = {COURT} THEN (SELECT min_by(i.ended, abs(datediff('day', i.day, o.day))) FROM runs i WHERE i.person = o.person AND i.kind = {ORDER}
    AND i.teller <> {COURT} AND i.code = o.code AND abs(datediff('day', i.day, o.day)) <= 7 AND i.ended >= o.day) ELSE o.ended END AS ended
FROM runs o WHERE o.kind = {ORDER} AND (o.teller = {COURT} OR NOT EXISTS (
  SELECT 1 FROM runs c WHERE c.person = o.person AND c.kind = {ORDER} AND c.teller = {COURT} AND c.code = o.code AND abs(datediff('day', c.day, o.day)) <= 7));
CREATE TEMP TABLE followed AS
SELECT i.person, i.record, i.organisation, min_by(struct_pack(record := o.record, organisation := o.organisation, ended := o.ended), o.day) AS next
FROM told i JOIN told o ON o.person = i.person AND i.code = 12 AND o.code = 11 AND o.day >= i.day AND (i.ended IS NULL OR o.day <= i.ended + 7)
GROUP BY ALL;
CREATE TEMP TABLE orders AS
SELECT o.person, o.record, o.day, o.teller, o.municipality, CASE WHEN f.person IS NULL THEN o.ended ELSE f.next.ended END AS ended
FROM told o LEFT JOIN followed f ON f.person = o.person AND f.record = o.record AND f.organisation = o.organisation
WHERE o.code IN (11, 12) AND NOT EXISTS (SELECT 1 FROM followed g WHERE g.person = o.person AND g.next.record = o.record AND g.next.organisation = o.organisation);
CREATE TEMP TABLE died AS SELECT person, min(day) AS died FROM stated WHERE kind = {ORDER_END} AND code IN (6, 15) GROUP BY person;
CREATE TEMP TABLE cover AS SELECT kind, municipality, "from", through FROM read_csv('{OUT}/coverage.csv');
CREATE TEMP TABLE waits AS
WITH starts AS (
  SELECT 'board-end' AS hand_over, s.person, s.day, s.teller, s.municipality, NULL::DATE AS ended,
    (SELECT min(e.day) FROM stated e WHERE e.person = s.person AND e.record = s.record AND e.kind = {DONE} AND e.day >= s.day) AS reached
  FROM stated s WHERE s.kind = {REQUESTED}
  UNION ALL
  SELECT 'transfer', s.person, s.day, s.teller, s.municipality, NULL,
    (SELECT min(e.day) FROM stated e WHERE e.person = s.person AND e.record = s.record AND e.kind = {ACCEPTED} AND e.day >= s.day)
  FROM stated s WHERE s.kind = {SENT}
  UNION ALL
  SELECT 'help-after-order', o.person, o.day, o.teller, o.municipality, o.ended,
    (SELECT min(greatest(h.day, o.day)) FROM help h WHERE h.person = o.person AND (h.day >= o.day OR h.ended IS NULL OR h.ended >= o.day))
  FROM orders o),
seen AS (
  SELECT s.*, make_date(b.born // 100 + 18, b.born % 100, 1) + INTERVAL 1 MONTH AS adult, d.died,
    CASE hand_over WHEN 'board-end' THEN vb.through WHEN 'transfer' THEN vt.through ELSE least(coalesce(p.through, m.through), coalesce(m.through, p.through)) END AS last
  FROM starts s JOIN cover own ON own.kind = s.teller AND own.municipality = s.municipality AND s.day >= own."from"
  LEFT JOIN born b ON b.person = s.person LEFT JOIN died d ON d.person = s.person
  LEFT JOIN cover vb ON vb.kind = {BOARD} AND vb.municipality = s.municipality LEFT JOIN cover vt ON vt.kind = {VEILIG_THUIS} AND vt.municipality = s.municipality
  LEFT JOIN cover p ON p.kind = {PROVIDER} AND p.municipality = s.municipality LEFT JOIN cover m ON m.kind = {MUNICIPALITY} AND m.municipality = s.municipality)
SELECT hand_over, municipality, year(day) AS year, day, last, CASE WHEN reached <= last THEN reached END AS reached,
  least(CASE WHEN adult >= day THEN adult END, CASE WHEN died >= day THEN died END, ended) AS other
FROM seen WHERE day <= last;
COPY (
  WITH outcomes AS (SELECT hand_over, municipality, year, last,
    CASE WHEN reached IS NOT NULL AND (other IS NULL OR other > last OR reached <= other) THEN 'reached' WHEN other <= last THEN 'competing' ELSE 'open' END AS outcome,
    day, reached, other FROM waits),
  lengths AS (SELECT hand_over, municipality, year, outcome,
    datediff('day', day, CASE outcome WHEN 'reached' THEN reached WHEN 'competing' THEN other::DATE ELSE last END) AS days FROM outcomes),
  cells AS (SELECT hand_over, municipality, year, CASE WHEN days > 365 THEN 'open' ELSE outcome END AS outcome, least(days, 365) AS days, count(*) AS count
    FROM lengths GROUP BY ALL)
  SELECT hand_over, year, outcome, days, sum(count)::BIGINT AS count FROM cells GROUP BY ALL ORDER BY ALL
) TO '{OUT}/totals-duckdb.csv';
"""


def in_duckdb():
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET threads TO 2")
    connection.execute(SQL)


def in_polars():
    import polars as pl

    col = pl.col
    key = ["person", "owner", "record"]
    said = pl.scan_parquet(PARTS).filter(col("person").is_not_null())
    born = said.filter(col("birth_month").is_not_null()).sort("stated", "birth_month").group_by("person").agg(col("birth_month").last().alias("born"))
    events = said.filter(col("kind").is_in([SENT, ACCEPTED, REQUESTED, DONE, ORDER, ORDER_END, HELP, HELP_END])).with_columns(
        pl.when(col("status") == 0).then(col("organisation").cast(pl.Int64)).otherwise(-1).alias("owner"), (col("status") == 3).alias("removed"))
    columns = key + ["kind", "day", "organisation", "organisation_kind", "municipality", "code", "status", "stated"]
    last = events.sort("stated", "turn", "removed", "day", "code").group_by(key + ["kind"]).last().select(columns).collect()
    opener = {ACCEPTED: SENT, DONE: REQUESTED, ORDER_END: ORDER, HELP_END: HELP}
    opened = last.filter(col("kind").is_in([SENT, REQUESTED, ORDER, HELP])).select(*key, col("kind").alias("opener"), col("status").alias("o_status"), col("stated").alias("o_stated"))
    stood = last.with_columns(col("kind").replace_strict(opener, default=None, return_dtype=last["kind"].dtype).alias("opener")).join(opened, on=key + ["opener"], how="left")
    stood = stood.filter((col("status") != 3) & (col("o_status").is_null() | ((col("o_status") != 3) & ~((col("o_status") == 0) & (col("status") == 0) & (col("o_stated") > col("stated"))))))
    near = lambda one, other: (col(one) - col(other)).dt.total_days().abs() <= 7
    messages = stood.filter((col("status") != 0) & col("kind").is_in([REQUESTED, DONE]))
    rows = stood.filter((col("status") == 0) & col("kind").is_in([REQUESTED, DONE])).select("person", "kind", col("day").alias("r_day"))
    retold = messages.join(rows, on=["person", "kind"]).filter(near("r_day", "day")).select(*key, "kind").unique()
    stated = stood.join(retold, on=key + ["kind"], how="anti")

    def spells(start, end):
        ends = stated.filter(col("kind") == end).select(*key, col("day").alias("ended"))
        begun = stated.filter(col("kind") == start).join(ends, on=key, how="left")
        return begun.with_columns(pl.when(col("ended") >= col("day")).then(col("ended")).alias("ended"))

    helps = spells(HELP, HELP_END)
    policy, others = helps.filter(col("organisation_kind").is_in([PROVIDER, GI])), helps.filter(~col("organisation_kind").is_in([PROVIDER, GI]))
    better = policy.select("person", col("day").alias("p_day"), col("code").alias("p_code"))
    same = others.join(better, on="person").filter(near("p_day", "day") & ((col("p_code") == col("code")) | (col("code") == 90))).select(key).unique()
    helps = pl.concat([policy, others.join(same, on=key, how="anti")]).select("person", col("day").alias("h_day"), col("ended").alias("h_ended"))
    orders = spells(ORDER, ORDER_END)
    court, rest = orders.filter(col("organisation_kind") == COURT), orders.filter(col("organisation_kind") != COURT)
    both = court.drop("ended").join(rest.select("person", "code", col("day").alias("i_day"), "ended", col("owner").alias("i_owner"), col("record").alias("i_record")), on=["person", "code"]).filter(near("i_day", "day"))
    ends = both.filter(col("ended") >= col("day")).with_columns((col("i_day") - col("day")).dt.total_days().abs().alias("gap")).sort("gap").group_by(key).agg(col("ended").first())
    court = court.drop("ended").join(ends, on=key, how="left")
    rest = rest.join(both.select(col("person"), col("i_owner").alias("owner"), col("i_record").alias("record")).unique(), on=key, how="anti")
    told = pl.concat([court.select(rest.columns), rest])
    interim = told.filter(col("code") == 12).select(*key, "day", "ended")
    final = told.filter(col("code") == 11).select("person", col("owner").alias("n_owner"), col("record").alias("n_record"), col("day").alias("n_day"), col("ended").alias("n_ended"))
    next_ = interim.join(final, on="person").filter((col("n_day") >= col("day")) & (col("ended").is_null() | (col("n_day") <= col("ended") + pl.duration(days=7))))
    next_ = next_.sort("n_day").group_by(key).first().select(*key, "n_owner", "n_record", "n_ended", pl.lit(True).alias("joined"))
    taken = next_.select("person", col("n_owner").alias("owner"), col("n_record").alias("record"))
    orders = told.filter(col("code").is_in([11, 12])).join(taken, on=key, how="anti").join(next_.drop("n_owner", "n_record"), on=key, how="left")
    orders = orders.with_columns(pl.when(col("joined")).then(col("n_ended")).otherwise(col("ended")).alias("ended"))
    place = ["person", "record", "day", "organisation_kind", "municipality"]

    def by_record(name, start, end):
        ends = stated.filter(col("kind") == end).select("person", "record", col("day").alias("e_day"))
        begun = stated.filter(col("kind") == start).select(place).with_row_index("at")
        reached = begun.join(ends, on=["person", "record"]).filter(col("e_day") >= col("day")).group_by("at").agg(col("e_day").min().alias("reached"))
        return begun.join(reached, on="at", how="left").with_columns(pl.lit(name).alias("hand_over"), pl.lit(None, dtype=pl.Date).alias("ended"))

    begun = orders.select(*place, "ended").with_row_index("at")
    reached = begun.select("at", "person", "day").join(helps, on="person").filter((col("h_day") >= col("day")) | col("h_ended").is_null() | (col("h_ended") >= col("day")))
    reached = reached.group_by("at").agg(pl.max_horizontal("h_day", "day").min().alias("reached"))
    helped = begun.join(reached, on="at", how="left").with_columns(pl.lit("help-after-order").alias("hand_over"))
    fields = place + ["hand_over", "ended", "reached"]
    starts = pl.concat([frame.select(fields) for frame in [by_record("board-end", REQUESTED, DONE), by_record("transfer", SENT, ACCEPTED), helped]])
    cover = pl.read_csv(f"{OUT}/coverage.csv", try_parse_dates=True).with_columns(col("kind").cast(starts["organisation_kind"].dtype), col("municipality").cast(starts["municipality"].dtype))
    through = lambda kind, name: cover.filter(col("kind") == kind).select("municipality", col("through").alias(name))
    seen = starts.join(cover.select(col("kind").alias("organisation_kind"), "municipality", "from"), on=["organisation_kind", "municipality"]).filter(col("day") >= col("from"))
    for kind, name in [(BOARD, "b"), (VEILIG_THUIS, "v"), (PROVIDER, "p"), (MUNICIPALITY, "m")]:
        seen = seen.join(through(kind, name), on="municipality", how="left")
    died = stated.filter((col("kind") == ORDER_END) & col("code").is_in([6, 15])).group_by("person").agg(col("day").min().alias("died"))
    seen = seen.join(born.collect(), on="person", how="left").join(died, on="person", how="left")
    adult = pl.date(col("born") // 100 + 18, col("born") % 100, 1).dt.offset_by("1mo")
    last_day = pl.when(col("hand_over") == "board-end").then(col("b")).when(col("hand_over") == "transfer").then(col("v")).otherwise(pl.min_horizontal("p", "m"))
    seen = seen.with_columns(adult.alias("adult"), last_day.alias("last")).filter(col("day") <= col("last"))
    later = lambda name: pl.when(col(name) >= col("day")).then(col(name))
    seen = seen.with_columns(pl.min_horizontal(later("adult"), later("died"), "ended").alias("other"), pl.when(col("reached") <= col("last")).then(col("reached")).alias("reached"))
    is_reached = col("reached").is_not_null() & (col("other").is_null() | (col("other") > col("last")) | (col("reached") <= col("other")))
    is_other = col("other").is_not_null() & (col("other") <= col("last"))
    seen = seen.with_columns(pl.when(is_reached).then(pl.lit("reached")).when(is_other).then(pl.lit("competing")).otherwise(pl.lit("open")).alias("outcome"))
    end = pl.when(col("outcome") == "reached").then(col("reached")).when(col("outcome") == "competing").then(col("other")).otherwise(col("last"))
    seen = seen.with_columns((end - col("day")).dt.total_days().alias("days"), col("day").dt.year().alias("year"))
    seen = seen.with_columns(pl.when(col("days") > 365).then(pl.lit("open")).otherwise(col("outcome")).alias("outcome"), pl.min_horizontal(col("days"), pl.lit(365)).alias("days"))
    cells = seen.group_by("hand_over", "municipality", "year", "outcome", "days").len("count")
    order = ["hand_over", "year", "outcome", "days"]
    cells.group_by(order).agg(col("count").sum()).sort(order).select(*order, "count").write_csv(f"{OUT}/totals-polars.csv")


start, clock = time.process_time(), time.time()
{"duckdb": in_duckdb, "polars": in_polars}[PROGRAM]()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"three hand-overs\t{time.process_time() - start:.3f}\t{peak:.0f}\t{time.time() - clock:.1f}", flush=True)


def totals(name):
    rows = [line.rsplit(",", 1) for line in open(f"{OUT}/{name}").read().splitlines()[1:]]
    return {key: int(count) for key, count in rows}


ours, theirs = totals("totals.csv"), totals(f"totals-{PROGRAM}.csv")
apart = sum(abs(ours.get(key, 0) - theirs.get(key, 0)) for key in ours.keys() | theirs.keys())
print(f"counted apart of {sum(ours.values())}\t{apart}\t0\t0")
