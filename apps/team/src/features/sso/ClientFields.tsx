import { useMessages } from '@portico/shared-ui/react'
import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { teamMessages } from '../../common/team.messages.ts'
import type { TeamSsoFragment } from '../../graph/graph.generated.ts'
import { ssoMessages } from './sso.messages.ts'
import { isIssuer, needsSecret, type TypedSso } from './sso-input.ts'

/** Of Portico as the provider knows it. */
export function ClientFields({ settings }: { settings: TeamSsoFragment | null }): ReactNode {
  const t = useMessages(ssoMessages)
  const words = useMessages(teamMessages)
  const required = { required: true, whitespace: true, message: words.missing }
  const address = { validator: rejecting((text: string) => !text || isIssuer(text.trim()), t.issuerWrong) }
  const scopes = { pattern: /(^|\s)openid(\s|$)/, message: t.scopesWrong }
  return (
    <>
      <Form.Item name="issuer" label={t.issuer} extra={t.issuerHint} rules={[required, address]}>
        <Input type="url" maxLength={500} autoComplete="off" spellCheck={false} />
      </Form.Item>
      <Form.Item name="clientId" label={t.clientId} rules={[required]}>
        <Input maxLength={500} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <SecretField settings={settings} />
      <Form.Item name="scopes" label={t.scopes} extra={t.scopesHint} rules={[required, scopes]}>
        <Input maxLength={500} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
    </>
  )
}

function SecretField({ settings }: { settings: TeamSsoFragment | null }): ReactNode {
  const t = useMessages(ssoMessages)
  const form = Form.useFormInstance<TypedSso>()
  const isGiven = (secret: string) =>
    secret.trim() !== '' || (secret === '' && !needsSecret(settings, form.getFieldsValue()))
  return (
    <Form.Item
      name="clientSecret"
      label={t.clientSecret}
      extra={settings ? t.secretKept : t.secretFirst}
      rules={[{ validator: rejecting(isGiven, t.secretNeeded) }]}
    >
      <Input.Password maxLength={500} autoComplete="new-password" visibilityToggle={false} />
    </Form.Item>
  )
}

function rejecting(isFine: (text: string) => boolean, message: string) {
  return async (_: unknown, text: string) => {
    if (!isFine(text)) throw new Error(message)
  }
}
