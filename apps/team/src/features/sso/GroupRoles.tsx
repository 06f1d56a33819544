import { useMessages } from '@portico/shared-ui/react'
import { Button, Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { teamMessages } from '../../common/team.messages.ts'
import { RoleSelect } from '../roles/RoleSelect.tsx'
import { ssoMessages } from './sso.messages.ts'

/** Of identity. */
const MAX_GROUPS = 100

/** A list whose order counts. */
export function GroupRoles(): ReactNode {
  const t = useMessages(ssoMessages)
  return (
    <fieldset className="team-groups">
      <legend>{t.groups}</legend>
      <p className="team-faint">{t.groupsText}</p>
      <Form.List name="roleByGroup">
        {(fields, { add, remove, move }) => (
          <>
            {fields.length === 0 && <p>{t.noGroups}</p>}
            <ol className="team-rows">
              {fields.map(({ key, name }) => (
                <GroupRow
                  key={key}
                  index={name}
                  onUp={() => move(name, name - 1)}
                  onRemove={() => remove(name)}
                />
              ))}
            </ol>
            <Button onClick={() => add({ group: '' })} disabled={fields.length >= MAX_GROUPS}>
              {t.addGroup}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  )
}

interface GroupRowProps {
  index: number
  onUp: () => void
  onRemove: () => void
}

function GroupRow({ index, onUp, onRemove }: GroupRowProps): ReactNode {
  const t = useMessages(ssoMessages)
  const words = useMessages(teamMessages)
  const position = index + 1
  const message = words.missing
  return (
    <li>
      <Form.Item
        name={[index, 'group']}
        label={t.group(position)}
        rules={[{ required: true, whitespace: true, message }]}
      >
        <Input maxLength={500} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <Form.Item name={[index, 'role']} label={t.groupRole(position)} rules={[{ required: true, message }]}>
        <RoleSelect />
      </Form.Item>
      <div className="team-actions">
        <Button size="small" onClick={onUp} disabled={index === 0} aria-label={t.moveUp(position)}>
          {t.up}
        </Button>
        <Button size="small" onClick={onRemove} aria-label={t.removeGroup(position)}>
          {t.remove}
        </Button>
      </div>
    </li>
  )
}
