// Loaded before the command line: makes it print as to a terminal of 100 columns, as documents show it.
process.stdout.isTTY = true
process.stdout.columns = 100
