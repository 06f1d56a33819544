import { useMessages } from '@portico/shared-ui/react'
import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { ProblemNotice } from '../reason/ProblemNotice.tsx'
import { overrideLinksMessages } from './override-links.messages.ts'
import { type OpenLink, useRevokeOverrideLink } from './use-override-links.ts'

export function RevokeLinkButton({ link: { id, tenant, user } }: { link: OpenLink }): ReactNode {
  const t = useMessages(overrideLinksMessages)
  const revoke = useRevokeOverrideLink()
  const [isAsking, setAsking] = useState(false)
  const whose = `${tenant}/${user}`
  return (
    <>
      <Button size="small" danger type="text" aria-label={t.revokeOf(whose)} onClick={() => setAsking(true)}>
        {t.revoke}
      </Button>
      <Modal
        open={isAsking}
        title={t.revokeTitle(whose)}
        okText={t.revoke}
        okButtonProps={{ danger: true }}
        confirmLoading={revoke.isPending}
        cancelText={t.cancel}
        onOk={() => revoke.mutate(id, { onSuccess: () => setAsking(false) })}
        onCancel={() => setAsking(false)}
      >
        {revoke.isError && <ProblemNotice error={revoke.error} />}
        <p>{t.revokeText}</p>
      </Modal>
    </>
  )
}
