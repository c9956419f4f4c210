# Reads result files (.trx) and prints the failed tests, the slowest 20, and, last, the counts.
# Ends with 1 when a test failed or none passed.

function attribute(name) {
  if (!match($0, " " name "=\"[^\"]*\"")) return ""
  return substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
}
function plain(text) {
  gsub(/&quot;/, "\"", text); gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&amp;/, "\\&", text)
  return text
}

# A result: its name without the class, which follows further down, under the test's id.
/^ *<UnitTestResult / {
  n++
  test[n] = attribute("testId"); name[n] = plain(attribute("testName")); outcome[n] = attribute("outcome")
  split(attribute("duration"), part, ":")
  seconds[n] = part[1] * 3600 + part[2] * 60 + part[3]
  if (outcome[n] == "Passed") passed++
  else if (outcome[n] == "Failed") failed++
  else skipped++
}
/^ *<UnitTest / { id = attribute("id") }
/^ *<TestMethod / { class[id] = attribute("className") }

END {
  for (i = 1; i <= n; i++) if (outcome[i] == "Failed") printf "FAILED  %s.%s\n", class[test[i]], name[i]
  if (n) print "Slowest tests:"
  for (k = 0; k < 20 && k < n; k++) {
    slowest = 0
    for (i = 1; i <= n; i++) if (!(i in printed) && (!slowest || seconds[i] > seconds[slowest])) slowest = i
    printed[slowest] = 1
    printf "%8.2f s  %s.%s\n", seconds[slowest], class[test[slowest]], name[slowest]
  }
  printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
  exit failed || !passed
}
