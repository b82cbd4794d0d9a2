import type { Dialog } from './dialog.js'
import type { ConnectionConfig, ConnectionState } from '../connection.js'
import type { EditedNode, EditorRed, EditorWindow, JQuery } from './red.js'

/** A connection in its dialog. */
export type EditedConnection = EditedNode & { baseUrl: string; overlays: readonly string[] }

const texts = ['authorizationUrl', 'tokenUrl', 'revocationUrl', 'scopes', 'clientId', 'clientSecret'] as const

/** What the editor has to know of the connections. */
export function connectionDefinition(RED: EditorRed, $: JQuery, window: EditorWindow, dialog: Dialog): object {
  const { type, authentication, servers } = dialog
  let close = (): void => undefined
  let overlays: readonly string[] = []

  return {
    category: 'config',
    defaults: {
      name: { value: '' },
      baseUrl: { value: servers[0]?.value ?? '', required: true, validate: isOrigin },
      overlays: { value: [] },
      ...(authentication !== undefined && {
        authorizationUrl: { value: '' },
        tokenUrl: { value: '' },
        revocationUrl: { value: '' },
        scopes: { value: '' },
      }),
    },
    ...(authentication !== undefined && {
      credentials: { clientId: { type: 'text' }, clientSecret: { type: 'password' } },
    }),
    label: function (this: EditedConnection & { readonly name: string }) {
      return this.name || this.baseUrl || type
    },
    oneditprepare: prepare,
    oneditsave: function (this: EditedConnection) {
      this.baseUrl = $('#node-config-input-baseUrl').typedInput('value')
      this.overlays = overlays
      close()
    },
    oneditcancel: () => {
      close()
    },
  }

  function isOrigin(value: string): boolean {
    return /^https:\/\/[^/?#@\s]+$|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(value)
  }

  function prepare(this: EditedConnection): void {
    const server = { value: 'server', label: this._('dialog.server'), options: servers, icon: 'fa fa-globe' }
    const url = { value: 'url', label: 'URL', icon: 'fa fa-link' }
    const address = $('#node-config-input-baseUrl')
    const listed = servers.some(({ value }) => value === this.baseUrl)
    address.typedInput({ types: servers.length === 0 ? [url] : [server, url] })
    address.typedInput('type', listed ? 'server' : 'url').typedInput('value', this.baseUrl)
    drawOverlays(this)
    if (authentication === undefined) return
    for (const [name, value] of Object.entries(authentication))
      $(`#node-config-input-${name}`).attr('placeholder', value)
    watchState(this)
  }

  function drawOverlays(node: EditedConnection): void {
    overlays = node.overlays
    for (const id of dialog.overlays) {
      const box = $('<input>', { type: 'checkbox', id: `flow-node-overlay-${id}` }).prop(
        'checked',
        overlays.includes(id),
      )
      box.on('change', () => {
        const others = overlays.filter((other) => other !== id)
        overlays = box.prop('checked') === true ? [...others, id] : others
      })
      const label = $('<label>', { for: `flow-node-overlay-${id}` }).text(node._(`overlays.${id}.title`))
      $('<div>', { class: 'flow-node-port' }).append(box, label).appendTo($('#flow-node-overlays'))
    }
  }

  /** Shows whether the connection that the dialog describes is authorized, and lets a person do it. */
  function watchState(node: EditedConnection): void {
    const editor = window.location.href.replace(/[?#].*$/, '').replace(/[^/]*$/, '')
    const redirectUri = `${editor}${type}/callback`
    $('#flow-node-redirect-uri').val(redirectUri)
    const state = $('#flow-node-state')
    let popup: { close(): void } | null = null

    const form = (): Partial<ConnectionConfig> & { redirectUri: string } => ({
      id: node.id,
      baseUrl: $('#node-config-input-baseUrl').typedInput('value'),
      redirectUri,
      ...Object.fromEntries(texts.map((name) => [name, $(`#node-config-input-${name}`).val()])),
    })
    const post = (path: string): PromiseLike<unknown> =>
      $.ajax({
        url: `${type}/${path}`,
        type: 'POST',
        contentType: 'application/json',
        data: JSON.stringify(form()),
      })
    const show = (text: string, kind: string): void => {
      state.text(text).attr('class', `flow-node-state-${kind}`)
    }
    const refresh = (): void => {
      void post('state').then((answer) => {
        const { state: found } = answer as { state: ConnectionState }
        show(node._(`status.${found}`), found)
      })
    }
    const changed = (_topic: string, message: unknown): void => {
      if ((message as { id: string }).id !== node.id) return
      popup?.close()
      refresh()
    }

    $('#flow-node-authorize').on('click', () => {
      // Opened before anything is awaited: browsers block what does not follow a click at once.
      const opened = window.open('', 'flow-node-authorize', 'width=600,height=700')
      popup = opened
      post('authorize').then(
        (answer) => {
          if (opened !== null) opened.location.href = (answer as { url: string }).url
        },
        (failed: unknown) => {
          opened?.close()
          const { responseJSON: told } = failed as { readonly responseJSON?: { readonly message: string } }
          show(told?.message ?? node._('dialog.noAnswer'), 'ended')
        },
      )
    })
    for (const name of texts) $(`#node-config-input-${name}`).on('change', refresh)
    $('#node-config-input-baseUrl').on('change', refresh)
    RED.comms.subscribe(`${type}/state`, changed)
    close = () => {
      RED.comms.unsubscribe(`${type}/state`, changed)
    }
    refresh()
  }
}
