# The same estimates with lifelines on the file of inbeeld-bench: what, CPU seconds, peak MB.
import re
import sys
import time
import warnings

import pandas
from lifelines import CoxPHFitter, KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test

warnings.filterwarnings("ignore")
waits = pandas.read_csv(sys.argv[1])
waits["event"] = (waits["cause"] > 0).astype(int)
waits["b"] = (waits["group"] == "b").astype(float)


def measure(what, estimate):
    least = float("inf")
    for _ in range(7):
        start = time.process_time()
        estimate()
        least = min(least, time.process_time() - start)
    peak = int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1]) / 1024
    print(f"{what}\t{least:.4f}\t{peak:.0f}", flush=True)


measure("Kaplan-Meier", lambda: KaplanMeierFitter().fit(waits["days"], waits["event"]))
measure("log-rank", lambda: multivariate_logrank_test(waits["days"], waits["group"], waits["event"]))
measure("Cox, two columns", lambda: CoxPHFitter().fit(waits[["days", "event", "age", "b"]], "days", "event"))
