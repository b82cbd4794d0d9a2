import type { StudioState } from '../state/studio-state.js'
import { currentInputs, goesToEmulator } from '../flow/connection.js'

/** What does the same in a shell. There is no token in it: the command takes it from its environment. */
export function commandOf(state: StudioState): string {
  const { session, node, method, forms, variables, timeoutMs } = state
  const { authentication } = node.description
  const options: string[] = []
  const emulated = goesToEmulator(state, currentInputs(state))
  if (session.emulator !== null && emulated) options.push(`--base-url ${session.emulator.baseUrl}`)
  if (timeoutMs !== undefined) options.push(`--timeout-ms ${timeoutMs}`)
  const inputs = Object.entries(forms[method] ?? {}).filter(([input]) => !emulated || input !== authentication?.input)
  const json = JSON.stringify(Object.fromEntries(inputs), null, 2)
  for (const [name, value] of Object.entries(variables))
    if (json.includes(`$(${name})`)) options.push(`--var ${quoted(`${name}=${value}`)}`)
  return [`npx cjds-node run ${quoted(method)}`, ...options, `--inputs - <<'JSON'`].join(' \\\n  ') + `\n${json}\nJSON`
}

function quoted(text: string): string {
  return /^[\w.:/=@+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
