import { useMessages } from '@portico/shared-ui/react'
import { Checkbox, Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { teamMessages } from '../../common/team.messages.ts'
import { RoleSelect } from '../roles/RoleSelect.tsx'
import { GroupRoles } from './GroupRoles.tsx'
import { ssoMessages } from './sso.messages.ts'

/** Who gets in, and as what. */
export function AccessFields(): ReactNode {
  const t = useMessages(ssoMessages)
  const words = useMessages(teamMessages)
  const required = { required: true, whitespace: true, message: words.missing }
  return (
    <>
      <Form.Item name="groupsClaim" label={t.groupsClaim} rules={[required]}>
        <Input maxLength={100} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <GroupRoles />
      <Form.Item name="defaultRole" label={t.defaultRole}>
        <RoleSelect none={t.refuse} />
      </Form.Item>
      <Form.Item name="allowsPasswords" valuePropName="checked" extra={t.passwordsHint}>
        <Checkbox>{t.allowsPasswords}</Checkbox>
      </Form.Item>
    </>
  )
}
