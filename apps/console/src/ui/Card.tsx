import { type ReactNode, useId } from 'react'

interface CardProps {
  title: string
  /** Stands after the title: a count, a state. */
  extra?: ReactNode
  actions?: ReactNode
  /** Space around the content; left out for tables, which reach the edges. */
  isPadded?: boolean
  children: ReactNode
}

export function Card({ title, extra, actions, isPadded = false, children }: CardProps): ReactNode {
  const titleId = useId()
  return (
    <section className="p-card con-card" aria-labelledby={titleId}>
      <header className="con-card-header">
        <h2 id={titleId} className="con-card-title">
          {title}
        </h2>
        {extra}
        {actions && <div className="con-card-actions">{actions}</div>}
      </header>
      {isPadded ? <div className="con-card-body">{children}</div> : children}
    </section>
  )
}
