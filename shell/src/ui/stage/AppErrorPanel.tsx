import type { AppError } from '../../host/index.ts'
import { appErrorText } from '../../words/error-words.ts'
import { usePageSession } from '../common/page-session-context.ts'
import { useLocale, useShellPage, useWords } from '../common/shell-context.ts'
import { NoticeFrame } from './Notice.tsx'

interface AppErrorPanelProps {
  app: { name: string; title: string; version: string }
  error: AppError
}

/** Says what failed, of which version, and offers to try again. The rest of the page knows nothing of it. */
export function AppErrorPanel({ app, error }: AppErrorPanelProps) {
  const words = useWords()
  const locale = useLocale()
  const { workspace } = usePageSession()
  const { services } = useShellPage()
  return (
    <div role="alert" className="app-error">
      <NoticeFrame icon="warning" title={words.failedTitle(app.title)}>
        <p>
          {appErrorText(locale, error.code)} {words.failedHint}
        </p>
        <p className="app-error-facts">
          <code>{error.code}</code>
          <code>
            {app.name}@{app.version}
          </code>
        </p>
        <button type="button" className="button primary" onClick={() => workspace.retry(app.name)}>
          {words.retry}
        </button>
        <details>
          <summary>{words.details}</summary>
          <pre>{services.reports.textOf(`${app.name}@${app.version}`)}</pre>
        </details>
      </NoticeFrame>
    </div>
  )
}
