import { skipped } from './check.js'

/** Of a check that would have had to send something. */
export const notAsked = skipped('Nothing is sent, since --offline says so.')
