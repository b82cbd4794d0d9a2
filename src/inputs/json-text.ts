/** One JSON token (RFC 8259) after optional white space: a text, a number, a literal or punctuation. */
const token =
  // eslint-disable-next-line no-control-regex -- control characters are what a JSON text may not hold
  /[ \t\n\r]*(?:("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)|([{}[\],:]))/y

const whiteSpace = /[ \t\n\r]*/y

/** Line and column, both from 1, of the first place where a text stops being JSON. */
export function jsonErrorPosition(text: string): { line: number; column: number } {
  const before = text.slice(0, errorOffset(text)).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or end' | 'nothing'

function errorOffset(text: string): number {
  const open: ('{' | '[')[] = []
  let expected: Expected = 'value'
  token.lastIndex = 0
  for (;;) {
    whiteSpace.lastIndex = token.lastIndex
    whiteSpace.exec(text)
    const offset = whiteSpace.lastIndex
    if (offset >= text.length) return offset
    const match = token.exec(text)
    if (match === null) return offset
    const next = follow(expected, match, open)
    if (next === undefined) return offset
    expected = next
  }
}

/** What may come after a token, or undefined when the token itself may not come. Keeps `open` up to date. */
function follow(expected: Expected, match: RegExpExecArray, open: ('{' | '[')[]): Expected | undefined {
  const mark = match[4]
  const afterValue = (): Expected => (open.length === 0 ? 'nothing' : 'comma or end')
  if (mark === '}' || mark === ']') {
    const fits =
      open.at(-1) === (mark === '}' ? '{' : '[') &&
      (expected === 'comma or end' || expected === (mark === '}' ? 'key or }' : 'value or ]'))
    if (!fits) return undefined
    open.pop()
    return afterValue()
  }
  switch (expected) {
    case 'value':
    case 'value or ]':
      if (mark === '{' || mark === '[') {
        open.push(mark)
        return mark === '{' ? 'key or }' : 'value or ]'
      }
      return mark === undefined ? afterValue() : undefined
    case 'key':
    case 'key or }':
      return match[1] === undefined ? undefined : 'colon'
    case 'colon':
      return mark === ':' ? 'value' : undefined
    case 'comma or end':
      if (mark !== ',') return undefined
      return open.at(-1) === '{' ? 'key' : 'value'
    case 'nothing':
      return undefined
  }
}

/**
 * Whether a JSON text holds a whole number that JavaScript cannot keep exactly, such as a 20-digit id. Passing it on
 * would change it silently.
 */
export function losesDigits(text: string): boolean {
  if (!hasManyDigits(text)) return false
  token.lastIndex = 0
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const number = match[2]
    if (number !== undefined && /^-?\d+$/.test(number) && !Number.isSafeInteger(Number(number))) return true
  }
  return false
}

/** The fewest digits that a whole number needs to be too large. */
const manyDigits = 16

/** Looks at every 16th character only: no run of as many digits can stand between two of them. */
function hasManyDigits(text: string): boolean {
  for (let index = manyDigits - 1; index < text.length; index += manyDigits) {
    if (!isDigit(text, index)) continue
    let first = index
    let last = index
    while (isDigit(text, first - 1)) first--
    while (isDigit(text, last + 1)) last++
    if (last - first + 1 >= manyDigits) return true
  }
  return false
}

function isDigit(text: string, index: number): boolean {
  const code = text.charCodeAt(index)
  return code >= 0x30 && code <= 0x39
}

/** Tells whether a JSON text is inside a quoted string at an offset. Asked from front to back, it reads the text once. */
export function insideString(text: string): (offset: number) => boolean {
  let index = 0
  let inside = false
  return (offset) => {
    for (; index < offset; index++) {
      if (inside && text[index] === '\\') index++
      else if (text[index] === '"') inside = !inside
    }
    return inside
  }
}
