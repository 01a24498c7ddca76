"""Ten rules of youth policy in pandas, for `cargo xtask bench check`: a second reading of the protocol and a clock.

Prints `code<tab>rows found` for each rule, then `taken<tab>CPU seconds<tab>peak MB`.
"""

import resource
import sys

import pandas as pd

PERIOD = pd.Timestamp("2023-01-01"), pd.Timestamp("2023-06-30")
FORMS = {"01", "02", "03", "04", "11", "12", "13", "14"}
HELP_REASONS = {"01", "02", "03", "04", "05"}
REASONS = {
    "11": HELP_REASONS | {"06", "07"}, "12": HELP_REASONS | {"06", "07"},
    "21": {"11", "12", "13", "14", "15"}, "22": {"11", "12", "13", "14", "15"}, "23": {"11", "12", "13", "14", "15"},
}

rows = pd.read_csv(sys.argv[1], sep=";", dtype=str, keep_default_na=False)
day = lambda column: pd.to_datetime(rows[column], format="%Y%m%d", errors="coerce")
born, start, end = day("geboortedatum"), day("datum_aanvang"), day("datum_einde")
is_help = (rows.hulpvorm != "") & (rows.type_maatregel == "") & (rows.type_machtiging == "")

digits = rows.bsn.str.fullmatch(r"\d{9}")
number = rows.bsn.where(digits, "000000000")
proof = sum((9 - place) * number.str[place].astype(int) for place in range(8)) - number.str[8].astype(int)
known = ~rows.bsn.isin(["", "999999999", "000000000"])
valid = known & digits & (proof % 11 == 0)

criminal = (rows.verwijzer == "08") | rows.type_maatregel.isin(["41", "42", "50", "51", "61", "62", "63"])
reaches = lambda years: born + pd.DateOffset(years=years)

key = ["bsn", "datum_aanvang", "datum_overgedragen_gekregen", "hulpvorm", "type_maatregel", "type_machtiging"]
spells = rows.assign(start=start, last=end.fillna(day("datum_overgedragen")).fillna(pd.Timestamp("2200-01-01")))
listed = rows.hulpvorm.isin(FORMS) | rows.type_maatregel.isin(REASONS) | rows.type_machtiging.isin(["71", "72"])
in_order = ~(end < start) & (start <= PERIOD[1])
spells = spells[valid & start.notna() & listed & in_order & ~rows.duplicated(key)]
spells = spells.sort_values(["bsn", "hulpvorm", "type_maatregel", "type_machtiging", "start"], kind="stable")
groups = spells.groupby(["bsn", "hulpvorm", "type_maatregel", "type_machtiging"], sort=False)
latest_before = groups["last"].cummax().groupby([spells.bsn, spells.hulpvorm, spells.type_maatregel, spells.type_machtiging]).shift()

reason_known = rows.type_maatregel.isin(REASONS) | rows.hulpvorm.isin(FORMS)
allowed = pd.Series([reason in REASONS.get(kind, HELP_REASONS) for reason, kind in zip(rows.reden_einde, rows.type_maatregel)])

found = {
    "YP-BSN-ELEVEN": known & ~valid,
    "YP-AGE": ~criminal & (start >= reaches(23)),
    "YP-START-ADULT": is_help & ~criminal & (start >= reaches(18)),
    "YP-POSTCODE": (rows.postcode != "") & ~rows.postcode.str.fullmatch(r"[1-9]\d{3}([A-Z]{2})?|GM\d{4}"),
    "YP-SEX": ~rows.geslacht.isin(["V", "M", "O"]),
    "YP-START-AFTER-PERIOD": start > PERIOD[1],
    "YP-END-BEFORE-START": end < start,
    "YP-NOT-IN-PERIOD": end < PERIOD[0],
    "YP-END-REASON-LIST": (rows.reden_einde != "") & reason_known & ~allowed,
    "YP-DOUBLED-KEY": valid & rows.duplicated(key),
}
overlapping = int((latest_before >= spells.start).sum())

for code, is_found in found.items():
    print(f"{code}\t{int(is_found.sum())}")
print(f"YP-OVERLAP\t{overlapping}")
used = resource.getrusage(resource.RUSAGE_SELF)
print(f"taken\t{used.ru_utime + used.ru_stime:.2f}\t{used.ru_maxrss / 1024:.0f}")
