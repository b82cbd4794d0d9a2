import type { Preset, Scenario, ScenarioChoice, Values } from '../../api.js'
import type { MethodDescription, NodeDescription, OutcomeDescription } from '../../../projections/describe.js'

/** Something that makes a run end in a certain outcome. */
export interface Way {
  readonly title: string
  readonly scenario: Scenario | undefined
  /** An example whose inputs it needs; absent when those in the form will do. */
  readonly preset?: Preset
  /** A change to the inputs in the form. */
  readonly change?: Values
  /** Milliseconds for the run, so that nobody has to wait long for a time-out. */
  readonly timeoutMs?: number
}

const patienceMs = 2000
const mostScenarios = 3
const mostPresets = 2

/** The ways to see an outcome, the surest first. */
export function waysTo(
  outcome: OutcomeDescription,
  { outcomes }: Pick<MethodDescription, 'outcomes'>,
  { authentication }: Pick<NodeDescription, 'authentication'>,
  scenarios: readonly ScenarioChoice[],
  presets: readonly Preset[],
): Way[] {
  const examples = presets.filter((preset) => preset.outcome === outcome.name).slice(0, mostPresets)
  if (outcome.kind === 'success')
    return [
      { title: 'The emulator’s own answer', scenario: undefined },
      ...examples.map((preset) => ({ title: preset.name, scenario: { preset: preset.name }, preset })),
    ]
  if (outcome.fault === 'invalidData' || outcome.fault === 'invalidChoice')
    return [
      ...examples.map((preset) => ({ title: preset.name, scenario: undefined, preset })),
      ...(outcome.fault === 'invalidChoice' ? unknownAuthorization(authentication) : []),
    ]
  const played = scenarios
    .filter(({ leadsTo }) => leadsTo !== undefined && leadsThere(leadsTo, outcome, outcomes))
    .slice(0, mostScenarios)
    .map(({ id, title }) => ({
      title,
      scenario: { id },
      ...(outcome.fault === 'timeout' ? { timeoutMs: patienceMs } : {}),
    }))
  if (played.length > 0) return played
  return outcome.statuses.flatMap((key) => {
    const status = statusFor(key, outcomes)
    return status === undefined ? [] : [{ title: `The service answers ${status}`, scenario: { status } }]
  })
}

function unknownAuthorization(authentication: NodeDescription['authentication']): Way[] {
  if (authentication === undefined) return []
  return [
    {
      title: 'An authorization that is not configured',
      scenario: undefined,
      change: { [authentication.input]: 'not-configured' },
    },
  ]
}

function leadsThere(
  leadsTo: NonNullable<ScenarioChoice['leadsTo']>,
  outcome: OutcomeDescription,
  outcomes: readonly OutcomeDescription[],
): boolean {
  return 'fault' in leadsTo ? leadsTo.fault === outcome.fault : outcomeOf(leadsTo.status, outcomes) === outcome
}

function outcomeOf(status: number, outcomes: readonly OutcomeDescription[]): OutcomeDescription | undefined {
  const range = `${String(status).charAt(0)}XX`
  const having = (key: string) => outcomes.find(({ statuses }) => statuses.includes(key))
  return having(String(status)) ?? having(range) ?? having('default')
}

/** A status that a key of `responses`, such as `409`, `5XX` or `default`, stands for. */
function statusFor(key: string, outcomes: readonly OutcomeDescription[]): number | undefined {
  const outcome = outcomes.find(({ statuses }) => statuses.includes(key))
  const fits = (status: number): boolean =>
    (key === 'default' || `${status}`.startsWith(key.replaceAll('X', ''))) && outcomeOf(status, outcomes) === outcome
  return Array.from({ length: 300 }, (_, index) => 300 + ((index + 109) % 300)).find(fits)
}
