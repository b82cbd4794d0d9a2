import { listenForCallback } from '../../../auth/login/callback-listener.js'
import { LoginError } from '../../../auth/login/login-error.js'
import { ok, problem, warning, type Check } from '../check.js'

export const loginPorts: Check = {
  id: 'login-ports',
  title: 'Ports of the login',
  run: async ({ redirectUris }) => {
    const unusable = await whyNot(redirectUris)
    if (unusable !== undefined) return [problem(unusable)]
    const busy: string[] = []
    for (const uri of redirectUris) if ((await whyNot([uri])) !== undefined) busy.push(new URL(uri).port)
    return busy.length === 0
      ? [ok('They are free.')]
      : [
          warning(
            `Another program uses ${busy.join(', ')}; the login takes the next port. Register that one too, or free this one.`,
          ),
        ]
  },
}

/** Listens for a moment, as the login does. */
async function whyNot(redirectUris: readonly string[]): Promise<string | undefined> {
  try {
    const listener = await listenForCallback(redirectUris, '')
    listener.close()
    return undefined
  } catch (error) {
    if (error instanceof LoginError) return error.message
    throw error
  }
}
