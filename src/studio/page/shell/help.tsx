import { Dialog } from '../ui/dialog.js'
import { Kbd } from '../ui/kbd.js'
import { steps } from './first-steps.js'
import './help.css'

const isMac = /mac|iphone|ipad/i.test(navigator.userAgent)

const shortcuts = [
  { keys: [isMac ? '⌘' : 'Ctrl', 'Enter'], text: 'Run the method, from wherever you are' },
  { keys: ['$('], text: 'Name a variable, in any field: ↑ ↓ choose, Enter takes, Esc leaves' },
  { keys: ['←', '→'], text: 'Move between tabs, and between the choices of a field' },
  { keys: ['↓'], text: 'Open the list of a drop-down' },
  { keys: ['Esc'], text: 'Close a list, a menu or a dialog' },
] as const

/** How to begin, and the keys. */
export function Help({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Getting started" onClose={onClose}>
      <ol className="help__steps">
        {steps.map(({ title, text }) => (
          <li key={title}>
            <strong>{title}.</strong> {text}
          </li>
        ))}
      </ol>
      <p className="help__text">
        Explain shows the request while you type, each value with the field it comes from. Nothing is sent before you
        run. In the view Manifest you change the node itself; its form follows.
      </p>
      <h3 className="help__heading">Keys</h3>
      <dl className="help__keys">
        {shortcuts.map(({ keys, text }) => (
          <div key={text} className="help__key">
            <dt>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
