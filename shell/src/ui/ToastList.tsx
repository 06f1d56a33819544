import type { Toast } from '../services/toasts.ts'
import { Icon } from './common/Icon.tsx'
import { useShellPage, useSignal, useWords } from './common/shell-context.ts'

const ICONS = { success: 'check', info: 'info', warning: 'warning', error: 'error' } as const

/** Both regions are there from the start: a region that appears with its text is not read out. */
export function ToastList() {
  const shown = useSignal(useShellPage().services.toasts.shown)
  const errors = shown.filter(toast => toast.kind === 'error')
  const others = shown.filter(toast => toast.kind !== 'error')
  return (
    <div className="toasts">
      <div aria-live="assertive">
        {errors.map(toast => (
          <ToastItem key={toast.id} toast={toast} />
        ))}
      </div>
      <div aria-live="polite">
        {others.map(toast => (
          <ToastItem key={toast.id} toast={toast} />
        ))}
      </div>
    </div>
  )
}

function ToastItem({ toast }: { toast: Toast }) {
  const words = useWords()
  const { toasts } = useShellPage().services
  return (
    <div className="toast" data-kind={toast.kind}>
      <Icon name={ICONS[toast.kind]} size={18} />
      <span className="toast-text">{toast.text}</span>
      <button
        type="button"
        className="icon-button small"
        aria-label={words.dismiss}
        onClick={() => toasts.dismiss(toast.id)}
      >
        <Icon name="close" size={14} />
      </button>
    </div>
  )
}
