import type { ReactNode } from 'react'
import type { Meta } from '../../../outcome/result.js'
import { duration } from '../flow/milliseconds.js'
import { Alert } from '../ui/alert.js'
import { CopyButton } from '../ui/copy-button.js'
import { codeWords, deliveryWords } from './words.js'
import './facts.css'

/** What a host learns of the run beside the outputs. */
export function Facts({ meta }: { readonly meta: Meta }) {
  const { code, delivery, retryAfterMs, warnings, manifestHash } = meta
  return (
    <section className="facts" aria-labelledby="facts-title">
      <h3 id="facts-title" className="result-panel__heading">
        About the run
      </h3>
      {warnings.map(({ code: warning, message }) => (
        <Alert key={warning} tone="warning">
          {message} <code>{warning}</code>
        </Alert>
      ))}
      <dl className="facts__list">
        <Fact term="Delivery">
          {deliveryWords[delivery].short} <span className="facts__more">{deliveryWords[delivery].long}</span>
        </Fact>
        <Fact term="Code">
          {code === null ? (
            <span className="facts__more">none after a success</span>
          ) : (
            <>
              <code>{code}</code> <span className="facts__more">{codeWords(code)}</span>
            </>
          )}
        </Fact>
        <Fact term="Try again after">
          {retryAfterMs === null ? (
            <span className="facts__more">the service did not say</span>
          ) : (
            duration(retryAfterMs)
          )}
        </Fact>
        <Fact term="Manifest">
          <code className="facts__hash" title={manifestHash}>
            {manifestHash.slice(0, 12)}
          </code>
          <CopyButton text={manifestHash} label="Copy the manifest's hash" />
        </Fact>
      </dl>
    </section>
  )
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className="facts__fact">
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}
