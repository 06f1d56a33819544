import { useFormats, useMessages } from '@portico/shared-ui/react'
import { Input } from 'antd'
import type { ReactNode } from 'react'
import { Field } from '../../ui/Field.tsx'
import { membersMessages } from './members.messages.ts'
import { MAX_AT_ONCE, readTenantIds } from './tenant-ids.ts'

interface TenantIdsInputProps {
  value: string
  problem?: ReactNode
  onChange: (text: string) => void
}

/** Many ids at once, with how many of them were recognised. */
export function TenantIdsInput({ value, problem, onChange }: TenantIdsInputProps): ReactNode {
  const t = useMessages(membersMessages)
  const { integer } = useFormats()
  const count = readTenantIds(value).length
  const tooLong = count > MAX_AT_ONCE && t.tooLong(integer(MAX_AT_ONCE))
  return (
    <Field label={t.paste} hint={t.recognised(integer(count), count === 1)} problem={tooLong || problem}>
      {control => (
        <Input.TextArea
          {...control}
          autoSize={{ minRows: 2, maxRows: 8 }}
          placeholder={t.pastePlaceholder}
          value={value}
          onChange={event => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
