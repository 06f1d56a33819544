import { CopyOutlined } from '@ant-design/icons'
import { useShell } from '@portico/micro-app/react'
import { useMessages } from '@portico/shared-ui/react'
import { Alert, Button, Input, Modal } from 'antd'
import type { ReactNode } from 'react'
import { Field } from '../../ui/Field.tsx'
import { secretMessages } from './secret.messages.ts'

interface SecretOnceProps {
  /** Of what it belongs to. */
  name: string
  secret: string
  /** Where it has to be kept. */
  text: string
  onClose: () => void
}

/** The only time a secret is seen; closed by its own button alone, not by a click beside it. */
export function SecretOnce({ name, secret, text, onClose }: SecretOnceProps): ReactNode {
  const t = useMessages(secretMessages)
  const { notify } = useShell()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret)
      notify.success(t.copied)
    } catch {
      // A page that is not served securely has no clipboard.
      notify.warning(t.copyFailed)
    }
  }
  return (
    <Modal
      open
      title={t.title}
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
        <Alert type="warning" showIcon title={name} description={text} />
        <Field label={t.secret}>
          {({ id }) => (
            <div className="con-secret">
              <Input
                id={id}
                readOnly
                className="con-mono"
                value={secret}
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
