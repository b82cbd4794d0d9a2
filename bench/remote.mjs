// A forked process that answers one message at a time.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export class Remote {
  #child
  #busy

  static async start(file, args = [], execArgv = []) {
    const remote = new Remote()
    remote.#child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
      execArgv,
      // Peers print what is of no use here.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    remote.ready = await remote.#answer()
    return remote
  }

  /** @throws {Error} when the process could not do it */
  async ask(command, details = {}) {
    if (this.#busy) throw new Error(`asked for ${command} before the last answer`)
    this.#child.send({ command, ...details })
    return this.#answer()
  }

  stop() {
    this.#child.disconnect()
  }

  async #answer() {
    this.#busy = true
    const message = await new Promise((resolve) => {
      this.#child.once('message', resolve)
      this.#child.once('exit', (code) => resolve({ error: `the process ended with ${code}` }))
    })
    this.#child.removeAllListeners('exit')
    this.#busy = false
    if (message.error !== undefined) throw new Error(message.error)
    return message.result
  }
}
