# The same estimates with R's survival on the file of inbeeld-bench: what, CPU seconds, peak MB.
suppressMessages(library(survival))
waits <- read.csv(commandArgs(TRUE)[1], stringsAsFactors = TRUE)
waits$event <- as.numeric(waits$cause > 0)
waits$causes <- factor(waits$cause)
measure <- function(what, estimate) {
  least <- min(sapply(1:3, function(i) { t <- system.time(estimate()); t[["user.self"]] + t[["sys.self"]] }))
  peak <- as.numeric(sub("[^0-9]*([0-9]+).*", "\\1", grep("VmHWM", readLines("/proc/self/status"), value = TRUE))) / 1024
  cat(sprintf("%s\t%.4f\t%.0f\n", what, least, peak))
}
measure("Kaplan-Meier", function() survfit(Surv(days, event) ~ 1, waits, conf.type = "log-log"))
measure("log-rank", function() survdiff(Surv(days, event) ~ group, waits))
measure("Aalen-Johansen with errors", function() survfit(Surv(days, causes) ~ 1, waits))
measure("Cox, two columns", function() coxph(Surv(days, event) ~ age + group, waits))
