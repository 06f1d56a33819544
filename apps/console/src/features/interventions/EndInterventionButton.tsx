import { useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Consequences } from '../../ui/Consequences.tsx'
import { ReasonDialog } from '../reason/ReasonDialog.tsx'
import { interventionsMessages } from './interventions.messages.ts'
import { useEndIntervention } from './use-interventions.ts'

export function EndInterventionButton({ id, what }: { id: string; what: string }): ReactNode {
  const t = useMessages(interventionsMessages)
  const end = useEndIntervention()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button size="small" danger type="text" aria-label={t.endOf(what)} onClick={() => setAsking(true)}>
        {t.end}
      </Button>
      {isAsking && (
        <ReasonDialog
          title={t.endTitle}
          okText={t.end}
          isDanger
          onSubmit={reason => end(id, reason)}
          onClose={() => setAsking(false)}
        >
          <Consequences who={what} what={[t.endText]} />
        </ReasonDialog>
      )}
    </>
  )
}
