import { MoneyText } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'

interface FigureCardProps {
  title: string
  money?: { amount: string; currency: string }
  /** In place of money. */
  text?: string
  isStrong?: boolean
  /** What puts the figure in relation. */
  children: ReactNode
}

export function FigureCard({ title, money, text, isStrong = false, children }: FigureCardProps) {
  return (
    <div className={isStrong ? 'p-card wb-figure wb-figure-strong' : 'p-card wb-figure'}>
      <h2 className="wb-figure-title">{title}</h2>
      <p className="wb-figure-value p-number">{money ? <MoneyText {...money} /> : text}</p>
      {children}
    </div>
  )
}
