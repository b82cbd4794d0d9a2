/**
 * Why Redis, or the way to it, failed. `credentials`: it does not accept the user or the password. `forbidden`: the user
 * may not do this. `memory`: it is full. `refused`: it refused for another reason. `unreachable`: there is no answer.
 */
export type RedisFailureReason = 'credentials' | 'forbidden' | 'memory' | 'refused' | 'unreachable'

export interface RedisFailure {
  readonly reason: RedisFailureReason
  /** Redis's word or the system's code, such as `WRONGPASS` or `ECONNREFUSED`. */
  readonly code: string | undefined
}

/** Errors of Redis begin with a word of their own; those of the system have a code. */
export function redisFailure(error: unknown): RedisFailure {
  const { code, message = '', name } = (error ?? {}) as Partial<NodeJS.ErrnoException>
  const [word] = name === 'ReplyError' ? (/^[A-Z]+(?= )/.exec(message) ?? []) : []
  if (word === undefined) return { reason: 'unreachable', code: typeof code === 'string' ? code : undefined }
  return { reason: reasonOf(word, message), code: word }
}

function reasonOf(word: string, message: string): RedisFailureReason {
  if (word === 'NOAUTH' || word === 'WRONGPASS' || (word === 'ERR' && /\bAUTH\b|password/i.test(message)))
    return 'credentials'
  if (word === 'NOPERM') return 'forbidden'
  return word === 'OOM' ? 'memory' : 'refused'
}

/**
 * Whether an error comes from Redis or its client. Such a one holds the command that failed, with the password in the case
 * of `AUTH`, and may quote an address; it is not for anybody else.
 */
export function isRedisError(error: Error): boolean {
  const { code } = error as NodeJS.ErrnoException
  // Those of BullMQ have numbers.
  return 'command' in error || typeof code === 'string' || clientErrors.has(error.name)
}

const clientErrors: ReadonlySet<string> = new Set(['ReplyError', 'MaxRetriesPerRequestError', 'AbortError'])
