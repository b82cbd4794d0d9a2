import { X } from 'lucide-react'
import { useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { IconButton } from './button.js'
import './dialog.css'

/** A modal dialog; Escape, its button or a click beside it closes it. Render it only while it is open. */
export function Dialog({
  title,
  onClose,
  side = false,
  footer,
  children,
}: {
  readonly title: string
  readonly onClose: () => void
  /** Whether it is a drawer at the right side. */
  readonly side?: boolean
  readonly footer?: ReactNode
  readonly children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  // Before it leaves the page, since only a dialog within it gives the focus back.
  useLayoutEffect(() => {
    const element = dialog.current
    if (element?.open === false) element.showModal()
    return () => {
      element?.close()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      className={side ? 'dialog dialog--side' : 'dialog'}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onPointerDown={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      <div className="dialog__box">
        <div className="dialog__header">
          <h2 id={id} className="dialog__title">
            {title}
          </h2>
          <IconButton icon={X} label="Close" size="sm" onClick={onClose} />
        </div>
        <div tabIndex={0} className="dialog__body">
          {children}
        </div>
        {footer !== undefined && <div className="dialog__footer">{footer}</div>}
      </div>
    </dialog>
  )
}
