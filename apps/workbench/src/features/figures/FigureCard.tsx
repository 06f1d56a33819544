import { MoneyText, ShellLink } from '@portico/shared-ui/react'
import { Tooltip } from 'antd'
import { type ReactNode, useId } from 'react'

interface FigureCardProps {
  title: string
  /** What it counts. */
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
  const meaningId = useId()
  return (
    <div className="p-card wb-figure">
      <Tooltip title={meaning}>
        <h2 className="wb-figure-title" aria-describedby={meaningId}>
          {to ? <ShellLink to={to}>{title}</ShellLink> : title}
        </h2>
      </Tooltip>
      <span id={meaningId} hidden>
        {meaning}
      </span>
      <p className="wb-figure-value p-number">{money ? <MoneyText {...money} /> : text}</p>
      {children}
    </div>
  )
}
