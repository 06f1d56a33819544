import type { ReleaseFigures } from '@portico/release'
import { StatusTag, useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { useShareText } from '../../ui/use-share-text.ts'
import { type FigureHistory, type FigureName, figureOf, historyKey } from './figure-history.ts'
import { figuresMessages } from './figures.messages.ts'
import { PairBars } from './PairBars.tsx'
import { Sparkline } from './Sparkline.tsx'

interface SubjectFiguresProps {
  subject: ReleaseFigures['subjects'][number]
  history: FigureHistory
}

/** One app or service on both tags. */
export function SubjectFigures({ subject, history }: SubjectFiguresProps): ReactNode {
  const t = useMessages(figuresMessages)
  const { integer } = useFormats()
  const isApp = subject.kind === 'app'
  const { gray, stable } = subject
  const rows: { name: FigureName; label: string }[] = [
    { name: 'failures', label: isApp ? t.loadFailures : t.callFailures },
    ...(isApp ? [{ name: 'errors' as const, label: t.errors }] : []),
    { name: 'p95', label: t.p95 },
  ]
  return (
    <article className="p-figures" aria-label={`${isApp ? t.app : t.service} ${subject.name}`}>
      <h3 className="con-subject-title">
        {subject.name} <StatusTag tone="neutral">{isApp ? t.app : t.service}</StatusTag>
      </h3>
      <div className="p-figure-grid con-subject-rows">
        <PairBars
          label={isApp ? t.loads : t.calls}
          gray={gray.count}
          stable={stable.count}
          format={integer}
        />
        {rows.map(({ name, label }) => (
          <FigureRow key={name} name={name} label={label} subject={subject} history={history} />
        ))}
      </div>
    </article>
  )
}

interface FigureRowProps extends SubjectFiguresProps {
  name: FigureName
  label: string
}

function FigureRow({ name, label, subject, history }: FigureRowProps): ReactNode {
  const t = useMessages(figuresMessages)
  const { integer } = useFormats()
  const shareText = useShareText()
  const format = (value: number) => (name === 'p95' ? t.ms(integer(Math.round(value))) : shareText(value))
  const gray = figureOf(subject.gray, name)
  const stable = figureOf(subject.stable, name)
  const textOf = (value: number | null) => (value === null ? t.unknown : format(value))
  const madeOf = ({ count, ...figures }: typeof subject.gray) =>
    name === 'p95'
      ? `${t.p50} ${figures.p50Ms === null ? t.unknown : t.ms(integer(Math.round(figures.p50Ms)))}`
      : t.of(integer(figures[name]), integer(count))
  return (
    <div className="con-figure">
      <PairBars
        label={label}
        gray={gray}
        stable={stable}
        format={format}
        detail={{ gray: madeOf(subject.gray), stable: madeOf(subject.stable) }}
        isWorse={gray !== null && gray > (stable ?? 0)}
      />
      <Sparkline
        points={history.get(historyKey(subject, name)) ?? []}
        description={t.history(t.pair(label, textOf(gray), textOf(stable)))}
      />
    </div>
  )
}
