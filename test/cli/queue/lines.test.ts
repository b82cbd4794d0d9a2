import { describe, expect, test } from '@jest/globals'
import { readLines, type Line } from '../../../src/cli/queue/lines.js'

/** The lines of a text that arrives in chunks of so many bytes. */
async function linesOf(bytes: Buffer | string, chunkSize = 1_000, mostBytes = 20): Promise<Line[]> {
  const source = Buffer.from(bytes)
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let at = 0; at < source.length; at += chunkSize)
      yield await Promise.resolve(source.subarray(at, at + chunkSize))
  }
  const lines = []
  for await (const line of readLines(chunks(), mostBytes, () => undefined)) lines.push(line)
  return lines
}

describe('lines', () => {
  test.each([1, 2, 3, 7, 1_000])('are the same in chunks of %i bytes', async (chunkSize) => {
    const text = '\uFEFFone\r\n\n  \nfour äöü\n\u{1F600}\nsix'
    expect(await linesOf(text, chunkSize)).toEqual([
      { number: 1, text: 'one\r' },
      { number: 4, text: 'four äöü' },
      { number: 5, text: '\u{1F600}' },
      { number: 6, text: 'six' },
    ])
  })

  test('that are too long are passed over, the others are not', async () => {
    const long = 'x'.repeat(21)
    expect(await linesOf(`a\n${long}\nb\n${'y'.repeat(20)}\n${long}`, 4)).toEqual([
      { number: 1, text: 'a' },
      { number: 2, problem: 'TOO_LARGE' },
      { number: 3, text: 'b' },
      { number: 4, text: 'y'.repeat(20) },
      { number: 5, problem: 'TOO_LARGE' },
    ])
  })

  test('that are no UTF-8 are passed over', async () => {
    expect(await linesOf(Buffer.from([0x61, 0x0a, 0xff, 0x0a, 0x62]))).toEqual([
      { number: 1, text: 'a' },
      { number: 2, problem: 'NOT_UTF8' },
      { number: 3, text: 'b' },
    ])
  })

  test.each(['', '\n', '\n\n \n'])('of %j are none', async (text) => {
    expect(await linesOf(text)).toEqual([])
  })

  test('tell how far they are', async () => {
    const told: number[] = []
    async function* chunks(): AsyncGenerator<Buffer> {
      yield await Promise.resolve(Buffer.from('a\nb'))
      yield await Promise.resolve(Buffer.from('\nc'))
    }
    const lines = []
    for await (const line of readLines(chunks(), 20, (bytes) => told.push(bytes))) lines.push(line)
    expect([lines.length, told]).toEqual([3, [3, 5]])
  })
})
