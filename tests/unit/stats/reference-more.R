# Writes reference-more.json: cases beside those of reference.R, from base R and the package survival.
# Run: Rscript reference-more.R     Needs: r-base-core r-cran-survival r-cran-jsonlite (Debian).
suppressMessages({library(survival); library(jsonlite)})
fisher <- function(m) list(table = c(m[1, 1], m[1, 2], m[2, 1], m[2, 2]), p = fisher.test(m)$p.value)
z <- c(-8, -1, 0, 0.3, 2.4, 2.6, 5, 12)
t <- c(0.4, 1.7, 3, 9, 60); df <- c(1, 2.5, 7, 31, 240, 5000, 2e6); grid <- expand.grid(t = t, df = df)
f <- expand.grid(f = c(0.5, 1.3, 4, 40), df1 = c(1, 4, 30), df2 = c(3, 66, 20000))
x <- expand.grid(x = c(0.2, 3, 25, 300), df = c(1, 2, 5, 40))
tq <- expand.grid(p = c(0.001, 0.2, 0.6, 0.975, 0.995), df = c(1, 2, 3.7, 12, 90, 199.5, 200.5, 1e5))
lung2 <- lung[, c("time", "status", "sex")]
km <- summary(survfit(Surv(time, status) ~ 1, lung2, conf.type = "log-log"), times = c(90, 180, 365, 730))
lr <- survdiff(Surv(time, status) ~ ph.ecog, lung[!is.na(lung$ph.ecog), ])
ecog <- lung[!is.na(lung$ph.ecog), ]
a <- aov(Fertility ~ ., swiss)
lmci <- confint(lm(rating ~ ., attitude))
more <- list(
  source = R.version.string,
  normalUpperLog = list(z = z, logP = pnorm(z, lower.tail = FALSE, log.p = TRUE)),
  normalQuantile = list(p = c(1e-300, 1e-9, 0.03, 0.4, 0.8, 0.995), z = qnorm(c(1e-300, 1e-9, 0.03, 0.4, 0.8, 0.995))),
  tUpperLog = list(t = grid$t, df = grid$df, logP = pt(grid$t, grid$df, lower.tail = FALSE, log.p = TRUE)),
  fUpperLog = list(f = f$f, df1 = f$df1, df2 = f$df2, logP = pf(f$f, f$df1, f$df2, lower.tail = FALSE, log.p = TRUE)),
  chiSquaredUpperLog = list(x = x$x, df = x$df, logP = pchisq(x$x, x$df, lower.tail = FALSE, log.p = TRUE)),
  tQuantile = list(p = tq$p, df = tq$df, t = qt(tq$p, tq$df)),
  fisher = list(fisher(matrix(c(3, 1, 1, 3), 2)), fisher(matrix(c(0, 12, 9, 400), 2)), fisher(matrix(c(7, 30, 2, 55), 2)), fisher(matrix(c(40, 3, 1, 900), 2)),
                fisher(matrix(c(2, 9998, 11, 9989), 2)), fisher(matrix(c(0, 5, 0, 7), 2)), fisher(matrix(c(1, 0, 30, 4), 2)), fisher(matrix(c(300, 4, 250000, 1000), 2))),
  kaplanMeierLogLog = list(at = km$time, low = km$lower, high = km$upper),
  logRankFourGroups = list(time = ecog$time, event = as.integer(ecog$status == 2), group = ecog$ph.ecog, chiSquared = lr$chisq, df = length(lr$n) - 1),
  olsIntervals = list(term = rownames(lmci), low = lmci[, 1], high = lmci[, 2]),
  welchInterval = list(mean = mean(mtcars$mpg), ci95 = as.numeric(t.test(mtcars$mpg)$conf.int), n = nrow(mtcars), sum = sum(mtcars$mpg), sumSq = sum(mtcars$mpg^2), sd = sd(mtcars$mpg))
)
write_json(more, "reference-more.json", auto_unbox = TRUE, digits = NA, pretty = FALSE)
