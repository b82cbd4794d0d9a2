/** The studio's server refused or did not answer; the message tells what to do. */
export class ServerError extends Error {
  override readonly name = 'ServerError'

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}
