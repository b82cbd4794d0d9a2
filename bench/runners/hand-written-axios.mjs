import { Agent } from 'node:http'
import axios from 'axios'
import { handWritten } from '../hand-written.mjs'

export default function ({ origin, accessToken, connections }) {
  const client = axios.create({
    baseURL: origin,
    httpAgent: new Agent({ keepAlive: true, maxSockets: connections }),
    // The body is parsed by what all of the hand-written clients share.
    responseType: 'text',
    transformResponse: [(text) => text],
    validateStatus: null,
  })
  return handWritten({ baseUrl: origin, accessToken }, async (path, headers, body) => {
    const { status, data } = await client.post(path, body, { headers })
    return { status, text: data }
  })
}
