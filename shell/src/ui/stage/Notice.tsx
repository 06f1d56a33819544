import type { ReactNode } from 'react'
import { Icon } from '../common/Icon.tsx'
import { usePageSession } from '../common/page-session-context.ts'
import { useWords } from '../common/shell-context.ts'

interface NoticeProps {
  icon: string
  title: string
  text: string
}

/** A page of the shell's own, with the way back. */
export function Notice({ icon, title, text }: NoticeProps) {
  const words = useWords()
  const { workspace } = usePageSession()
  const start = workspace.routes.startHref()
  return (
    <NoticeFrame icon={icon} title={title}>
      <p>{text}</p>
      {start !== null && (
        <button type="button" className="button" onClick={() => workspace.navigate(start)}>
          {words.backToStart}
        </button>
      )}
    </NoticeFrame>
  )
}

interface NoticeFrameProps {
  icon: string
  title: string
  children: ReactNode
}

export function NoticeFrame({ icon, title, children }: NoticeFrameProps) {
  return (
    <section className="notice">
      <span className="notice-icon">
        <Icon name={icon} size={26} />
      </span>
      <h1>{title}</h1>
      {children}
    </section>
  )
}
