import { ArrowDownOutlined, ArrowUpOutlined, MinusOutlined } from '@ant-design/icons'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { messages } from '../../common/messages.ts'
import type { Delta } from './delta.ts'

const ARROWS: Record<Delta['direction'], ReactNode> = {
  up: <ArrowUpOutlined aria-hidden />,
  down: <ArrowDownOutlined aria-hidden />,
  same: <MinusOutlined aria-hidden />,
}

/** Arrow and words; the colour only repeats them. */
export function DeltaText({ delta, against }: { delta: Delta; against: string }) {
  const wording = useDeltaWording()
  return (
    <p className="wb-delta">
      <span className={`wb-delta-value wb-delta-${delta.direction}`}>
        {ARROWS[delta.direction]} {wording(delta)}
      </span>{' '}
      {against}
    </p>
  )
}

function useDeltaWording(): (delta: Delta) => string {
  const t = useMessages(messages)
  const { percent } = useFormats()
  return ({ direction, share }) => {
    if (direction === 'same') return t.same
    if (share === null) return direction === 'up' ? t.upAtAll : t.downAtAll
    const text = percent(share.toFixed(3))
    return direction === 'up' ? t.up(text) : t.down(text)
  }
}
