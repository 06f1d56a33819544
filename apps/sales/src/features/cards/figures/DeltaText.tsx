import { useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import type { Delta } from './delta.ts'
import { monthFiguresMessages } from './figures.messages.ts'

const ARROWS: Record<Delta['direction'], string> = { up: '↑', down: '↓', same: '→' }

/** Arrow and words; the colour only repeats them. */
export function DeltaText({ delta, against }: { delta: Delta; against: string }): ReactNode {
  const wording = useDeltaWording()
  return (
    <p className="sales-card-delta">
      <span className={`sales-card-delta-value sales-card-delta-${delta.direction}`}>
        <span aria-hidden>{ARROWS[delta.direction]}</span> {wording(delta)}
      </span>{' '}
      {against}
    </p>
  )
}

function useDeltaWording(): (delta: Delta) => string {
  const t = useMessages(monthFiguresMessages)
  const { percent } = useFormats()
  return ({ direction, share }) => {
    if (direction === 'same') return t.same
    if (share === null) return direction === 'up' ? t.upAtAll : t.downAtAll
    const text = percent(share.toFixed(3))
    return direction === 'up' ? t.up(text) : t.down(text)
  }
}
