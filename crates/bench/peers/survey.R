# The same estimates with R's survey on the file of inbeeld-bench: what, CPU seconds, peak MB.
suppressMessages(library(survey))
pupils <- read.csv(commandArgs(TRUE)[1], stringsAsFactors = TRUE)
measure <- function(what, estimate) {
  least <- min(sapply(1:3, function(i) { t <- system.time(estimate()); t[["user.self"]] + t[["sys.self"]] }))
  peak <- as.numeric(sub("[^0-9]*([0-9]+).*", "\\1", grep("VmHWM", readLines("/proc/self/status"), value = TRUE))) / 1024
  cat(sprintf("%s\t%.4f\t%.0f\n", what, least, peak))
}
design <- function() svydesign(ids = ~school, strata = ~stratum, weights = ~weight, data = pupils)
all <- sum(pupils$weight)
measure("mean by sex, linearised", function() svyby(~value, ~sex, design(), svymean))
measure("mean, raked to two margins", function() svymean(~value, calibrate(design(), ~sex, c("(Intercept)" = all, sexV = 0.48 * all), calfun = "raking")))
measure("total, 1,000 bootstraps", function() svytotal(~value, as.svrepdesign(design(), type = "subbootstrap", replicates = 1000)))
