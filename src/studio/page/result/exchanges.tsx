import { Eye, EyeOff } from 'lucide-react'
import { useId, useState } from 'react'
import type { ExchangeView, Run } from '../../api.js'
import { ServerError } from '../server-error.js'
import { useStudio } from '../state/studio-context.js'
import { Badge } from '../ui/badge.js'
import { Button } from '../ui/button.js'
import { Tabs, TabPanel } from '../ui/tabs.js'
import { Message } from './message.js'
import { codeWords } from './words.js'
import './exchanges.css'

/** What went over the wire, request by request. */
export function Exchanges({ run }: { readonly run: Run }) {
  const { dispatch, server } = useStudio()
  const [at, setAt] = useState(String(run.exchanges.length - 1))
  // Kept here only, so that personal data are gone from the page as soon as something else is looked at.
  const [clear, setClear] = useState<Run>()
  const [revealing, setRevealing] = useState(false)
  const id = useId()
  const { exchanges, masked } = clear ?? run
  const exchange = exchanges[Number(at)]
  if (exchange === undefined) return undefined

  function reveal(): void {
    setRevealing(true)
    server
      .clearRun(run.id)
      .then(setClear, (error: unknown) => {
        const message = error instanceof ServerError ? error.message : 'The run could not be fetched.'
        dispatch({ type: 'failed', message })
      })
      .finally(() => {
        setRevealing(false)
      })
  }

  return (
    <section className="exchanges" aria-labelledby={`${id}-title`}>
      <div className="exchanges__bar">
        <h3 id={`${id}-title`} className="result-panel__heading">
          Over the wire
        </h3>
        <Button
          variant="ghost"
          size="sm"
          icon={masked ? Eye : EyeOff}
          disabled={revealing}
          onClick={() => {
            if (masked) reveal()
            else setClear(undefined)
          }}
        >
          {masked ? 'Show personal data' : 'Hide personal data'}
        </Button>
      </div>
      {exchanges.length > 1 ? (
        <>
          <Tabs
            id={id}
            label="Requests"
            look="pill"
            value={at}
            onChange={setAt}
            tabs={exchanges.map(({ response }, index) => ({
              id: String(index),
              label: `Request ${index + 1}`,
              mark: response === null ? undefined : <Badge>{response.status}</Badge>,
            }))}
          />
          <TabPanel id={id} tab={at} className="exchanges__one">
            <Exchange exchange={exchange} />
          </TabPanel>
        </>
      ) : (
        <Exchange exchange={exchange} />
      )}
    </section>
  )
}

function Exchange({ exchange: { request, response, failure } }: { readonly exchange: ExchangeView }) {
  return (
    <div className="exchanges__pair">
      <Message
        label="Request"
        first={
          <>
            <Badge tone="accent">{request.method}</Badge> <span className="message__url">{request.url}</span>
          </>
        }
        headers={request.headers}
        body={request.body ?? ''}
      />
      {response === null ? (
        <p className="exchanges__failure">
          No answer: {inWords(failure)} <code>{failure}</code>
        </p>
      ) : (
        <Message
          label="Response"
          first={
            <>
              <Badge tone={response.status < 300 ? 'success' : response.status < 500 ? 'warning' : 'danger'}>
                {response.status}
              </Badge>{' '}
              {response.phrase}
            </>
          }
          headers={response.headers}
          body={response.body}
          bytes={response.bytes}
          failure={response.failure === null ? undefined : inWords(response.failure)}
        />
      )}
    </div>
  )
}

function inWords(code: string | null): string {
  return (code === null ? undefined : codeWords(code)) ?? 'It ended early'
}
