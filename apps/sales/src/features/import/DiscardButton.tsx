import { useMessages } from '@portico/shared-ui/react'
import { App, Button } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { importMessages } from './import.messages.ts'
import type { useCancelImport } from './use-import.ts'

/** Gives up an uploaded file before its import was started, and goes back to the list. */
export function DiscardButton({ command }: { command: ReturnType<typeof useCancelImport> }): ReactNode {
  const t = useMessages(importMessages)
  const { modal } = App.useApp()
  const navigate = useNavigate()
  const ask = () =>
    modal.confirm({
      title: t.discardTitle,
      content: t.discardText,
      okText: t.discard,
      okButtonProps: { danger: true },
      cancelText: t.keep,
      onOk: () => command.mutate(undefined, { onSuccess: () => navigate('/import') }),
    })
  return (
    <Button danger type="text" className="sales-discard" loading={command.isPending} onClick={ask}>
      {t.discard}
    </Button>
  )
}
