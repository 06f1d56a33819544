import { WEBHOOK_EVENTS, type WebhookEvent } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { Checkbox, Input, Modal } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { Field, FieldProblem } from '../../ui/Field.tsx'
import { useDirty } from '../../ui/use-dirty.ts'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { ProblemNotice } from '../reason/ProblemNotice.tsx'
import { SecretOnce } from '../secret/SecretOnce.tsx'
import { useCreateWebhook } from './use-webhooks.ts'
import { webhooksMessages } from './webhooks.messages.ts'

const MAX_URL = 2000

/** Asks for the address and the events it receives; then shows the secret once. */
export function CreateWebhookDialog({ onClose }: { onClose: () => void }): ReactNode {
  const t = useMessages(webhooksMessages)
  const eventsId = useId()
  const [url, setUrl] = useState('')
  const [events, setEvents] = useState<WebhookEvent[]>([...WEBHOOK_EVENTS])
  const [isChecked, setChecked] = useState(false)
  const create = useCreateWebhook()
  const isUrlWrong = !/^(?:https?|mailto):$/.test(URL.parse(url.trim())?.protocol ?? '')
  // A secret that was not kept is lost with the tab.
  useFocusReturn()
  useDirty(url !== '' || create.isSuccess)
  const submit = () => {
    setChecked(true)
    if (!isUrlWrong && events.length > 0 && !create.isPending) create.mutate({ url: url.trim(), events })
  }
  if (create.data) {
    const { webhook, secret } = create.data
    return <SecretOnce name={webhook.url} secret={secret} text={t.secretText} onClose={onClose} />
  }
  return (
    <Modal
      open
      title={t.create}
      okText={t.create}
      cancelText={t.cancel}
      confirmLoading={create.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="con-dialog">
        {create.isError && <ProblemNotice error={create.error} />}
        <Field label={t.url} hint={t.urlHint} problem={isChecked && isUrlWrong && t.urlProblem}>
          {control => (
            <Input
              {...control}
              autoFocus
              type="url"
              maxLength={MAX_URL}
              placeholder="https://example.com/hook"
              value={url}
              onChange={event => setUrl(event.target.value)}
              onPressEnter={submit}
            />
          )}
        </Field>
        <div className="con-field">
          <span id={eventsId} className="con-label">
            {t.events}
          </span>
          <Checkbox.Group
            aria-labelledby={eventsId}
            value={events}
            options={WEBHOOK_EVENTS.map(event => ({ value: event, label: t[event] }))}
            onChange={chosen => setEvents(WEBHOOK_EVENTS.filter(event => chosen.includes(event)))}
          />
          {events.length === 0 && <FieldProblem>{t.eventsProblem}</FieldProblem>}
        </div>
      </div>
    </Modal>
  )
}
