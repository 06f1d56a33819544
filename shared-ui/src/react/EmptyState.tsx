import { InboxOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  title: string
  text?: string
  icon?: ReactNode
  /** It stands in the place of a whole page, and so its heading in that of the page's. */
  isPage?: boolean
  /** What to do about it. */
  children?: ReactNode
}

export function EmptyState({ title, text, icon, isPage = false, children }: EmptyStateProps): ReactNode {
  const Heading = isPage ? 'h1' : 'h2'
  return (
    <div className="p-state">
      <span className="p-state-icon" aria-hidden>
        {icon ?? <InboxOutlined aria-hidden />}
      </span>
      <Heading className="p-state-title">{title}</Heading>
      {text && <p className="p-state-text">{text}</p>}
      {children && <div className="p-state-actions">{children}</div>}
    </div>
  )
}
