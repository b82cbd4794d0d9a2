/** Somebody else's node: no authentication, PATCH with a list as body, another content type, own names and statuses. */
export const foreignNode: Readonly<Record<string, unknown>> = {
  'node.json': {
    manifest: 1,
    id: 'tickets',
    version: '2.1',
    title: 'Tickets',
    timeoutMs: 3000,
    methods: ['amend'],
    defaults: {
      faults: { invalidData: 'bad', invalidChoice: 'bad', error: 'broken', timeout: 'late' },
      outcomes: { bad: { title: 'Bad' }, broken: { title: 'Broken' }, late: { title: 'Late' } },
    },
  },
  'methods/amend.json': {
    manifest: 1,
    id: 'amend',
    version: 1,
    title: 'Amend ticket',
    annotations: { readOnly: false, idempotent: true, destructive: false },
    inputs: {
      ticket: { title: 'Ticket', type: 'string', format: 'path-segment' },
      text: { title: 'Text', type: 'string' },
      urgent: { title: 'Urgent', type: 'boolean', default: false },
    },
    required: ['ticket', 'text'],
    request: {
      method: 'PATCH',
      url: '/tickets/{ticket}',
      contentType: 'application/json-patch+json',
      body: [
        { op: 'add', path: '/text', value: '$inputs.text' },
        { op: 'add', path: '/urgent', value: '$inputs.urgent' },
      ],
    },
    responses: { '200': 'amended', '409': 'conflict', default: 'refused' },
    responseBody: 'optional',
    outcomes: { amended: { title: 'Amended' }, conflict: { title: 'Conflict' }, refused: { title: 'Refused' } },
    outputs: {
      revision: { title: 'Revision', type: 'number', from: '$response.body#/revision' },
      why: { title: 'Why', type: 'string', from: ['$response.body#/why', '$problem.message'] },
    },
    examples: [
      {
        name: 'amends',
        inputs: { ticket: 'T1', text: 'hello' },
        response: { status: 200, body: { revision: 2 } },
        expect: { outcome: 'amended', outputs: { revision: 2 } },
      },
      {
        name: 'meets another change',
        inputs: { ticket: 'T1', text: 'hello' },
        response: { status: 409, body: { why: 'changed meanwhile' } },
        expect: { outcome: 'conflict', outputs: { why: 'changed meanwhile' } },
      },
      {
        name: 'is refused',
        inputs: { ticket: 'T1', text: 'hello' },
        response: { status: 422, body: {} },
        expect: { outcome: 'refused' },
      },
      { name: 'has no text', inputs: { ticket: 'T1' }, expect: { outcome: 'bad' } },
    ],
  },
}

/** A change of the node for one deployment. */
export const lenientOverlay = {
  manifest: 1,
  id: 'lenient',
  title: 'Changes may be answered later',
  methods: { amend: { responses: { '202': 'amended' } } },
}
