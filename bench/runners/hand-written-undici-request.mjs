import { Agent, request } from 'undici'
import { handWritten } from '../hand-written.mjs'

export default function ({ origin, accessToken, connections }) {
  const dispatcher = new Agent({ connections })
  return handWritten({ baseUrl: origin, accessToken }, async (path, headers, body) => {
    const answer = await request(origin + path, { dispatcher, method: 'POST', headers, body })
    return { status: answer.statusCode, text: await answer.body.text() }
  })
}
