import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { figuresMessages } from './figures.messages.ts'

interface PairBarsProps {
  label: string
  gray: number | null
  stable: number | null
  format: (value: number) => string
  /** What a value is made of, such as "3 of 120". */
  detail?: { gray: string; stable: string }
  isWorse?: boolean
}

/** One figure of both tags as two bars on one scale. */
export function PairBars({ label, gray, stable, format, detail, isWorse = false }: PairBarsProps): ReactNode {
  const t = useMessages(figuresMessages)
  const top = Math.max(gray ?? 0, stable ?? 0)
  const tags = [
    { tag: 'gray', value: gray, detail: detail?.gray },
    { tag: 'stable', value: stable, detail: detail?.stable },
  ] as const
  return (
    <div className="con-pair" data-worse={isWorse}>
      <h4 className="con-pair-label">{label}</h4>
      {tags.map(({ tag, value, detail: made }) => (
        <div key={tag} className="con-pair-row" title={made}>
          <span className="con-pair-tag">{t[tag]}</span>
          <span className="con-pair-track" aria-hidden>
            <span className={`con-pair-bar con-pair-${tag}`} style={{ width: `${widthOf(value, top)}%` }} />
          </span>
          <span className="con-pair-value">
            {value === null ? <span className="con-faint">{t.unknown}</span> : format(value)}
          </span>
        </div>
      ))}
    </div>
  )
}

function widthOf(value: number | null, top: number): string {
  return value === null || top === 0 ? '0' : ((value / top) * 100).toFixed(1)
}
