import { useMessages } from '@portico/shared-ui/react'
import { Button, Popconfirm } from 'antd'
import type { ReactNode } from 'react'
import { teamMessages } from '../../common/team.messages.ts'
import { ssoMessages } from './sso.messages.ts'
import type { useRemoveSso } from './use-sso.ts'

interface SwitchOffButtonProps {
  /** The page's own: the button is removed by the time it has succeeded. */
  remove: ReturnType<typeof useRemoveSso>
  onRemoved: () => void
}

export function SwitchOffButton({ remove, onRemoved }: SwitchOffButtonProps): ReactNode {
  const t = useMessages(ssoMessages)
  const words = useMessages(teamMessages)
  return (
    <Popconfirm
      title={t.switchOffAsk}
      description={<div className="team-question">{t.switchOffText}</div>}
      okText={t.switchOff}
      cancelText={words.cancel}
      onConfirm={() => remove.mutate(undefined, { onSuccess: onRemoved })}
    >
      <Button danger loading={remove.isPending}>
        {t.switchOff}
      </Button>
    </Popconfirm>
  )
}
