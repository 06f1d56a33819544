import type { Toast } from '../services/toasts.ts'
import { Signal } from '../state/signal.ts'
import type { WorkspaceState } from '../workspace/workspace.ts'
import { Icon } from './common/Icon.tsx'
import { useShellPage, useSignal, useText, useWords } from './common/shell-context.ts'

/** Of a page without a login. */
const NO_WORKSPACE = new Signal<WorkspaceState>({ route: { kind: 'start' }, tabs: [] })
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
  const text = useText()
  const { toasts } = useShellPage().services
  const isOfAnother = useIsOfAnother(toast)
  return (
    <div className="toast" data-kind={toast.kind}>
      <Icon name={ICONS[toast.kind]} size={18} />
      <span className="toast-text">
        {toast.app !== null && isOfAnother && <strong>{words.noticeOf(text(toast.app.title))}</strong>}
        {toast.text}
      </span>
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

/** Whether it is of an app whose tab is not the one shown. */
function useIsOfAnother({ app }: Toast): boolean {
  const state = useSignal(useShellPage().pageSession?.workspace.state ?? NO_WORKSPACE)
  const shown = state.route.kind === 'app' ? state.route.app.manifest.name : null
  return app !== null && app.name !== shown
}
