import { useMessages } from '@portico/shared-ui/react'
import { Form, Input, Modal } from 'antd'
import type { ReactNode } from 'react'
import { FailureAlert } from '../../common/Failure.tsx'
import { teamMessages } from '../../common/team.messages.ts'
import type { InviteUserInput } from '../../graph/graph.generated.ts'
import { LinkModal } from '../link/LinkModal.tsx'
import { RoleSelect } from '../roles/RoleSelect.tsx'
import { useInvite } from './use-users.ts'
import { usersMessages } from './users.messages.ts'

/** First the form, then the link, which is shown this once. */
export function InviteModal({ onClose }: { onClose: () => void }): ReactNode {
  const t = useMessages(usersMessages)
  const words = useMessages(teamMessages)
  const [form] = Form.useForm<InviteUserInput>()
  const invite = useInvite()
  if (invite.data) return <LinkModal link={invite.data.link} user={invite.data.user} onClose={onClose} />
  const required = { required: true, whitespace: true, message: words.missing }
  return (
    <Modal
      open
      title={t.invite}
      okText={t.invite}
      cancelText={words.cancel}
      confirmLoading={invite.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p className="team-faint">{t.inviteText}</p>
      <FailureAlert error={invite.error} />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={typed => invite.mutate(typed)}>
        <Form.Item name="displayName" label={words.displayName} rules={[required]}>
          <Input autoFocus maxLength={200} autoComplete="off" />
        </Form.Item>
        <Form.Item name="username" label={words.username} extra={t.usernameHint} rules={[required]}>
          <Input maxLength={100} autoComplete="off" autoCapitalize="none" spellCheck={false} />
        </Form.Item>
        <Form.Item name="role" label={words.role} rules={[{ required: true, message: words.missing }]}>
          <RoleSelect />
        </Form.Item>
      </Form>
    </Modal>
  )
}
