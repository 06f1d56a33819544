import { useFormats, useMessages } from '@portico/shared-ui/react'
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { Facts, ShownFact } from '../../ui/Facts.tsx'
import { tracesMessages } from './traces.messages.ts'
import { shownMs, toneOf, type WaterfallRow } from './waterfall.ts'

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }

/** A list of spans, each a button that opens what is known of it; its bar says the same as its words. */
export function WaterfallView({ rows }: { rows: readonly WaterfallRow[] }): ReactNode {
  const t = useMessages(tracesMessages)
  const hintId = useId()
  const [open, setOpen] = useState<string | null>(null)
  return (
    <div className="con-waterfall">
      <p id={hintId} className="con-faint con-waterfall-hint">
        {t.keys}
      </p>
      <ol className="con-plain" aria-label={t.waterfall} aria-describedby={hintId} onKeyDown={moveFocus}>
        {rows.map(row => (
          <SpanRow
            key={row.span.id}
            row={row}
            isOpen={open === row.span.id}
            onToggle={() => setOpen(open === row.span.id ? null : row.span.id)}
          />
        ))}
      </ol>
    </div>
  )
}

function moveFocus(event: KeyboardEvent<HTMLOListElement>): void {
  const step = STEPS[event.key]
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const at = buttons.findIndex(button => button.contains(event.target as Node))
  if (step === undefined || at < 0) return
  event.preventDefault()
  buttons[at + step]?.focus()
}

interface SpanRowProps {
  row: WaterfallRow
  isOpen: boolean
  onToggle: () => void
}

function SpanRow({ row, isOpen, onToggle }: SpanRowProps): ReactNode {
  const t = useMessages(tracesMessages)
  const { quantity } = useFormats()
  const detailsId = useId()
  const { span, depth, startMs, start, width } = row
  const tone = toneOf(span)
  const took = span.ms === null ? t.open : t.ms(quantity(shownMs(span.ms)))
  const place = tone === 'service' ? span.service : tone === 'sql' ? `${span.service} ${t.sql}` : t[tone]
  return (
    <li>
      <button
        type="button"
        className="con-span"
        aria-expanded={isOpen}
        aria-controls={detailsId}
        onClick={onToggle}
      >
        <span className="con-span-name" style={{ paddingInlineStart: `${depth * 12}px` }}>
          <span className={`con-span-place con-span-${tone}`}>{place}</span>
          <span className="con-span-text">{span.name}</span>
          {span.isFailure && <span className="con-span-failed">{t.hasFailed}</span>}
        </span>
        <span className="con-span-track" aria-hidden>
          <span
            className={`con-span-bar con-span-${tone}`}
            style={{ insetInlineStart: `${start * 100}%`, width: `max(2px, ${width * 100}%)` }}
          />
        </span>
        <span className="con-span-time">
          <span aria-hidden>{took}</span>
          <span className="con-span-words">{t.after(quantity(shownMs(startMs)), took)}</span>
        </span>
      </button>
      <div id={detailsId} hidden={!isOpen} className="con-span-details">
        {isOpen && <SpanFacts row={row} />}
      </div>
    </li>
  )
}

function SpanFacts({ row: { span } }: { row: WaterfallRow }): ReactNode {
  const t = useMessages(tracesMessages)
  const facts = Object.entries(span.attributes).filter(([name]) => name !== 'portico.below')
  if (facts.length === 0 && span.revision === null) return <p className="con-faint">{t.noFacts}</p>
  return (
    <Facts>
      {span.revision !== null && (
        <ShownFact label={t.revision}>
          <code className="con-break">{span.revision}</code>
        </ShownFact>
      )}
      {facts.map(([name, value]) => (
        <ShownFact key={name} label={name}>
          <code className="con-break">{Array.isArray(value) ? value.join(', ') : String(value)}</code>
        </ShownFact>
      ))}
    </Facts>
  )
}
