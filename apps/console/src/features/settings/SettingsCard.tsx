import { useShell } from '@portico/micro-app/react'
import type { ApprovalRequest, PlatformSettings } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { Button, Space } from 'antd'
import { type ReactNode, useState } from 'react'
import { Card } from '../../ui/Card.tsx'
import { Consequences } from '../../ui/Consequences.tsx'
import { Facts, ShownFact } from '../../ui/Facts.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { useActorName, useMayAdminister } from '../../ui/use-may-write.ts'
import { RequestNotice } from '../audit/RequestNotice.tsx'
import { ReasonDialog } from '../reason/ReasonDialog.tsx'
import { settingsMessages } from './settings.messages.ts'
import { useChangeSettings, useSettings } from './use-settings.ts'

/** What holds for the whole platform; who may not administer it only reads it. */
export function SettingsCard(): ReactNode {
  const t = useMessages(settingsMessages)
  const settings = useSettings()
  return (
    <Card title={t.title} isPadded>
      <Loaded query={settings} label={t.loading} rows={1}>
        {data => <FourEyes settings={data} />}
      </Loaded>
    </Card>
  )
}

type Act = 'turnOn' | 'askOff' | 'approveOff' | 'keepOn'

function FourEyes({ settings }: { settings: PlatformSettings }): ReactNode {
  const t = useMessages(settingsMessages)
  const mayAdminister = useMayAdminister()
  const acts = useActs(settings)
  const [asked, setAsked] = useState<Act | null>(null)
  return (
    <>
      <Facts>
        <ShownFact label={t.fourEyes}>{settings.isFourEyes ? t.on : t.off}</ShownFact>
      </Facts>
      <p className="con-hint">{t.fourEyesHint}</p>
      {settings.turningOff && <OffAsked request={settings.turningOff} />}
      {mayAdminister && (
        <Space>
          {acts.map(act => (
            <Button key={act} size="small" onClick={() => setAsked(act)}>
              {t[act]}
            </Button>
          ))}
        </Space>
      )}
      {asked !== null && <FourEyesDialog act={asked} onClose={() => setAsked(null)} />}
    </>
  )
}

/** The operator who asked to switch it off may only withdraw that. */
function useActs({ isFourEyes, turningOff }: PlatformSettings): Act[] {
  const actor = useActorName()
  if (!isFourEyes) return ['turnOn']
  if (!turningOff) return ['askOff']
  return turningOff.requestedBy === actor ? ['keepOn'] : ['approveOff', 'keepOn']
}

function OffAsked({ request }: { request: ApprovalRequest }): ReactNode {
  const t = useMessages(settingsMessages)
  const isOwn = request.requestedBy === useActorName()
  return (
    <RequestNotice request={request} titleOf={t.offAsked}>
      {isOwn ? t.offWaits : t.offYours}
    </RequestNotice>
  )
}

function FourEyesDialog({ act, onClose }: { act: Act; onClose: () => void }): ReactNode {
  const t = useMessages(settingsMessages)
  const { notify } = useShell()
  const change = useChangeSettings()
  const isFourEyes = act === 'turnOn' || act === 'keepOn'
  const submit = async (reason: string) => {
    await change({ isFourEyes }, reason)
    notify.success(act === 'askOff' ? t.asked : t.done)
  }
  const titles = {
    turnOn: t.turnOnTitle,
    askOff: t.askOffTitle,
    approveOff: t.turnOffTitle,
    keepOn: t.keepOnTitle,
  }
  const who = { turnOn: t.turnOnWho, askOff: t.turnOffWho, approveOff: t.turnOffWho, keepOn: t.keepOnWho }
  return (
    <ReasonDialog
      title={titles[act]}
      okText={t[act]}
      isDanger={!isFourEyes}
      onSubmit={submit}
      onClose={onClose}
    >
      <Consequences who={who[act]} what={act === 'askOff' ? [t.secondNeeded] : []} />
    </ReasonDialog>
  )
}
