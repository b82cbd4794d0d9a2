import { FlowNodeError } from '../errors/flow-node-error.js'

const MESSAGES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'UnAuthorized',
  403: 'Forbidden',
  404: 'Resource not found',
  409: 'Resource Already Exists',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  429: 'Too many requests',
  500: 'Internal server error',
}

/** A request that the service turns down. The HTTP layer answers it with the error envelope. */
export class ApiError extends FlowNodeError {
  readonly code = 'API_ERROR'

  constructor(
    /** HTTP status. */
    readonly status: number,
    /** The envelope's `errors`: one text per problem. */
    readonly errors: readonly string[],
    /** The envelope's `message`. */
    readonly title: string = MESSAGES[status] ?? 'Error',
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    // A program that calls the store sees the message and nothing else.
    super([title, ...(errors.length === 0 ? [] : [errors.join('; ')])].join(': '))
  }
}

export const notFound = (id: string): ApiError => new ApiError(404, [`Id ${id} Not Found`])
export const personNotFound = (): ApiError => new ApiError(404, [], 'Person not found')
export const badRequest = (...errors: string[]): ApiError => new ApiError(400, errors)
