import { ChevronRight } from 'lucide-react'
import { useStudio } from '../state/studio-context.js'
import { CopyButton } from '../ui/copy-button.js'
import { commandOf } from './command.js'
import './shell-command.css'

/** The same run as a command for a terminal. */
export function ShellCommand() {
  const { state } = useStudio()
  const command = commandOf(state)
  return (
    <details className="shell-command">
      <summary className="shell-command__summary">
        <ChevronRight className="shell-command__arrow" size={14} aria-hidden />
        The same from a shell
      </summary>
      <div className="shell-command__box">
        <pre className="shell-command__text" tabIndex={0} aria-label="Command">
          {command}
        </pre>
        <CopyButton text={command} label="Copy the command" />
      </div>
      <p className="shell-command__note">It takes its token from the environment variable CJDS_NODE_TOKEN.</p>
    </details>
  )
}
