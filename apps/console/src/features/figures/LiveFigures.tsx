import { LineChartOutlined } from '@ant-design/icons'
import type { Release, ReleaseFigures } from '@portico/release'
import { EmptyState, StatusTag, useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Card } from '../../ui/Card.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import type { FigureHistory } from './figure-history.ts'
import { figuresMessages } from './figures.messages.ts'
import { GuardrailGauge } from './GuardrailGauge.tsx'
import { SubjectFigures } from './SubjectFigures.tsx'
import { useFigureHistory } from './use-figure-history.ts'
import { useFigures } from './use-figures.ts'

/** What a release does to those who have it, next to those who have not. */
export function LiveFigures({ release }: { release: Release }): ReactNode {
  const t = useMessages(figuresMessages)
  const { integer } = useFormats()
  const figures = useFigures(release)
  const history = useFigureHistory(figures.data, figures.dataUpdatedAt)
  const isLive = release.state === 'gray'
  return (
    <Card
      title={t.title}
      extra={
        <>
          {isLive && !figures.isError && <StatusTag tone="success">{t.live}</StatusTag>}
          {figures.data && <span className="con-faint">{t.window(integer(figures.data.minutes))}</span>}
        </>
      }
    >
      <Loaded query={figures} label={t.loading} rows={8}>
        {data => (
          <>
            {figures.isError && <p className="con-problem con-pad">{t.pausedNotice}</p>}
            <Subjects figures={data} history={history} />
            <Guardrails figures={data} />
          </>
        )}
      </Loaded>
    </Card>
  )
}

function Subjects({ figures, history }: { figures: ReleaseFigures; history: FigureHistory }): ReactNode {
  const t = useMessages(figuresMessages)
  if (figures.subjects.length === 0) {
    return <EmptyState icon={<LineChartOutlined aria-hidden />} title={t.none} text={t.noneText} />
  }
  return (
    <div className="con-subjects">
      {figures.subjects.map(subject => (
        <SubjectFigures key={`${subject.kind}:${subject.name}`} subject={subject} history={history} />
      ))}
    </div>
  )
}

function Guardrails({ figures }: { figures: ReleaseFigures }): ReactNode {
  const t = useMessages(figuresMessages)
  return (
    <section className="con-guardrails" aria-label={t.guardrails}>
      <h3 className="con-subject-title">{t.guardrails}</h3>
      {figures.guardrails.length === 0 && <p className="con-faint">{t.noGuardrails}</p>}
      <ul className="con-plain con-guardrail-list">
        {figures.guardrails.map(verdict => (
          <GuardrailGauge key={verdict.guardrail.metric} verdict={verdict} />
        ))}
      </ul>
    </section>
  )
}
