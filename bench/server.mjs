// The service that every contestant calls: one process, keep-alive, 202 and a JSON body. Forked by the bench, it takes
// messages: `answer` sets the bytes of the body, `hold` keeps answers back, `release` sends those that were kept back and
// answers at once again, `keep` remembers the next request whole, `state` reports what happened.
import { Buffer } from 'node:buffer'
import { createServer } from 'node:http'
import { answer } from './task.mjs'

let body = Buffer.from(JSON.stringify(answer()))
let headers = headersOf(body)
let requests = 0
let kept
let keepNext = false
let holding = false
let held = []

const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
  requests++
  if (keepNext) keep(request)
  else request.resume()
  if (holding) held.push(response)
  else send(response)
})
server.headersTimeout = 0
server.requestTimeout = 0

function send(response) {
  response.writeHead(202, headers)
  response.end(body)
}

function keep(request) {
  keepNext = false
  let text = ''
  request.setEncoding('utf8')
  request.on('data', (chunk) => (text += chunk))
  request.on('end', () => (kept = { method: request.method, path: request.url, headers: request.headers, body: text }))
}

function headersOf({ byteLength }) {
  return ['content-type', 'application/json', 'content-length', String(byteLength)]
}

const commands = {
  answer({ bytes }) {
    body = Buffer.from(JSON.stringify(answer(bytes)))
    headers = headersOf(body)
  },
  keep() {
    keepNext = true
    kept = undefined
  },
  hold() {
    holding = true
  },
  release() {
    holding = false
    held.forEach(send)
    held = []
  },
  state() {
    return { requests, kept, held: held.length, cpuUs: cpuUs() }
  },
}

function cpuUs() {
  const { user, system } = process.cpuUsage()
  return user + system
}

process.on('message', ({ command, ...details }) => {
  process.send({ result: commands[command](details) ?? null })
})
process.on('disconnect', () => process.exit())
server.listen(0, '127.0.0.1', () => process.send({ result: { origin: `http://127.0.0.1:${server.address().port}` } }))
