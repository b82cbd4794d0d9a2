import type { Dialog } from './dialog.js'
import { connectionDefinition } from './connection.js'
import { invocationDefinition } from './invocation.js'
import type { EditorRed, EditorWindow, JQuery } from './red.js'

/** Makes a node and its connections known to the editor. */
export function register(RED: EditorRed, $: JQuery, window: EditorWindow, dialog: Dialog): void {
  RED.nodes.registerType(`${dialog.type}-connection`, connectionDefinition(RED, $, window, dialog))
  RED.nodes.registerType(dialog.type, invocationDefinition(RED, $, dialog))
}
