import type { Warning } from '../outcome/result.js'
import { AuthorizationError } from './authorization-error.js'
import type { AccessToken, AccessTokenOptions } from './authorizations.js'
import type { ConnectionSettings } from './connection-settings.js'
import { createOAuthClient } from './oauth-client.js'
import { RefreshPause } from './refresh-pause.js'
import { isFresh, isValid } from './token-age.js'
import type { TokenSet } from './token-set.js'
import type { StoredConnection, StoredVersion, TokenStore } from './token-store.js'
import { TokenStoreError } from './token-store-error.js'
import { tokenWarnings, tokensNotSaved } from './token-warnings.js'
import { waitAtMost } from './wait-at-most.js'

export interface Clocks {
  /** Milliseconds since 1970; may jump. */
  readonly now: () => number
  /** Milliseconds from any start; never jumps. */
  readonly monotonic: () => number
  /** From 0 up to 1. */
  readonly random: () => number
}

/** No second refresh within this time, however the clock jumps, unless the service has refused the token. */
const refreshFloorMs = 30_000
/** How long a caller waits for a new token while the old one is still good. */
const patienceMs = 2_000
/** How long to wait for another process that is renewing the same tokens. */
const leaseWaitMs = 30_000

/** What the endpoint is asked for new tokens with. */
interface Renewable {
  readonly version: StoredVersion
  readonly settings: ConnectionSettings
  readonly tokens: TokenSet
  readonly refreshToken: string
}

/**
 * The tokens of one connection. A good one is handed out at once; otherwise all callers wait for the one renewal, which
 * is alone among all processes and saves what it got before anybody uses it.
 */
export class ConnectionTokens {
  readonly #name: string
  readonly #settings: () => ConnectionSettings | undefined
  readonly #store: TokenStore
  readonly #clocks: Clocks
  readonly #pause: RefreshPause
  /** What the store held when it was last read, with tokens of our own that it could not take. */
  #held: StoredVersion | undefined
  #unsaved = false
  #saving = false
  #renewal: Promise<TokenSet> | undefined
  /** The latest answer of the token endpoint, and when it came by the monotonic clock. */
  #refreshed: { readonly accessToken: string; readonly at: number } | undefined
  /** The invocations that have had their one refresh. */
  readonly #served = new WeakSet<AbortSignal>()

  constructor(name: string, settings: () => ConnectionSettings | undefined, store: TokenStore, clocks: Clocks) {
    this.#name = name
    this.#settings = settings
    this.#store = store
    this.#clocks = clocks
    this.#pause = new RefreshPause(clocks.monotonic, clocks.random)
  }

  get(options: AccessTokenOptions): AccessToken | Promise<AccessToken> {
    this.#glance()
    if (this.#unsaved && !this.#saving) void this.#saveHeld()
    const tokens = this.#held?.connection.tokens
    return tokens !== undefined && this.#isGood(tokens, options.rejected) ? this.#answer(tokens) : this.#obtain(options)
  }

  /** Notices a login or logout by another process: at once, or with the next call where the store takes its time. */
  #glance(): void {
    const before = this.#held
    const adopt = (version: StoredVersion | undefined): void => {
      if (this.#held === before) this.#adopt(version)
    }
    // A store that cannot be read is no reason to give up a token that is good; a renewal will tell.
    const ignore = (): void => undefined
    try {
      const version = this.#store.read(this.#name)
      if (version !== undefined && 'then' in version) version.then(adopt, ignore)
      else adopt(version)
    } catch (error) {
      // Told at once, whatever is held: reading has set the damaged file aside, and next time there will be none.
      if (error instanceof TokenStoreError && error.code === 'TOKEN_STORE_CORRUPT') throw error
    }
  }

  async #obtain({ rejected, signal }: AccessTokenOptions): Promise<AccessToken> {
    if (rejected !== undefined && this.#served.has(signal)) return { value: rejected }
    const fallback = this.#fallback(rejected)
    try {
      const tokens = await waitAtMost(this.#renew(rejected), signal, fallback && patienceMs)
      if (tokens.accessToken === this.#refreshed?.accessToken) this.#served.add(signal)
      return this.#answer(tokens)
    } catch (error) {
      // Read anew: the renewal may have found in the store what was not held before.
      const stillGood = this.#fallback(rejected)
      if (stillGood === undefined) throw error
      return this.#answer(stillGood)
    }
  }

  /** A token that is about to expire but has not. */
  #fallback(rejected: string | undefined): TokenSet | undefined {
    const tokens = this.#held?.connection.tokens
    return tokens !== undefined && tokens.accessToken !== rejected && isValid(tokens, this.#clocks.now())
      ? tokens
      : undefined
  }

  async #renew(rejected: string | undefined): Promise<TokenSet> {
    for (;;) {
      const underWay = this.#renewal
      this.#renewal ??= this.#renewOnce(rejected).finally(() => {
        this.#renewal = undefined
      })
      const tokens = await this.#renewal
      // A renewal that began before this token was refused may have come back with it.
      if (underWay === undefined || tokens.accessToken !== rejected) return tokens
    }
  }

  async #renewOnce(rejected: string | undefined): Promise<TokenSet> {
    const early = this.#goodTokens(await this.#read(), rejected)
    if (early !== undefined) return early
    this.#renewable()
    const tooLong = AbortSignal.timeout(leaseWaitMs)
    return this.#store.lease(this.#name, tooLong, async () => {
      // Whoever had the lease before may have renewed them.
      const tokens = this.#goodTokens(await this.#read(), rejected)
      return tokens ?? this.#refresh(this.#renewable(), rejected)
    })
  }

  /**
   * What is held, as far as a renewal needs it.
   * @throws {AuthorizationError} where a request could only do harm
   */
  #renewable(): Renewable {
    const version = this.#held
    const tokens = version?.connection.tokens
    const settings = this.#settings() ?? version?.connection.settings
    if (version === undefined || tokens?.refreshToken === undefined || settings === undefined)
      throw this.#reauthRequired()
    if (version.connection.reauthRequired === true) throw this.#reauthRequired()
    const { failure } = this.#pause
    if (failure !== undefined) throw failure
    return { version, settings, tokens, refreshToken: tokens.refreshToken }
  }

  async #refresh(renewable: Renewable, rejected: string | undefined): Promise<TokenSet> {
    const { version, settings, refreshToken } = renewable
    let tokens: TokenSet
    try {
      const client = createOAuthClient({ ...settings, now: this.#clocks.now })
      tokens = carriedOver(renewable.tokens, await client.refresh(refreshToken))
    } catch (error) {
      // Anything else has stopped the request before the endpoint could fail.
      if (!(error instanceof AuthorizationError)) throw error
      if (error.code === 'REAUTH_REQUIRED') return this.#afterDeadRefreshToken(version, rejected)
      this.#pause.noteFailure(error)
      throw error
    }
    this.#pause.end()
    this.#refreshed = { accessToken: tokens.accessToken, at: this.#clocks.monotonic() }
    await this.#hold({ generation: version.generation, connection: { ...withoutTokens(version.connection), tokens } })
    return tokens
  }

  /** The refresh token may be dead because somebody has logged in meanwhile; otherwise it is remembered as dead. */
  async #afterDeadRefreshToken(version: StoredVersion, rejected: string | undefined): Promise<TokenSet> {
    const tokens = this.#goodTokens(await this.#read(), rejected)
    if (tokens !== undefined) return tokens
    if (this.#held?.generation === version.generation) {
      await this.#hold({ generation: version.generation, connection: { ...version.connection, reauthRequired: true } })
    }
    throw this.#reauthRequired()
  }

  /** Saves a version over the one that it came from, and keeps it in memory where that cannot be done. */
  async #hold(next: StoredVersion): Promise<void> {
    this.#held = next
    this.#unsaved = true
    await this.#saveHeld()
  }

  async #saveHeld(): Promise<void> {
    const held = this.#held
    this.#saving = true
    try {
      if (held === undefined) return
      const generation = await this.#store.compareAndSwap(this.#name, held.generation, held.connection)
      if (this.#held !== held) return
      this.#unsaved = false
      // A version that somebody else has written meanwhile is newer than ours: a login.
      if (generation === undefined) this.#held = await this.#store.read(this.#name)
      else this.#held = { ...held, generation }
    } catch {
      // They stay in memory, every answer warns of it, and the next use tries again.
    } finally {
      this.#saving = false
    }
  }

  async #read(): Promise<StoredVersion | undefined> {
    this.#adopt(await this.#store.read(this.#name))
    return this.#held
  }

  #adopt(version: StoredVersion | undefined): void {
    if (version?.generation === this.#held?.generation) return
    this.#pause.end()
    this.#unsaved = false
    this.#held = version
  }

  #goodTokens(version: StoredVersion | undefined, rejected: string | undefined): TokenSet | undefined {
    const tokens = version?.connection.tokens
    return tokens !== undefined && this.#isGood(tokens, rejected) ? tokens : undefined
  }

  #isGood(tokens: TokenSet, rejected: string | undefined): boolean {
    if (tokens.accessToken === rejected) return false
    return isFresh(tokens, this.#clocks.now()) || this.#isJustRefreshed(tokens)
  }

  /** Whatever the clock says, a token that came less than its life ago is young. */
  #isJustRefreshed(tokens: TokenSet): boolean {
    if (this.#refreshed?.accessToken !== tokens.accessToken) return false
    const age = this.#clocks.monotonic() - this.#refreshed.at
    return age < refreshFloorMs && isFresh(tokens, tokens.receivedAt + age)
  }

  #answer(tokens: TokenSet): AccessToken {
    const connection: StoredConnection = this.#held?.connection ?? {}
    const asked = (this.#settings() ?? connection.settings)?.scopes
    const warnings: Warning[] = tokenWarnings(tokens, asked, connection.reauthRequired === true, this.#clocks.now())
    if (this.#unsaved) warnings.push(tokensNotSaved)
    return warnings.length === 0 ? { value: tokens.accessToken } : { value: tokens.accessToken, warnings }
  }

  #reauthRequired(): AuthorizationError {
    return new AuthorizationError(
      'REAUTH_REQUIRED',
      `The connection ${this.#name} has no consent any more; log in again: cjds-node auth login ${this.#name}`,
    )
  }
}

/** Servers may leave out of a refresh's answer what has not changed (RFC 6749 §6). */
function carriedOver(old: TokenSet, fresh: TokenSet): TokenSet {
  const sameRefreshToken = fresh.refreshToken === old.refreshToken
  return {
    ...(old.scopes && { scopes: old.scopes }),
    ...(sameRefreshToken && old.refreshExpiresAt !== undefined && { refreshExpiresAt: old.refreshExpiresAt }),
    ...fresh,
  }
}

function withoutTokens({ settings }: StoredConnection): StoredConnection {
  return settings === undefined ? {} : { settings }
}
