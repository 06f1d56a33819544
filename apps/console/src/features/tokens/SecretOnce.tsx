import { CopyOutlined } from '@ant-design/icons'
import { useShell } from '@portico/micro-app/react'
import type { CreatedToken } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { Alert, Button, Input, Modal } from 'antd'
import type { ReactNode } from 'react'
import { Field } from '../../ui/Field.tsx'
import { tokensMessages } from './tokens.messages.ts'

/** The only time a secret is seen; closed by its own button alone, not by a click beside it. */
export function SecretOnce({ created, onClose }: { created: CreatedToken; onClose: () => void }): ReactNode {
  const t = useMessages(tokensMessages)
  const { notify } = useShell()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(created.secret)
      notify.success(t.copied)
    } catch {
      // A page that is not served securely has no clipboard.
      notify.warning(t.copyFailed)
    }
  }
  return (
    <Modal
      open
      title={t.secretTitle}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <Button type="primary" onClick={onClose}>
          {t.kept}
        </Button>
      }
    >
      <div className="con-dialog">
        <Alert type="warning" showIcon title={created.token.name} description={t.secretText} />
        <Field label={t.secret}>
          {({ id }) => (
            <div className="con-secret">
              <Input
                id={id}
                readOnly
                className="con-mono"
                value={created.secret}
                onFocus={event => event.target.select()}
              />
              <Button icon={<CopyOutlined aria-hidden />} onClick={() => void copy()}>
                {t.copy}
              </Button>
            </div>
          )}
        </Field>
      </div>
    </Modal>
  )
}
