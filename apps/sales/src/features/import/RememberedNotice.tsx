import { useMessages } from '@portico/shared-ui/react'
import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import type { ImportDetail } from './use-import.ts'
import type { Wizard } from './use-wizard.ts'
import { wizardMessages } from './wizard.messages.ts'

/** Says that choices of the last file of this shape are used, and undoes them. */
export function RememberedNotice({ job, wizard }: { job: ImportDetail; wizard: Wizard }): ReactNode {
  const t = useMessages(wizardMessages)
  if (!job.assumptions.some(({ code }) => code === 'REMEMBERED')) return null
  const forget = (
    <Button size="small" loading={wizard.forgetting.isPending} onClick={wizard.forget}>
      {t.forget}
    </Button>
  )
  return (
    <Alert className="sales-notice-inset" type="info" showIcon title={t.rememberedText} action={forget} />
  )
}
