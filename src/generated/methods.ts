// Generated from manifests; change those instead.

/**
 * What may be saved in the fields of Manage Identity.
 */
export interface ManageIdentityInputs {
  /**
   * Authorization: The configured connection whose token and address the request uses.
   */
  authorization?: (string | number | null | undefined)
  /**
   * Workspace/Project: The workspace that holds the journey. Pick one, or type its id.
   */
  workspaceId: (string | number | null | undefined)
  /**
   * Request Body: Fill in the fields one by one, or hand over a JSON object.
   */
  bodyMode?: (("keyValue" | "json") | `$(${string})` | null | undefined)
  /**
   * JSON Object: The person as the service's API takes it.
   */
  jsonBody?: ({
    override?: boolean
    firstName?: string
    lastName?: string
    phone?: readonly string[]
    email?: readonly string[]
    customerId?: readonly string[]
    temporaryId?: readonly string[]
    socialId?: readonly string[]
  } | string | null | undefined)
  /**
   * First Name
   */
  firstName?: (string | number | null | undefined)
  /**
   * Last Name
   */
  lastName?: (string | number | null | undefined)
  /**
   * Phone Number: One or more, with commas between them. Numbers are passed on exactly as written.
   */
  phone?: (readonly (string | number)[] | (string | number) | null | undefined)
  /**
   * Email: One or more, with commas between them.
   */
  email?: (readonly (string | number)[] | (string | number) | null | undefined)
  /**
   * Customer ID: One or more, with commas between them.
   */
  customerId?: (readonly (string | number)[] | (string | number) | null | undefined)
  /**
   * Temporary ID: One or more, with commas between them.
   */
  temporaryId?: (readonly (string | number)[] | (string | number) | null | undefined)
  /**
   * Social ID: One or more, with commas between them.
   */
  socialId?: (readonly (string | number)[] | (string | number) | null | undefined)
  /**
   * Overwrite existing person data: When true, identifiers that are not named here are removed from the person.
   */
  overwrite?: (boolean | 'true' | 'false' | `$(${string})` | null | undefined)
}

/**
 * The variables that Manage Identity sets, whatever its outcome.
 */
export interface ManageIdentityOutputs {
  /**
   * First name
   */
  firstName: (string | null)
  /**
   * Last name
   */
  lastName: (string | null)
  /**
   * Aliases: Every identifier of the person.
   */
  aliases: readonly string[]
  /**
   * Phone numbers
   */
  phone: readonly string[]
  /**
   * Temporary IDs
   */
  temporaryId: readonly string[]
  /**
   * Social IDs
   */
  socialId: readonly string[]
  /**
   * Customer IDs
   */
  customerId: readonly string[]
  /**
   * Person ID
   */
  id: (string | null)
  /**
   * Emails
   */
  email: readonly string[]
  /**
   * Organization ID
   */
  organizationId: (string | null)
  /**
   * Status: The HTTP status by number and name.
   */
  status: (string | null)
  /**
   * Message: What kind of problem it was.
   */
  message: (string | null)
  /**
   * Errors: One text for each problem.
   */
  errors: readonly string[]
  /**
   * Tracking ID: The service's own id of the exchange, for its support.
   */
  trackingId: (string | null)
  /**
   * Response payload: The whole answer: the JSON value, or the text when it is not JSON.
   */
  responsePayload: unknown
}

/** The outcomes of Manage Identity; each run ends in exactly one. */
export type ManageIdentityOutcome =
  | 'onCreateMergeAliasesSuccess'
  | 'onBadRequest'
  | 'onForbidden'
  | 'onNotFound'
  | 'onTooManyRequest'
  | 'onInternalServerError'
  | 'onCreateMergeAliasesFailure'
  | 'onInvalidData'
  | 'onInvalidChoice'
  | 'onError'
  | 'onTimeout'

/**
 * What may be saved in the fields of Write to CJDS.
 */
export interface WriteToCjdsInputs {
  /**
   * Authorization: The configured connection whose token and address the request uses.
   */
  authorization?: (string | number | null | undefined)
  /**
   * Workspace/Project: The workspace that holds the journey. Pick one, or type its id.
   */
  workspaceId: (string | number | null | undefined)
  /**
   * Request Body Object: Fill in the fields one by one, or hand over a JSON object.
   */
  bodyMode?: (("keyValue" | "json") | `$(${string})` | null | undefined)
  /**
   * JSON Object: The whole event, a CloudEvent as the service's API takes it. Its data may be any object.
   */
  jsonBody?: ({
    id: string
    specversion: string
    type: string
    source: string
    identity: string
    identitytype: ("email" | "phone" | "customerId" | "socialId" | "temporaryId")
    datacontenttype: "application/json"
    time?: string
    previousidentity?: (string | null | undefined)
    data: {
      [k: string]: unknown
    }
  } | string | null | undefined)
  /**
   * Event Id: Left empty, each event gets a UUID of its own.
   */
  eventId?: (string | number | null | undefined)
  /**
   * Event Spec Version: The version of CloudEvents.
   */
  eventSpecVersion?: (string | number | null | undefined)
  /**
   * Event Type: What happened, in free text.
   */
  eventType?: (string | number | null | undefined)
  /**
   * Event Source: Where it happened: a URI reference or a plain name.
   */
  eventSource?: (string | number | null | undefined)
  /**
   * Event Time: In UTC with a Z at the end. Left empty, the service puts its own time.
   */
  eventTime?: (string | number | null | undefined)
  /**
   * Identity Type: What kind of identifier Identity is.
   */
  identityType?: (("email" | "phone" | "customerId" | "socialId" | "temporaryId") | `$(${string})` | null | undefined)
  /**
   * Identity: Whose event it is.
   */
  identity?: (string | number | null | undefined)
  /**
   * Data Object: Which details the event carries. Each one chosen opens its own field.
   */
  dataObject?: (readonly ("agentId" | "destination" | "profileType" | "currentState" | "idleCodeId" | "createdTime")[] | string | null | undefined)
  /**
   * Agent Id
   */
  agentId?: (string | number | null | undefined)
  /**
   * Destination
   */
  destination?: (string | number | null | undefined)
  /**
   * Profile Type
   */
  profileType?: (string | number | null | undefined)
  /**
   * Current State
   */
  currentState?: (string | number | null | undefined)
  /**
   * Idle Code ID
   */
  idleCodeId?: (string | number | null | undefined)
  /**
   * Created Time: Milliseconds since 1970, as digits.
   */
  createdTime?: (string | number | null | undefined)
}

/**
 * The variables that Write to CJDS sets, whatever its outcome.
 */
export interface WriteToCjdsOutputs {
  /**
   * Data: What the service says of the event it accepted.
   */
  data: unknown
  /**
   * Organization ID
   */
  organizationId: (string | null)
  /**
   * @deprecated
   * Organization ID: The same as organizationId, under the name that existing flows use.
   */
  OrganizationId: (string | null)
  /**
   * Workspace ID
   */
  workspaceId: (string | null)
  /**
   * Status: The HTTP status by number and name.
   */
  status: (string | null)
  /**
   * Message: What kind of problem it was.
   */
  message: (string | null)
  /**
   * Errors: One text for each problem.
   */
  errors: readonly string[]
  /**
   * Tracking ID: The service's own id of the exchange, for its support.
   */
  trackingId: (string | null)
  /**
   * Response payload: The whole answer: the JSON value, or the text when it is not JSON.
   */
  responsePayload: unknown
}

/** The outcomes of Write to CJDS; each run ends in exactly one. */
export type WriteToCjdsOutcome =
  | 'onEventPostSuccess'
  | 'onBadRequest'
  | 'onForbidden'
  | 'onNotFound'
  | 'onTooManyRequest'
  | 'onInternalServerError'
  | 'onEventPostFailure'
  | 'onInvalidData'
  | 'onInvalidChoice'
  | 'onError'
  | 'onTimeout'

/**
 * What may be saved in the fields of Get Identity By Aliases.
 */
export interface GetIdentityByAliasesInputs {
  /**
   * Authorization: The configured connection whose token and address the request uses.
   */
  authorization?: (string | number | null | undefined)
  /**
   * Workspace/Project: The workspace that holds the journey. Pick one, or type its id.
   */
  workspaceId: (string | number | null | undefined)
  /**
   * Aliases: One or more identifiers, with commas between them.
   */
  aliases: (readonly (string | number)[] | (string | number) | null | undefined)
}

/**
 * The variables that Get Identity By Aliases sets, whatever its outcome.
 */
export interface GetIdentityByAliasesOutputs {
  /**
   * Data: One entry for each person found.
   */
  data: readonly unknown[]
  /**
   * Organization ID
   */
  organizationId: (string | null)
  /**
   * Status: The HTTP status by number and name.
   */
  status: (string | null)
  /**
   * Message: What kind of problem it was.
   */
  message: (string | null)
  /**
   * Errors: One text for each problem.
   */
  errors: readonly string[]
  /**
   * Tracking ID: The service's own id of the exchange, for its support.
   */
  trackingId: (string | null)
  /**
   * Response payload: The whole answer: the JSON value, or the text when it is not JSON.
   */
  responsePayload: unknown
}

/** The outcomes of Get Identity By Aliases; each run ends in exactly one. */
export type GetIdentityByAliasesOutcome =
  | 'onGetIdentityByAliasesSuccess'
  | 'onBadRequest'
  | 'onForbidden'
  | 'onNotFound'
  | 'onTooManyRequest'
  | 'onInternalServerError'
  | 'onGetIdentityByAliasesFailure'
  | 'onInvalidData'
  | 'onInvalidChoice'
  | 'onError'
  | 'onTimeout'

/**
 * What may be saved in the fields of Read from CJDS.
 */
export interface ReadFromCjdsInputs {
  /**
   * Authorization: The configured connection whose token and address the request uses.
   */
  authorization?: (string | number | null | undefined)
  /**
   * Workspace/Project: The workspace that holds the journey. Pick one, or type its id.
   */
  workspaceId: (string | number | null | undefined)
  /**
   * Template Name: The profile view template. Pick one, or type its name.
   */
  templateName: (string | number | null | undefined)
  /**
   * Alias ID: One identifier of the customer.
   */
  aliasId: (string | number | null | undefined)
}

/**
 * The variables that Read from CJDS sets, whatever its outcome.
 */
export interface ReadFromCjdsOutputs {
  /**
   * Data: The profile views; each has its attributes with their results as text.
   */
  data: readonly unknown[]
  /**
   * Organization ID
   */
  organizationId: (string | null)
  /**
   * Status: The HTTP status by number and name.
   */
  status: (string | null)
  /**
   * Message: What kind of problem it was.
   */
  message: (string | null)
  /**
   * Errors: One text for each problem.
   */
  errors: readonly string[]
  /**
   * Tracking ID: The service's own id of the exchange, for its support.
   */
  trackingId: (string | null)
  /**
   * Response payload: The whole answer: the JSON value, or the text when it is not JSON.
   */
  responsePayload: unknown
}

/** The outcomes of Read from CJDS; each run ends in exactly one. */
export type ReadFromCjdsOutcome =
  | 'onGetIdentityByAliasesSuccess'
  | 'onBadRequest'
  | 'onForbidden'
  | 'onNotFound'
  | 'onTooManyRequest'
  | 'onInternalServerError'
  | 'onGetIdentityByAliasesFailure'
  | 'onInvalidData'
  | 'onInvalidChoice'
  | 'onError'
  | 'onTimeout'

/** The methods of Customer Journey Data by id. */
export type CjdsMethods = {
  readonly manageIdentity: { readonly inputs: ManageIdentityInputs; readonly outputs: ManageIdentityOutputs; readonly outcome: ManageIdentityOutcome }
  readonly writeToCjds: { readonly inputs: WriteToCjdsInputs; readonly outputs: WriteToCjdsOutputs; readonly outcome: WriteToCjdsOutcome }
  readonly getIdentityByAliases: { readonly inputs: GetIdentityByAliasesInputs; readonly outputs: GetIdentityByAliasesOutputs; readonly outcome: GetIdentityByAliasesOutcome }
  readonly readFromCjds: { readonly inputs: ReadFromCjdsInputs; readonly outputs: ReadFromCjdsOutputs; readonly outcome: ReadFromCjdsOutcome }
}
