import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.js'
import { connect } from './server.js'
import './theme.css'
import './base.css'

const server = connect(new URLSearchParams(location.hash.slice(1)).get('token') ?? '')
const root = createRoot(document.getElementById('root') ?? document.body)
server.session().then(
  (session) => {
    root.render(
      <StrictMode>
        <App session={session} server={server} />
      </StrictMode>,
    )
  },
  (error: unknown) => {
    root.render(<p>{error instanceof Error ? error.message : 'The studio does not answer.'}</p>)
  },
)
