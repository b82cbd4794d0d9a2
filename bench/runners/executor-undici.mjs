import { undiciTransport } from 'cjds-flow-node/undici-transport'
import { executorRunner } from './executor.mjs'

export default function (options) {
  return executorRunner(options, undiciTransport({ maxSockets: options.connections }))
}
