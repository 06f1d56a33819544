import { InboxOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  title: string
  text?: string
  icon?: ReactNode
  /** What to do about it. */
  children?: ReactNode
}

export function EmptyState({ title, text, icon, children }: EmptyStateProps): ReactNode {
  return (
    <div className="p-state">
      <span className="p-state-icon" aria-hidden>
        {icon ?? <InboxOutlined aria-hidden />}
      </span>
      <h2 className="p-state-title">{title}</h2>
      {text && <p className="p-state-text">{text}</p>}
      {children && <div className="p-state-actions">{children}</div>}
    </div>
  )
}
