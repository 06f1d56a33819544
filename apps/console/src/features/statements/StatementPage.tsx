import {
  EmptyState,
  errorCodeOf,
  PageHeader,
  useFormats,
  useMessages,
  useTabTitle,
} from '@portico/shared-ui/react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import type { AnswerTo } from '../../release-client/release-client.ts'
import { useReleaseClient } from '../../release-client/use-release-client.ts'
import { BackLink } from '../../ui/BackLink.tsx'
import { Card } from '../../ui/Card.tsx'
import { EmptyCard } from '../../ui/EmptyCard.tsx'
import { Facts, ShownFact } from '../../ui/Facts.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { TableHead } from '../../ui/TableHead.tsx'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { statementsMessages } from './statements.messages.ts'

type Statement = AnswerTo<'getStatement'>

/** One slow statement of a service, and how PostgreSQL runs it. */
export function StatementPage(): ReactNode {
  const t = useMessages(statementsMessages)
  const { service = '', fingerprint = '' } = useParams()
  const client = useReleaseClient()
  const statement = useQuery({
    queryKey: ['statement', service, fingerprint],
    queryFn: ({ signal }) => client.call('getStatement', { params: { service, fingerprint }, signal }),
  })
  const title = t.title(service)
  useTabTitle(title)
  const isMissing = errorCodeOf(statement.error) === 'NOT_FOUND'
  return (
    <div className="p-page con-page">
      <PageHeader back={<BackLink to="/traffic">{t.back}</BackLink>} title={title} subtitle={t.subtitle} />
      {isMissing ? (
        <EmptyCard title={t.missing} text={t.missingText} />
      ) : (
        <Loaded query={statement} label={t.loading}>
          {data => <StatementView statement={data} />}
        </Loaded>
      )}
    </div>
  )
}

function StatementView({ statement }: { statement: Statement }): ReactNode {
  const t = useMessages(statementsMessages)
  const { integer, quantity } = useFormats()
  const { text, fingerprint, count, slowestMs, firstAt, lastAt, plan, plannedAt } = statement
  return (
    <div className="con-trace">
      <Card title={t.statement} isPadded>
        <pre className="con-code con-statement">{text}</pre>
        <Facts>
          <ShownFact label={t.fingerprint}>
            <code>{fingerprint}</code>
          </ShownFact>
          <ShownFact label={t.count}>{integer(count)}</ShownFact>
          <ShownFact label={t.slowest}>{t.ms(quantity(slowestMs.toFixed(0)))}</ShownFact>
          <ShownFact label={t.first}>
            <ZonedTime instant={firstAt} />
          </ShownFact>
          <ShownFact label={t.last}>
            <ZonedTime instant={lastAt} />
          </ShownFact>
        </Facts>
      </Card>
      <Card
        title={t.plan}
        extra={
          plannedAt !== null && (
            <span className="con-faint">
              {t.planned} <ZonedTime instant={plannedAt} />
            </span>
          )
        }
      >
        <Plan plan={plan} />
      </Card>
    </div>
  )
}

function Plan({ plan }: Pick<Statement, 'plan'>): ReactNode {
  const t = useMessages(statementsMessages)
  const { integer, quantity } = useFormats()
  if (plan === null) return <EmptyState title={t.noPlan} text={t.notYet} />
  if (plan.problem !== null) return <EmptyState title={t.noPlan} text={t[plan.problem]} />
  return (
    <ScrollTable label={t.plan}>
      <TableHead labels={[t.step, t.on, t.rows, t.cost]} />
      <tbody>
        {plan.steps.map(({ what, on, rows, cost, conditions, depth }, place) => (
          <tr key={place}>
            <td className="con-traffic-cell">
              <span style={{ paddingInlineStart: `${depth * 16}px` }}>
                {depth > 0 && <span aria-hidden>└ </span>}
                {what}
                <span className="p-hidden">{t.level(integer(depth + 1))}</span>
              </span>
              {conditions.map(condition => (
                <div
                  key={condition}
                  className="con-faint"
                  style={{ paddingInlineStart: `${depth * 16 + 16}px` }}
                >
                  <code className="con-break">{condition}</code>
                </div>
              ))}
            </td>
            <td>{on}</td>
            <td>{integer(rows)}</td>
            <td>{quantity(cost.toFixed(0))}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}
