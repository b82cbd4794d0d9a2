import { once } from 'node:events'
import { createGzip } from 'node:zlib'

const BLOCK = Buffer.alloc(1024 * 1024, ' ')

/** A gzip stream that unpacks to `{` + spaces + `}` of so many bytes, without holding them in memory. */
export async function gzipBomb(bytes: number): Promise<Buffer> {
  const gzip = createGzip({ level: 9 })
  const packed: Buffer[] = []
  gzip.on('data', (chunk: Buffer) => packed.push(chunk))
  gzip.write('{')
  for (let left = bytes - 2; left > 0; left -= BLOCK.length) {
    if (!gzip.write(BLOCK.subarray(0, Math.min(left, BLOCK.length)))) await once(gzip, 'drain')
  }
  gzip.end('}')
  await once(gzip, 'end')
  return Buffer.concat(packed)
}
