import { expect, test } from '@jest/globals'
import { executorFor, goodInputs } from '../support/invocation.js'

const executor = executorFor('http://127.0.0.1:9')

test('inputs whose variables are in them already are plain text', async () => {
  const variables = { note: 'costs $(a) or $(not a name)', data: { text: '$(b)' } }
  const { eventId: _id, ...inputs } = goodInputs.writeToCjds
  const first = await executor.explain('writeToCjds', { ...inputs, eventType: '$(note)' }, { variables })
  expect(first.values).toMatchObject({ eventType: 'costs $(a) or $(not a name)' })

  const again = await executor.explain('writeToCjds', first.values, { resolved: true })
  expect(again.problems).toEqual([])
  expect(again.values).toEqual(first.values)
  expect(again.request).toEqual(first.request)

  const unresolved = await executor.explain('writeToCjds', first.values)
  expect(unresolved.problems.map(({ code }) => code)).toEqual(['UNRESOLVED_VARIABLE'])
})

test('their types are still checked', async () => {
  const { problems } = await executor.explain(
    'writeToCjds',
    { ...goodInputs.writeToCjds, identityType: '$(x)', eventTime: 'noon' },
    { resolved: true },
  )
  expect(problems.map(({ code }) => code)).toEqual(['FORMAT', 'NOT_A_CHOICE'])
})
