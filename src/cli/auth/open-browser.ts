import { spawn } from 'node:child_process'

const commands: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  // Not `start`, a shell's command, which would read the address's ampersands.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/** Opens an address in the system's browser, or the program in the variable `BROWSER`, and does not mind if it cannot. */
export function openBrowser(url: string): void {
  const { BROWSER = '' } = process.env
  const [command, ...args] = BROWSER === '' ? (commands[process.platform] ?? ['xdg-open']) : [BROWSER]
  const browser = spawn(command, [...args, url], { stdio: 'ignore', detached: true })
  browser.on('error', () => undefined)
  browser.unref()
}
