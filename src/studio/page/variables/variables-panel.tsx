import { Dialog } from '../ui/dialog.js'

export function VariablesPanel({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Variables" side onClose={onClose}>
      …
    </Dialog>
  )
}
