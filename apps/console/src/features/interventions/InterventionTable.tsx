import { StatusTag, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { TableHead } from '../../ui/TableHead.tsx'
import { useMayIntervene } from '../../ui/use-may-write.ts'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { useActorText } from '../actor/use-actor-text.ts'
import { EndInterventionButton } from './EndInterventionButton.tsx'
import { interventionsMessages } from './interventions.messages.ts'
import { TimeLeft } from './TimeLeft.tsx'
import { useEffectText } from './use-effect-text.ts'
import type { InterventionItem } from './use-interventions.ts'

export function InterventionTable({ items }: { items: InterventionItem[] }): ReactNode {
  const t = useMessages(interventionsMessages)
  return (
    <ScrollTable label={t.title} isStacked>
      <TableHead labels={[t.what, t.state, t.timeLeft, t.owner, t.reason]} action={t.end} />
      <tbody>
        {items.map(intervention => (
          <InterventionRow key={intervention.id} intervention={intervention} />
        ))}
      </tbody>
    </ScrollTable>
  )
}

function InterventionRow({ intervention }: { intervention: InterventionItem }): ReactNode {
  const t = useMessages(interventionsMessages)
  const what = useEffectText(intervention.effect)
  const mayIntervene = useMayIntervene()
  const { owner, reason, endedAt } = intervention
  return (
    <tr>
      <th scope="row">{what}</th>
      <td data-label={t.state}>
        <StatusTag tone={endedAt === null ? 'warning' : 'neutral'}>
          {endedAt === null ? t.inForce : t.ended}
        </StatusTag>
      </td>
      <td data-label={endedAt === null ? t.timeLeft : t.endedAt}>
        <Ending intervention={intervention} />
      </td>
      <td data-label={t.owner}>{owner}</td>
      <td data-label={t.reason}>{reason}</td>
      <td>
        {mayIntervene && endedAt === null && <EndInterventionButton id={intervention.id} what={what} />}
      </td>
    </tr>
  )
}

function Ending({
  intervention: { endsAt, endedAt, endedBy },
}: {
  intervention: InterventionItem
}): ReactNode {
  const t = useMessages(interventionsMessages)
  const actorText = useActorText()
  if (endedAt === null) return <TimeLeft endsAt={endsAt} />
  const by = endedBy === null || endedBy === 'system' ? t.endedBySystem : t.endedBy(actorText(endedBy))
  return (
    <>
      <ZonedTime instant={endedAt} /> <span className="con-faint">{by}</span>
    </>
  )
}
