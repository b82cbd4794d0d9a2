import { spawn } from 'node:child_process'; import { mkdtempSync } from 'node:fs'; import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import { authorizations, createExecutor, loadNode } from 'cjds-flow-node'
import { DEFAULT_WORKSPACE_ID, startEmulator } from 'cjds-flow-node/emulator'
import { openQueue, startWorker } from 'cjds-flow-node/queue'
const port = 20000 + Math.floor(Math.random()*20000)
const dir = mkdtempSync('/tmp/qm/r')
const fsync = process.argv[2] ?? 'always'
const r = spawn('redis-server', ['--port', port, '--dir', dir, '--save','','--appendonly','yes','--appendfsync',fsync], {stdio:'ignore'})
await new Promise(r=>setTimeout(r,700))
const client = new Redis(port); 
const emulator = await startEmulator({ rateLimit:false, recordings: 1 })
const { access_token: accessToken } = emulator.oauth.issue()
const executor = createExecutor(await loadNode(), { authorizations: authorizations({ main: { baseUrl: emulator.baseUrl, accessToken } }) })
const common = { redis: `redis://127.0.0.1:${port}`, keys: [{ key: randomBytes(32).toString('base64') }], executor }
const queue = await openQueue(common)
const mem = async () => Number(/used_memory:(\d+)/.exec(await client.info('memory'))[1])
const event = { authorization:'main', workspaceId: DEFAULT_WORKSPACE_ID, eventType:'ivr:choice', eventSource:'ivr/main-menu', identityType:'phone', identity:'+12025550100', eventTime: new Date().toISOString() }
const N = 2000
let m0 = await mem()
let t = performance.now()
for (let i=0;i<N/500;i++) await queue.enqueueMany(Array.from({length:500},(_, j)=>({method:'writeToCjds', inputs:{...event, eventId:`event-${i}-${j}`}})))
let s=(performance.now()-t)/1000
let m1=await mem()
console.log(fsync, 'enqueueMany', Math.round(N/s), 'jobs/s', 'bytes per waiting job', Math.round((m1-m0)/N))
t = performance.now(); for (let i=0;i<300;i++) await queue.enqueue('writeToCjds', event); console.log('enqueue one by one', Math.round(300/((performance.now()-t)/1000)), '/s')
t = performance.now()
const worker = await startWorker({ ...common, rateLimit: false, concurrency: 20 })
while ((await queue.status()).completed < N+300) await new Promise(r=>setTimeout(r,50))
s=(performance.now()-t)/1000
await new Promise(r=>setTimeout(r,200))
let m2=await mem()
console.log('deliver', Math.round((N+300)/s), 'jobs/s incl emulator in same process; bytes per done job', Math.round((m2-m0)/(N+300)))
for (const k of (await client.keys('*')).filter(k=>!/:j/.test(k))) console.log(k, await client.type(k), await client.memory('USAGE', k, 'SAMPLES', 0)); const k1=(await client.keys('*:j*'))[5]; console.log(k1, await client.hgetall(k1), await client.memory('USAGE',k1)); await worker.close(); await queue.close(); executor.close(); await emulator.close(); client.disconnect(); r.kill('SIGKILL')
