import { Link2, Unplug } from 'lucide-react'
import './notice.css'

/** The page when there is nothing to show: the link lacks its token, or the studio does not answer. */
export function Notice({ code, message }: { readonly code: string; readonly message: string }) {
  const isToken = code === 'TOKEN'
  const Icon = isToken ? Link2 : Unplug
  return (
    <main className="notice">
      <Icon className="notice__icon" />
      <h1 className="notice__title">
        {isToken ? 'Open the link that the terminal printed' : 'The studio cannot be reached'}
      </h1>
      {isToken ? (
        <>
          <p className="notice__text">
            This page is for whoever started it: the link carries a token that is new with each start. Find this line in
            the terminal, and open it:
          </p>
          <p className="notice__example">
            {location.origin}/#token=<span className="notice__token">…</span>
          </p>
          <p className="notice__text">
            Not running any more? Start it again with <code>cjds-node studio</code>.
          </p>
        </>
      ) : (
        <p className="notice__text">{message}</p>
      )}
    </main>
  )
}
