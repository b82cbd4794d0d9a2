// No wire: what the executor itself costs.
import { answer } from '../task.mjs'
import { executorRunner } from './executor.mjs'

export default function (options) {
  const response = {
    status: 202,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(answer(options.answerBytes)),
  }
  return executorRunner(options, () => Promise.resolve(response))
}
