/** A line of a file, or why it cannot be read. */
export type Line = { readonly number: number } & (
  { readonly text: string } | { readonly problem: 'TOO_LARGE' | 'NOT_UTF8' }
)

const lineFeed = 10

/**
 * Splits bytes into lines, holding no more than one of them. Blank lines count and are left out; so does a byte order mark.
 * @param mostBytes a longer line is passed over
 * @param onRead called with how many bytes have been read so far
 */
export async function* readLines(
  source: AsyncIterable<Buffer>,
  mostBytes: number,
  onRead: (bytes: number) => void,
): AsyncGenerator<Line> {
  let number = 0
  let bytesRead = 0
  let held: Buffer[] = []
  let heldBytes = 0

  function hold(piece: Buffer): void {
    heldBytes += piece.length
    if (heldBytes > mostBytes) held = []
    else held.push(piece)
  }
  function finish(): Line | undefined {
    number += 1
    const [bytes, size] = [Buffer.concat(held), heldBytes]
    held = []
    heldBytes = 0
    if (size > mostBytes) return { number, problem: 'TOO_LARGE' }
    const text = decoded(bytes)
    if (text === undefined) return { number, problem: 'NOT_UTF8' }
    return text.trim() === '' ? undefined : { number, text }
  }

  for await (const chunk of source) {
    let from = 0
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, from)) {
      hold(chunk.subarray(from, end))
      from = end + 1
      const line = finish()
      if (line !== undefined) yield line
    }
    hold(chunk.subarray(from))
    bytesRead += chunk.length
    onRead(bytesRead)
  }
  const last = heldBytes === 0 ? undefined : finish()
  if (last !== undefined) yield last
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
