import type { TokenInfo } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { ProblemNotice } from '../reason/ProblemNotice.tsx'
import { tokensMessages } from './tokens.messages.ts'
import { useRevokeToken } from './use-tokens.ts'

export function RevokeButton({ token }: { token: TokenInfo }): ReactNode {
  const t = useMessages(tokensMessages)
  const revoke = useRevokeToken()
  const [isAsking, setAsking] = useState(false)
  const submit = () => revoke.mutate(token.id, { onSuccess: () => setAsking(false) })
  return (
    <>
      <Button
        size="small"
        danger
        type="text"
        aria-label={t.revokeOf(token.name)}
        onClick={() => setAsking(true)}
      >
        {t.revoke}
      </Button>
      <Modal
        open={isAsking}
        title={t.revokeTitle(token.name)}
        okText={t.revoke}
        okButtonProps={{ danger: true }}
        confirmLoading={revoke.isPending}
        cancelText={t.cancel}
        onOk={submit}
        onCancel={() => setAsking(false)}
      >
        {revoke.isError && <ProblemNotice error={revoke.error} />}
        <p>{t.revokeText}</p>
      </Modal>
    </>
  )
}
