import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.js'
import { ServerError } from './server-error.js'
import { connect } from './server.js'
import { Notice } from './shell/notice.js'
import { startScheme } from './shell/scheme.js'
import { takeToken } from './state/token.js'
import './theme.css'
import './base.css'

startScheme()
const root = createRoot(document.getElementById('root') ?? document.body)
// The same page is open already when a new link is followed in it.
window.addEventListener('hashchange', () => {
  location.reload()
})
const server = connect(takeToken())
server.session().then(
  (session) => {
    root.render(
      <StrictMode>
        <App session={session} server={server} />
      </StrictMode>,
    )
  },
  (error: unknown) => {
    const { code, message } = error instanceof ServerError ? error : { code: 'UNKNOWN', message: String(error) }
    root.render(<Notice code={code} message={message} />)
  },
)
