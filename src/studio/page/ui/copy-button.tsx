import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from './button.js'
import { VisuallyHidden } from './visually-hidden.js'

/** Milliseconds for which it says that the text was copied. */
const confirmation = 1500

/** Copies a text and says so. */
export function CopyButton({
  text,
  label = 'Copy',
}: {
  readonly text: string
  /** What is copied, such as `Copy $(n1.status)`. */
  readonly label?: string
}) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => {
      setCopied(false)
    }, confirmation)
    return () => {
      clearTimeout(timer)
    }
  }, [copied])
  return (
    <>
      <IconButton
        size="sm"
        icon={copied ? Check : Copy}
        label={copied ? 'Copied' : label}
        onClick={() => {
          void navigator.clipboard.writeText(text).then(() => {
            setCopied(true)
          })
        }}
      />
      <VisuallyHidden live>{copied ? 'Copied' : ''}</VisuallyHidden>
    </>
  )
}
