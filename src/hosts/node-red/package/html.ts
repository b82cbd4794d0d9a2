import type { Dialog } from '../editor/dialog.js'

/**
 * The file that Node-RED loads into its editor: the frames of the dialogs, and the script that fills them.
 * @param script the editor's script, which defines `flowNodeEditor`
 */
export function htmlOf(dialog: Dialog, script: string): string {
  const { type } = dialog
  // Within a script element only its end tag would be read as one.
  const json = JSON.stringify(dialog).replaceAll('<', '\\u003c')
  return `<script type="text/html" data-template-name="${type}">
<div class="flow-node-dialog">
  <div class="form-row">
    <label for="node-input-name"><i class="fa fa-tag"></i> <span data-i18n="node-red:common.label.name"></span></label>
    <input type="text" id="node-input-name">
  </div>
  <div class="form-row">
    <label for="node-input-connection"><i class="fa fa-key"></i> <span data-i18n="dialog.connection"></span></label>
    <input type="text" id="node-input-connection">
  </div>
  <div class="form-row">
    <label for="node-input-method"><i class="fa fa-cogs"></i> <span data-i18n="dialog.method"></span></label>
    <select id="node-input-method"></select>
    <div class="flow-node-hint" id="flow-node-method-description"></div>
  </div>
  <div id="flow-node-fields"></div>
  <div class="form-row">
    <label for="node-input-property"><i class="fa fa-sign-out"></i> <span data-i18n="dialog.property"></span></label>
    <input type="text" id="node-input-property">
  </div>
  <div class="form-row">
    <label><i class="fa fa-random"></i> <span data-i18n="dialog.ownPorts"></span></label>
    <div id="flow-node-ports"></div>
  </div>
  <input type="hidden" id="node-input-outputs">
</div>
</script>

<script type="text/html" data-template-name="${type}-connection">
<div class="flow-node-dialog">
  <div class="form-row">
    <label for="node-config-input-name"><i class="fa fa-tag"></i> <span data-i18n="node-red:common.label.name"></span></label>
    <input type="text" id="node-config-input-name">
  </div>
${row('baseUrl', 'globe')}
${dialog.authentication === undefined ? '' : signInRows}
  <div class="form-row"${dialog.overlays.length === 0 ? ' hidden' : ''}>
    <label><i class="fa fa-sliders"></i> <span data-i18n="dialog.overlays"></span></label>
    <div id="flow-node-overlays"></div>
  </div>
</div>
</script>

<style>
  .flow-node-dialog .form-row { display: grid; grid-template-columns: 140px minmax(0, 1fr); column-gap: 8px; }
  .flow-node-dialog .form-row > label { width: auto; padding-top: 6px; overflow-wrap: anywhere; }
  .flow-node-dialog .form-row > :not(label) { grid-column: 2; width: 100% !important; }
  .flow-node-dialog details { margin-bottom: 12px; }
  .flow-node-dialog summary { margin-bottom: 12px; cursor: pointer; }
  .flow-node-group { font-weight: bold; margin: 16px 0 8px; }
  .flow-node-hint { color: var(--red-ui-secondary-text-color); font-size: 0.9em; }
  .flow-node-failure { color: var(--red-ui-text-color-error); font-size: 0.9em; }
  .flow-node-port { display: flex; align-items: center; gap: 8px; min-height: 28px; }
  .flow-node-dialog .flow-node-port input[type='checkbox'] { width: auto; margin: 0; }
  .flow-node-dialog .flow-node-port label { width: auto; margin: 0; }
  .flow-node-state-pending, .flow-node-state-ended { color: var(--red-ui-text-color-error); }
  .flow-node-state-authorized { color: var(--red-ui-text-color-success); }
</style>

<script type="text/javascript">
(() => {
${script}
flowNodeEditor.register(RED, $, window, ${json})
})()
</script>
`
}

function row(name: string, icon: string, type = 'text'): string {
  return `  <div class="form-row">
    <label for="node-config-input-${name}"><i class="fa fa-${icon}"></i> <span data-i18n="dialog.${name}"></span></label>
    <input type="${type}" id="node-config-input-${name}" autocomplete="off">
  </div>`
}

const signInRows = `${row('clientId', 'id-card-o')}
${row('clientSecret', 'lock', 'password')}
  <div class="form-row">
    <label for="flow-node-redirect-uri"><i class="fa fa-reply"></i> <span data-i18n="dialog.redirectUri"></span></label>
    <input type="text" id="flow-node-redirect-uri" readonly>
  </div>
  <div class="form-row">
    <label><i class="fa fa-check-circle-o"></i> <span data-i18n="dialog.state"></span></label>
    <div>
      <button type="button" class="red-ui-button" id="flow-node-authorize" data-i18n="dialog.authorize"></button>
      <span id="flow-node-state"></span>
    </div>
  </div>
  <details>
    <summary><span data-i18n="dialog.advanced"></span></summary>
${row('authorizationUrl', 'external-link')}
${row('tokenUrl', 'ticket')}
${row('revocationUrl', 'ban')}
${row('scopes', 'list')}
  </details>`
