import type { Session } from '../../services/session.ts'
import { useSignal, useWords } from '../common/shell-context.ts'
import { Dialog } from './Dialog.tsx'

/** Over the page, not instead of it: what is half typed can still be copied. */
export function ReplacedSessionDialog({ session }: { session: Session }) {
  const words = useWords()
  const isReplaced = useSignal(session.isReplaced)
  const close = () => session.isReplaced.set(false)
  const { tenant, user } = session.info
  return (
    <Dialog isOpen={isReplaced} title={words.replacedTitle} onCancel={close}>
      <p className="dialog-text">{words.replacedText}</p>
      <p className="who">
        <strong>{user.displayName}</strong> · {tenant.name}
      </p>
      <div className="dialog-actions">
        <button type="button" className="button" onClick={close}>
          {words.replacedStay}
        </button>
        <button type="button" className="button primary" onClick={reload}>
          {words.replacedReload}
        </button>
      </div>
    </Dialog>
  )
}

function reload(): void {
  window.location.reload()
}
