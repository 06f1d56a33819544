import { PauseCircleOutlined, PlayCircleOutlined } from '@ant-design/icons'
import { useShell } from '@portico/micro-app/react'
import { useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Consequences } from '../../ui/Consequences.tsx'
import { useMayAdminister } from '../../ui/use-may-write.ts'
import { ReasonDialog } from '../reason/ReasonDialog.tsx'
import { statusMessages } from './status.messages.ts'
import { useRunningReleases, useStop, useStopState } from './use-status.ts'

/** The big red switch; not shown before it is known which way it stands. */
export function StopSwitch(): ReactNode {
  const t = useMessages(statusMessages)
  const { data: stop } = useStopState()
  const { data: running } = useRunningReleases()
  const mayStop = useMayAdminister()
  const [isAsking, setAsking] = useState(false)
  if (!stop || !mayStop) return null
  return (
    <>
      <Button
        danger={!stop.isStopped}
        type="primary"
        icon={stop.isStopped ? <PlayCircleOutlined aria-hidden /> : <PauseCircleOutlined aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {stop.isStopped ? t.goOn : t.stop}
      </Button>
      {isAsking && (
        <StopDialog
          isStopped={stop.isStopped}
          runningCount={running?.length ?? 0}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

interface StopDialogProps {
  isStopped: boolean
  runningCount: number
  onClose: () => void
}

function StopDialog({ isStopped, runningCount, onClose }: StopDialogProps): ReactNode {
  const t = useMessages(statusMessages)
  const { notify } = useShell()
  const stop = useStop()
  // What was asked stays asked, should the switch move while the dialog is open.
  const [wanted] = useState(!isStopped)
  const submit = async (reason: string) => {
    await stop(wanted, reason)
    notify.success(wanted ? t.stopped : t.wentOn)
  }
  return (
    <ReasonDialog
      title={wanted ? t.stopTitle : t.goOnTitle}
      okText={wanted ? t.stop : t.goOn}
      isDanger={wanted}
      onSubmit={submit}
      onClose={onClose}
    >
      <Consequences
        who={wanted ? t.stopWho(runningCount) : t.goOnWho(runningCount)}
        what={wanted ? t.stopWhat.split('\n') : []}
      />
    </ReasonDialog>
  )
}
