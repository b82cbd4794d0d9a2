import { createHash } from 'node:crypto'

/** Answers, question after question, whether the lot falls on it; always the same answers for the same share and seed. */
export function drawing(share: number, seed: number): () => boolean {
  let asked = 0
  return () => {
    asked += 1
    const lot = createHash('sha256').update(`${seed}/${asked}`).digest().readUInt32BE()
    return lot < share * 2 ** 32
  }
}
