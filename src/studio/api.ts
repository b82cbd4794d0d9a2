/**
 * What the studio's page and its server say to each other: JSON under `/api/`, each request with the header
 * `x-studio-token`. Types only, so that neither side pulls in the other.
 */
import type { ChoicesResult } from '../choices.js'
import type { Explanation, Step } from '../explain.js'
import type { ManifestProblem } from '../manifest/problem.js'
import type { Result } from '../outcome/result.js'
import type { NodeDescription } from '../projections/describe.js'
import type { MethodForm } from '../projections/form/form.js'

export type Values = Readonly<Record<string, unknown>>

/** `GET /api/session`: what there is when the page opens. */
export interface Session {
  readonly node: StudioNode
  readonly connections: readonly Connection[]
  /** The local service behind the connection of kind `emulator`; null when the studio was started without one. */
  readonly emulator: { readonly baseUrl: string; readonly workspaceId: string; readonly workspaceName: string } | null
  readonly scenarios: readonly ScenarioChoice[]
  /** The runs since the studio was started that it still remembers, the latest last. */
  readonly runs: readonly Run[]
  /** Variables that a flow would have, to start with. */
  readonly variables: Readonly<Record<string, string>>
  /** The folder that manifests are saved to; null when the studio was started without one. */
  readonly folder: string | null
}

/** A connection that the authorization field offers. Nothing secret is in it. */
export interface Connection {
  readonly name: string
  readonly baseUrl: string
  readonly kind: 'emulator' | 'stored'
}

/** The node as the page draws it, after every accepted change of a manifest. */
export interface StudioNode {
  /** SHA-256 of the resolved manifest: changes with every change that counts. */
  readonly hash: string
  readonly description: NodeDescription
  /** By method id. */
  readonly forms: Readonly<Record<string, MethodForm>>
  /** By method id: the examples of its manifest. */
  readonly presets: Readonly<Record<string, readonly Preset[]>>
}

export interface Preset {
  readonly name: string
  readonly inputs: Values
  readonly variables: Values
  readonly outcome: string
}

/** A way for the emulator to answer the next run. */
export interface ScenarioChoice {
  readonly id: string
  readonly title: string
  readonly hint: string
  readonly group: 'answer' | 'time' | 'broken' | 'choices'
  /** Where it takes a run whose inputs are right; absent when that depends on the method or on what is asked. */
  readonly leadsTo?: { readonly status: number } | { readonly fault: 'error' | 'timeout' }
}

/** Which scenario a request is played with: one of the list, any status, or the answer of a manifest's example. */
export type Scenario = { readonly id: string } | { readonly status: number } | { readonly preset: string }

/** What `explain`, `choices` and `run` are asked about. */
export interface Invocation {
  readonly method: string
  readonly inputs: Values
  readonly variables: Values
}

/** `POST /api/explain` with an {@link Invocation}. */
export interface ExplanationView extends Omit<Explanation, 'steps'> {
  readonly steps: readonly TracedStep[]
}

/** A step with the line of the manifest that it follows. */
export interface TracedStep extends Step {
  readonly source?: { readonly file: string; readonly line: number }
}

/** `POST /api/choices` with a {@link ChoicesRequest}. */
export interface ChoicesRequest extends Invocation {
  readonly input: string
  readonly scenario?: Scenario
}
export type ChoicesView = ChoicesResult

/** `POST /api/runs` with a {@link RunRequest}. */
export interface RunRequest extends Invocation {
  /** Milliseconds instead of the manifest's. */
  readonly timeoutMs?: number
  readonly scenario?: Scenario
}

/** One run. `GET /api/runs/{id}/clear` answers it again with nothing masked but tokens. */
export interface Run {
  readonly id: string
  /** The name of the step in the imagined flow, `n1` for the first run: later runs may refer to `$(n1.output)`. */
  readonly step: string
  readonly method: string
  readonly timeoutMs: number
  readonly result: Result
  /** In the order they began. */
  readonly timeline: readonly Span[]
  /** Every request that was made, the second one of a repeated attempt included. Empty when none was. */
  readonly exchanges: readonly ExchangeView[]
  /** Whether personal data are masked in `exchanges`. */
  readonly masked: boolean
}

/** A stretch of the one deadline. Milliseconds since the invocation began. */
export interface Span {
  readonly kind: 'token' | 'connect' | 'waiting' | 'body'
  readonly attempt: number
  readonly startMs: number
  readonly endMs: number
  /** Whether it was going on when the time was up or the connection broke. */
  readonly cut: boolean
}

export interface ExchangeView {
  readonly request: {
    readonly method: string
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
    /** As sent; JSON is indented for reading. */
    readonly body: string | null
  }
  readonly response: {
    readonly status: number
    readonly phrase: string
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
    /** Bytes of the body after content decoding, as far as it was read. */
    readonly bytes: number
    /** Why the body is not whole, such as `RESET`; null when it is. */
    readonly failure: string | null
  } | null
  /** Why there is no response, such as `CONNECT`; null when there is one. */
  readonly failure: string | null
}

/** `POST /api/journey` with a {@link JourneyRequest}: what the emulator knows of the person last touched. */
export interface JourneyRequest {
  /** An alias of the person; the one touched last when left out. */
  readonly alias?: string
}

export interface Journey {
  readonly person: {
    readonly id: string
    readonly firstName: string | null
    readonly lastName: string | null
    readonly updatedAt: string
  } | null
  readonly identities: readonly JourneyIdentity[]
  /** The oldest first. */
  readonly events: readonly JourneyEvent[]
  readonly profiles: readonly JourneyProfile[]
  /** Persons that the emulator knows, to choose another from. */
  readonly persons: readonly { readonly alias: string; readonly label: string }[]
}

export interface JourneyIdentity {
  readonly kind: 'phone' | 'email' | 'customerId' | 'socialId' | 'temporaryId'
  readonly value: string
  /** Whether the last run brought it. */
  readonly fresh: boolean
  /** How many of the events name it. */
  readonly events: number
}

export interface JourneyEvent {
  readonly id: string
  readonly type: string
  readonly source: string
  /** ISO 8601 in UTC. */
  readonly time: string
  readonly identity: string
  readonly data: unknown
  readonly fresh: boolean
}

export interface JourneyProfile {
  readonly template: string
  readonly attributes: readonly {
    readonly name: string
    readonly event: string
    /** Such as `Count of origin, last 24 hours`. */
    readonly reads: string
    readonly result: string
    readonly error: string
    /** Ids of the events it was made of. */
    readonly events: readonly string[]
  }[]
}

/** `GET /api/manifest`: the documents that the node was made of, by path within their directory. */
export interface ManifestFiles {
  readonly files: Readonly<Record<string, string>>
  /** The files that differ from what was loaded or saved last. */
  readonly changed: readonly string[]
}

/**
 * `PUT /api/manifest` with {@link ManifestFiles.files}: checks and lints the documents. Without problems they are what
 * the studio runs from now on; with problems the studio goes on with those it had.
 */
export interface ManifestCheck {
  readonly problems: readonly ManifestProblem[]
  /** Set when the documents were taken. */
  readonly node?: StudioNode
  readonly changed: readonly string[]
}

/** `POST /api/manifest/methods` with {@link NewMethod}: the files with a method begun, listed in `node.json`. */
export interface NewMethod {
  readonly id: string
  readonly title: string
}

/** `POST /api/manifest/save`: writes the documents to the folder given at start. */
export interface Saved {
  readonly folder: string
  readonly written: readonly string[]
}

/** Any answer with a status from 400 on. */
export interface ApiFailure {
  readonly code: string
  /** A sentence that tells what to do. */
  readonly message: string
}
