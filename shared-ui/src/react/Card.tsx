import { type ReactNode, useId } from 'react'

interface CardProps {
  title: string
  /** Stands after the title: a count. */
  extra?: ReactNode
  actions?: ReactNode
  className?: string
  children: ReactNode
}

export function Card({ title, extra, actions, className = '', children }: CardProps): ReactNode {
  const titleId = useId()
  return (
    <section className={`p-card ${className}`} aria-labelledby={titleId}>
      <header className="p-card-header">
        <h2 id={titleId} className="p-card-title">
          {title}
        </h2>
        {extra}
        {actions && <div className="p-card-actions">{actions}</div>}
      </header>
      {children}
    </section>
  )
}
