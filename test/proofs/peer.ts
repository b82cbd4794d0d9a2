import { spawn } from 'node:child_process'
import { once } from 'node:events'

interface Message<T> {
  readonly id: number
  readonly content: T
}

/** Another process that answers questions, so that what it needs and how it is delayed is not measured here. */
export interface Peer<Question, Answer> {
  ask(question: Question): Promise<Answer>
  close(): Promise<void>
}

/**
 * Starts a program in TypeScript that calls {@link answerWith}. Only for programs that were themselves started by
 * scripts/run-typescript.mjs.
 */
export function startPeer<Question, Answer>(file: string): Peer<Question, Answer> {
  const child = spawn(process.execPath, [String(process.argv[1]), file], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const waiting = new Map<number, (answer: Answer) => void>()
  let questions = 0
  child.on('message', ({ id, content }: Message<Answer>) => {
    waiting.get(id)?.(content)
    waiting.delete(id)
  })
  return {
    ask: (content) =>
      new Promise((resolve) => {
        const message: Message<Question> = { id: ++questions, content }
        waiting.set(message.id, resolve)
        child.send(message)
      }),
    close: async () => {
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** Answers what the process that started this one asks, and ends with it. */
export function answerWith(answer: (question: never) => unknown): void {
  process.on('message', ({ id, content }: Message<never>) => {
    void Promise.resolve(answer(content)).then((answered) =>
      process.send?.({ id, content: answered } satisfies Message<unknown>),
    )
  })
  process.once('disconnect', () => process.exit())
}
