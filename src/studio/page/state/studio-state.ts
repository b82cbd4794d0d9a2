import type { ExplanationView, Run, Scenario, Session, StudioNode, Values } from '../../api.js'
import type { Draft } from '../manifest/draft.js'
import { carryOver, change, fill, refit, type HeldForm } from './held-forms.js'
import { isPreset } from './preset.js'

export type View = 'node' | 'manifest'
export type Pane = 'explain' | 'result' | 'journey'
/** What is shown where there is no place for all of it; `details` is the chosen pane. */
export type Room = 'editor' | 'form' | 'run' | 'details'

/** A line of a document, and a column in it, both from 1. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column?: number
}

/** Everything that the page shows, apart from what a single component keeps to itself. */
export interface StudioState {
  readonly session: Session
  readonly node: StudioNode
  readonly view: View
  readonly pane: Pane
  readonly room: Room
  readonly method: string
  /** What is saved of each method's form. */
  readonly forms: Readonly<Record<string, Values>>
  readonly held: Readonly<Record<string, HeldForm>>
  readonly variables: Readonly<Record<string, string>>
  /** How the emulator is to answer the next runs; undefined for its own answer. */
  readonly scenario: Scenario | undefined
  /** Milliseconds for a run; undefined for the manifest's. */
  readonly timeoutMs: number | undefined
  readonly explanation: ExplanationView | undefined
  /** The latest last. */
  readonly runs: readonly Run[]
  /** The method that is being run. */
  readonly running: string | undefined
  /** The place in the documents to go to; undefined when none was asked for. */
  readonly place: Place | undefined
  /** The documents as they are being edited; undefined until they were looked at. */
  readonly draft: Draft | undefined
  /** The last request that failed, as a sentence; undefined when all is well. */
  readonly failure: string | undefined
}

export type StudioAction =
  | { readonly type: 'view'; readonly view: View }
  | { readonly type: 'pane'; readonly pane: Pane }
  | { readonly type: 'room'; readonly room: Room }
  | { readonly type: 'method'; readonly method: string }
  /** A form filled with all that is to be saved. */
  | { readonly type: 'form'; readonly method: string; readonly values: Values }
  /** One control of a form changed; undefined when it was emptied. */
  | { readonly type: 'input'; readonly method: string; readonly input: string; readonly value: unknown }
  | { readonly type: 'variables'; readonly variables: Readonly<Record<string, string>> }
  | { readonly type: 'scenario'; readonly scenario: Scenario | undefined }
  | { readonly type: 'timeout'; readonly timeoutMs: number | undefined }
  | { readonly type: 'explained'; readonly explanation: ExplanationView | undefined }
  | { readonly type: 'running'; readonly method: string }
  | { readonly type: 'ran'; readonly run: Run }
  | { readonly type: 'node'; readonly node: StudioNode }
  | ({ readonly type: 'place' } & Place)
  | { readonly type: 'drafted'; readonly draft: Draft }
  | { readonly type: 'failed'; readonly message: string | undefined }

export function openingState(session: Session): StudioState {
  return {
    session,
    node: session.node,
    view: 'node',
    pane: 'explain',
    room: 'form',
    method: session.node.description.methods[0]?.id ?? '',
    forms: {},
    held: {},
    variables: session.variables,
    scenario: undefined,
    timeoutMs: undefined,
    explanation: undefined,
    runs: session.runs,
    running: undefined,
    place: undefined,
    draft: undefined,
    failure: undefined,
  }
}

export function reduce(state: StudioState, action: StudioAction): StudioState {
  switch (action.type) {
    case 'view':
      return { ...state, view: action.view, room: action.view === 'manifest' ? 'editor' : 'form', place: undefined }
    case 'pane':
      return { ...state, pane: action.pane, room: 'details' }
    case 'room':
      return { ...state, room: action.room }
    case 'method':
      return {
        ...state,
        ...carryOver(state, action.method),
        method: action.method,
        // Examples are of one method only.
        scenario: isPreset(state.scenario) ? undefined : state.scenario,
        explanation: undefined,
        pane: 'explain',
        place: undefined,
      }
    case 'form':
      return { ...state, ...fill(state, action.method, action.values) }
    case 'input':
      return { ...state, ...change(state, action.method, action.input, action.value) }
    case 'variables':
      return { ...state, variables: action.variables }
    case 'scenario':
      return { ...state, scenario: action.scenario }
    case 'timeout':
      return { ...state, timeoutMs: action.timeoutMs }
    case 'explained':
      return { ...state, explanation: action.explanation, failure: undefined }
    case 'running':
      return {
        ...state,
        running: action.method,
        pane: 'result',
        room: state.room === 'details' ? 'details' : 'run',
        failure: undefined,
      }
    case 'ran':
      return { ...state, running: undefined, runs: [...state.runs, action.run] }
    case 'node':
      return withNode(state, action.node)
    case 'place': {
      const { type: _type, ...place } = action
      return { ...state, view: 'manifest', room: 'editor', place }
    }
    case 'drafted':
      return { ...state, draft: action.draft }
    case 'failed':
      return { ...state, running: undefined, failure: action.message }
  }
}

/** A method that the changed node no longer has is left for the first one. */
function withNode(state: StudioState, node: StudioNode): StudioState {
  const { methods } = node.description
  const method = methods.some(({ id }) => id === state.method) ? state.method : (methods[0]?.id ?? '')
  return { ...state, ...refit(state, node), node, method }
}

/** The last run of a method, if there is one. */
export function lastRun({ runs }: Pick<StudioState, 'runs'>, method: string): Run | undefined {
  return runs.findLast((run) => run.method === method)
}
