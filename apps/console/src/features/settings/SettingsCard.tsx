import { useShell } from '@portico/micro-app/react'
import type { PlatformSettings } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Card } from '../../ui/Card.tsx'
import { Consequences } from '../../ui/Consequences.tsx'
import { Fact, Facts } from '../../ui/Facts.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { useMayAdminister } from '../../ui/use-may-write.ts'
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

function FourEyes({ settings: { isFourEyes } }: { settings: PlatformSettings }): ReactNode {
  const t = useMessages(settingsMessages)
  const mayAdminister = useMayAdminister()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Facts>
        <Fact label={t.fourEyes}>{isFourEyes ? t.on : t.off}</Fact>
      </Facts>
      <p className="con-hint">{t.fourEyesHint}</p>
      {mayAdminister && (
        <Button size="small" onClick={() => setAsking(true)}>
          {isFourEyes ? t.turnOff : t.turnOn}
        </Button>
      )}
      {isAsking && <FourEyesDialog wanted={!isFourEyes} onClose={() => setAsking(false)} />}
    </>
  )
}

function FourEyesDialog({ wanted, onClose }: { wanted: boolean; onClose: () => void }): ReactNode {
  const t = useMessages(settingsMessages)
  const { notify } = useShell()
  const change = useChangeSettings()
  // What was asked stays asked, should somebody else change it meanwhile.
  const [isFourEyes] = useState(wanted)
  const submit = async (reason: string) => {
    await change({ isFourEyes }, reason)
    notify.success(t.done)
  }
  return (
    <ReasonDialog
      title={isFourEyes ? t.turnOnTitle : t.turnOffTitle}
      okText={isFourEyes ? t.turnOn : t.turnOff}
      isDanger={!isFourEyes}
      onSubmit={submit}
      onClose={onClose}
    >
      <Consequences who={isFourEyes ? t.turnOnWho : t.turnOffWho} what={[]} />
    </ReasonDialog>
  )
}
