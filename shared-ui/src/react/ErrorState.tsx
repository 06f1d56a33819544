import { CloudServerOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { errorMessages } from '../messages/error-messages.ts'
import { isWorthRetrying } from '../reads.ts'
import { ErrorText } from './ErrorText.tsx'
import { useMessages } from './language.ts'

interface ErrorStateProps {
  error: unknown
  /** Left out where trying again cannot help. */
  onRetry?: () => void
  isRetrying?: boolean
  /** It stands in the place of a whole page, and so its heading in that of the page's. */
  isPage?: boolean
  /** Further ways out, such as a link back to the list. */
  children?: ReactNode
}

/**
 * A part of the page that could not be loaded: what happened, the code to report, and a way to go on. Where there is no such
 * thing, trying again is not offered; `children` lead on.
 */
export function ErrorState({
  error,
  onRetry,
  isRetrying = false,
  isPage = false,
  children,
}: ErrorStateProps): ReactNode {
  const t = useMessages(errorMessages)
  return (
    <div className="p-state" role="alert">
      <CloudServerOutlined className="p-state-icon" aria-hidden />
      <ErrorText error={error} heading={isPage ? 'h1' : 'h2'} />
      <div className="p-state-actions">
        {onRetry && isWorthRetrying(error) && (
          <Button type="primary" onClick={onRetry} loading={isRetrying}>
            {t.retry}
          </Button>
        )}
        {children}
      </div>
    </div>
  )
}
