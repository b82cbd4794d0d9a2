import { axiosTransport } from 'cjds-flow-node/axios-transport'
import { executorRunner } from './executor.mjs'

export default function (options) {
  return executorRunner(options, axiosTransport({ maxSockets: options.connections }))
}
