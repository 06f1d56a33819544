import { useMessages } from '@portico/shared-ui/react'
import { Checkbox, Form, Input, Modal } from 'antd'
import type { ReactNode } from 'react'
import { FailureAlert } from '../../common/Failure.tsx'
import { teamMessages } from '../../common/team.messages.ts'
import type { RoleInput, TeamRoleFragment, TeamRolesQuery } from '../../graph/graph.generated.ts'
import { RELEASE_PERMISSION, ReleaseApps } from './ReleaseApps.tsx'
import { rolesMessages } from './roles.messages.ts'
import { useMayGrant } from './use-may-grant.ts'
import { usePermissionName } from './use-permission-name.ts'
import { useSaveRole } from './use-roles.ts'

interface RoleModalProps {
  /** Null: a new one. */
  role: TeamRoleFragment | null
  roles: TeamRolesQuery['roles']
  onClose: () => void
}

export function RoleModal({ role, roles, onClose }: RoleModalProps): ReactNode {
  const t = useMessages(rolesMessages)
  const words = useMessages(teamMessages)
  const [form] = Form.useForm<RoleInput>()
  const save = useSaveRole(role)
  return (
    <Modal
      open
      title={role === null ? t.create : t.editNamed(role.name)}
      okText={words.save}
      cancelText={words.cancel}
      confirmLoading={save.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <FailureAlert error={save.error} />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: role?.name ?? '', permissions: role?.permissions ?? [] }}
        onFinish={typed => save.mutate(typed, { onSuccess: onClose })}
      >
        <Form.Item
          name="name"
          label={t.name}
          rules={[{ required: true, whitespace: true, message: words.missing }]}
        >
          <Input autoFocus maxLength={80} autoComplete="off" />
        </Form.Item>
        <Form.Item name="permissions" noStyle>
          <PermissionChoices roles={roles} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

interface PermissionChoicesProps {
  roles: TeamRolesQuery['roles']
  value?: string[]
  onChange?: (permissions: string[]) => void
}

/** What is beyond the user's own permissions can be seen and not chosen. */
function PermissionChoices({
  roles: { catalogue, added },
  value = [],
  onChange,
}: PermissionChoicesProps): ReactNode {
  const t = useMessages(rolesMessages)
  const mayGrant = useMayGrant()
  const nameOf = usePermissionName(added)
  const toggle = (permission: string, isOn: boolean) =>
    onChange?.(isOn ? [...value, permission] : value.filter(name => name !== permission))
  return (
    <fieldset className="team-permissions">
      <legend>{t.mayDo}</legend>
      {catalogue.map(permission => (
        <Checkbox
          key={permission}
          checked={value.includes(permission)}
          disabled={!mayGrant(permission)}
          title={mayGrant(permission) ? undefined : t.beyond}
          onChange={event => toggle(permission, event.target.checked)}
        >
          {nameOf(permission)}
        </Checkbox>
      ))}
      {catalogue.includes(RELEASE_PERMISSION) && <ReleaseApps value={value} onChange={onChange} />}
    </fieldset>
  )
}
