// From the start of a process to its first result. Prints what it cost. Named modules are imported and nothing more.
const [what, details] = process.argv.slice(2)

if (details === undefined) {
  const before = process.cpuUsage()
  if (what !== undefined) await import(what)
  print(process.cpuUsage(before))
} else {
  const { default: start } = await import(what)
  const { inputs, expectedResult } = await import('./task.mjs')
  const invoke = await start(JSON.parse(details))
  const { outcome } = await invoke(inputs())
  const cpu = process.cpuUsage()
  if (outcome !== expectedResult().outcome) throw new Error(`ended with ${outcome}`)
  print(cpu)
}

function print({ user, system }) {
  process.stdout.write(`cpu ${user + system}\n`, () => process.exit())
}
