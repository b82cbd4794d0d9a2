import { afterEach, describe, expect, test } from '@jest/globals'
import { clip, colorsFor, examples, isTerminal, wrap } from '../../src/cli/terminal.js'

const environment = { ...process.env }

afterEach(() => {
  process.env = { ...environment }
})

/** Whether a stream gets colours under these variables. */
function colored(isTTY: boolean | undefined, variables: Readonly<Record<string, string>>): boolean {
  const { NO_COLOR: _no, FORCE_COLOR: _force, CI: _ci, ...rest } = environment
  process.env = { ...rest, TERM: 'xterm-256color', ...variables }
  return colorsFor(isTTY === undefined ? {} : { isTTY }).red('x') !== 'x'
}

describe('colours', () => {
  test('are for terminals', () => {
    expect(colored(true, {})).toBe(true)
    expect(colored(true, { NO_COLOR: '' })).toBe(true)
  })

  test('are not for pipes, NO_COLOR and dumb terminals', () => {
    expect(colored(undefined, { FORCE_COLOR: '1', CI: 'true' })).toBe(false)
    expect(colored(false, {})).toBe(false)
    expect(colored(true, { NO_COLOR: '1' })).toBe(false)
    expect(colored(true, { TERM: 'dumb' })).toBe(false)
  })

  test('a pipe, which does not say what it is, is no terminal', () => {
    expect(isTerminal({})).toBe(false)
  })
})

describe('texts', () => {
  test('break between words, and a word that is too long stays whole', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three'])
    expect(wrap('a verylongword b', 5)).toEqual(['a', 'verylongword', 'b'])
    expect(wrap('', 5)).toEqual([''])
  })

  test('are cut with a sign of it', () => {
    expect(clip('abcdef', 4)).toBe('abc…')
    expect(clip('abcd', 4)).toBe('abcd')
  })

  test('of examples mark commands, and go on where a line is indented', () => {
    expect(examples('a \\', '    b', 'c')).toBe('\nExamples:\n  $ a \\\n      b\n  $ c')
  })
})
