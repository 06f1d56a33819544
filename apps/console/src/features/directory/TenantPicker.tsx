import type { DirectoryEntry } from '@portico/identity-contract'
import { SuggestField, useDebounced } from '@portico/shared-ui/react'
import { Input } from 'antd'
import type { ComponentProps, ReactNode } from 'react'
import { useTenants } from './use-directory.ts'

const OFFERED = 10
const TYPING_DELAY_MS = 250

interface TenantPickerProps {
  /** A slug, an id, or what is typed of one. */
  value: string
  control: Pick<ComponentProps<typeof Input>, 'id' | 'aria-describedby' | 'aria-invalid' | 'status'>
  onChange: (value: string) => void
}

/**
 * A field for one tenant that offers those of the directory while the user types; what is typed counts as it is, so Enter
 * takes an offer only when the user has moved to it.
 */
export function TenantPicker({ value, control, onChange }: TenantPickerProps): ReactNode {
  const tenants = useTenants(useDebounced(value.trim(), TYPING_DELAY_MS), OFFERED)
  const options = (tenants.data ?? []).map(tenant => ({
    value: tenant.id,
    label: <TenantOption tenant={tenant} />,
  }))
  const { id, ...rest } = control
  return (
    <SuggestField
      {...(id !== undefined && { id })}
      value={value}
      options={options}
      isFoundElsewhere
      onChange={onChange}
    >
      <Input {...rest} />
    </SuggestField>
  )
}

function TenantOption({ tenant: { id, slug, name, plan, region } }: { tenant: DirectoryEntry }): ReactNode {
  return (
    <span className="con-tenant-option">
      <span>
        {name} <span className="con-faint">{slug}</span>
      </span>
      <span className="con-faint">{[id, plan, region].filter(Boolean).join(' · ')}</span>
    </span>
  )
}
