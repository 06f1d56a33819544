import { MoneyText } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'

interface FigureCardProps {
  title: string
  money?: { amount: string; currency: string }
  /** In place of money. */
  text?: string
  /** What puts the figure in relation. */
  children: ReactNode
}

export function FigureCard({ title, money, text, children }: FigureCardProps) {
  return (
    <div className="p-card wb-figure">
      <h2 className="wb-figure-title">{title}</h2>
      <p className="wb-figure-value p-number">{money ? <MoneyText {...money} /> : text}</p>
      {children}
    </div>
  )
}
