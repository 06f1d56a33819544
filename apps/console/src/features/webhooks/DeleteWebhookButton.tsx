import type { Webhook } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { ProblemNotice } from '../reason/ProblemNotice.tsx'
import { useDeleteWebhook } from './use-webhooks.ts'
import { webhooksMessages } from './webhooks.messages.ts'

export function DeleteWebhookButton({ webhook: { id, url } }: { webhook: Webhook }): ReactNode {
  const t = useMessages(webhooksMessages)
  const remove = useDeleteWebhook()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button size="small" danger type="text" aria-label={t.deleteOf(url)} onClick={() => setAsking(true)}>
        {t.delete}
      </Button>
      <Modal
        open={isAsking}
        title={t.deleteTitle}
        okText={t.delete}
        okButtonProps={{ danger: true }}
        confirmLoading={remove.isPending}
        cancelText={t.cancel}
        onOk={() => remove.mutate(id, { onSuccess: () => setAsking(false) })}
        onCancel={() => setAsking(false)}
      >
        <div className="con-dialog">
          {remove.isError && <ProblemNotice error={remove.error} />}
          <p className="con-bare con-break">{url}</p>
          <p className="con-bare">{t.deleteText}</p>
        </div>
      </Modal>
    </>
  )
}
