import { Pool } from 'undici'
import { handWritten } from '../hand-written.mjs'

export default function ({ origin, accessToken, connections }) {
  const pool = new Pool(origin, { connections })
  return handWritten({ baseUrl: origin, accessToken }, async (path, headers, body) => {
    const answer = await pool.request({ path, method: 'POST', headers, body })
    return { status: answer.statusCode, text: await answer.body.text() }
  })
}
