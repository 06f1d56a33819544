import { MoneyText, ShellLink } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'

interface FigureCardProps {
  title: string
  /** What it counts: shown at the pointer, and read as the description of the heading. */
  meaning: string
  /** Whole-page path to the documents it counts, for people who may see them. */
  to?: string | null
  money?: { amount: string; currency: string }
  /** In place of money. */
  text?: string
  /** What puts the figure in relation. */
  children: ReactNode
}

export function FigureCard({ title, meaning, to, money, text, children }: FigureCardProps) {
  return (
    <div className="p-card sales-card-figure">
      <h2 className="sales-card-figure-title" title={meaning}>
        {to ? <ShellLink to={to}>{title}</ShellLink> : title}
      </h2>
      <p className="sales-card-figure-value p-number">{money ? <MoneyText {...money} /> : text}</p>
      {children}
    </div>
  )
}
