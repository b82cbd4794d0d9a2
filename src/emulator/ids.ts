import { randomBytes } from 'node:crypto'

/** An id in the form the service gives to persons, templates and workspaces: 24 hex digits that start with the time. */
export function objectId(nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000) % 0x1_0000_0000
  return seconds.toString(16).padStart(8, '0') + randomBytes(8).toString('hex')
}

/** 16 hex digits, new for every answer. */
export const trackingId = (): string => randomBytes(8).toString('hex')

/** An opaque secret of 256 bits; the prefix only helps a person who reads a log. */
export const opaqueToken = (prefix: string): string => `${prefix}_${randomBytes(32).toString('base64url')}`
