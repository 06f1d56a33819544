import type { ReactNode } from 'react'

export function Facts({ children }: { children: ReactNode }): ReactNode {
  return <dl className="con-facts">{children}</dl>
}

export function ShownFact({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <div className="con-fact">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
