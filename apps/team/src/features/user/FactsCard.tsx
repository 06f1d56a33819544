import { useShell } from '@portico/micro-app/react'
import { useMessages } from '@portico/shared-ui/react'
import { Button, Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { FailureAlert } from '../../common/Failure.tsx'
import { teamMessages } from '../../common/team.messages.ts'
import type { ChangeUserInput, TeamUserFragment } from '../../graph/graph.generated.ts'
import { RoleSelect } from '../roles/RoleSelect.tsx'
import { useChangeUser } from './use-user.ts'
import { userMessages } from './user.messages.ts'

/** Sends what was changed only, so that it does not undo what another user changed meanwhile. */
export function FactsCard({ user, isOwn }: { user: TeamUserFragment; isOwn: boolean }): ReactNode {
  const t = useMessages(userMessages)
  const words = useMessages(teamMessages)
  const { notify } = useShell()
  const change = useChangeUser(user.id)
  const required = { required: true, whitespace: true, message: words.missing }
  const save = (typed: ChangeUserInput) =>
    change.mutate(differing(user, typed), { onSuccess: () => notify.success(t.saved) })
  return (
    <section className="p-card team-pad" aria-label={t.facts}>
      <h2>{t.facts}</h2>
      <FailureAlert error={change.error} />
      <Form
        layout="vertical"
        className="team-form"
        requiredMark={false}
        initialValues={{ displayName: user.displayName, username: user.username, role: user.role }}
        onFinish={save}
      >
        <Form.Item name="displayName" label={words.displayName} rules={[required]}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
        <Form.Item name="username" label={words.username} rules={[required]}>
          <Input maxLength={100} autoComplete="off" autoCapitalize="none" spellCheck={false} />
        </Form.Item>
        {!isOwn && (
          <Form.Item name="role" label={words.role} rules={[{ required: true, message: words.missing }]}>
            <RoleSelect />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {words.save}
        </Button>
      </Form>
    </section>
  )
}

function differing(
  user: TeamUserFragment,
  { displayName, username, role }: ChangeUserInput,
): ChangeUserInput {
  return {
    ...(displayName !== user.displayName && { displayName }),
    ...(username !== user.username && { username }),
    ...(role !== user.role && { role }),
  }
}
