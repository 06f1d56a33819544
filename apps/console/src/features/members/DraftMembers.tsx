import { useFormats, useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { FieldProblem } from '../../ui/Field.tsx'
import { useResolveTenants } from '../directory/use-resolve-tenants.ts'
import { membersMessages } from './members.messages.ts'
import { TenantChips } from './TenantChips.tsx'
import { TenantIdsInput } from './TenantIdsInput.tsx'
import { MAX_AT_ONCE, readTenantIds } from './tenant-ids.ts'

const SHOWN_AT_FIRST = 50
const SHOWN_MORE = 200

interface DraftMembersProps {
  list: 'allow' | 'block'
  tenantIds: string[]
  problem?: ReactNode
  onChange: (tenantIds: string[]) => void
}

/** A list of a release that is not saved yet. */
export function DraftMembers({ list, tenantIds, problem, onChange }: DraftMembersProps): ReactNode {
  const t = useMessages(membersMessages)
  const { integer } = useFormats()
  const [typed, setTyped] = useState('')
  const merged = [...new Set([...tenantIds, ...readTenantIds(typed)])]
  const isTooLong = merged.length > MAX_AT_ONCE
  const resolve = useResolveTenants()
  const add = async () => {
    const added = await resolve(readTenantIds(typed))
    onChange([...new Set([...tenantIds, ...added])])
    setTyped('')
  }
  return (
    <fieldset className="con-fieldset">
      <legend>
        {t[list]}{' '}
        <span className="con-faint">{t.count(integer(tenantIds.length), tenantIds.length === 1)}</span>
      </legend>
      <p className="con-hint">{t[`${list}Hint`]}</p>
      {problem && <FieldProblem>{problem}</FieldProblem>}
      <TenantIdsInput
        value={typed}
        problem={isTooLong && t.tooLong(integer(MAX_AT_ONCE))}
        onChange={setTyped}
      />
      <Button
        size="small"
        onClick={() => void add()}
        disabled={readTenantIds(typed).length === 0 || isTooLong}
      >
        {t.add}
      </Button>
      <LongList
        label={t.label(t[list])}
        tenantIds={tenantIds}
        onRemove={tenantId => onChange(tenantIds.filter(each => each !== tenantId))}
      />
    </fieldset>
  )
}

interface LongListProps {
  label: string
  tenantIds: string[]
  onRemove: (tenantId: string) => void
}

/** Ten thousand chips at once would hang the page. */
function LongList({ label, tenantIds, onRemove }: LongListProps): ReactNode {
  const t = useMessages(membersMessages)
  const { integer } = useFormats()
  const [shownCount, setShownCount] = useState(SHOWN_AT_FIRST)
  const shown = tenantIds.slice(0, shownCount)
  return (
    <>
      {shown.length > 0 && <TenantChips label={label} tenantIds={shown} onRemove={onRemove} />}
      {shown.length < tenantIds.length && (
        <div className="con-more">
          <span className="con-faint">{t.shown(integer(shown.length), integer(tenantIds.length))}</span>
          <Button size="small" onClick={() => setShownCount(shownCount + SHOWN_MORE)}>
            {t.more}
          </Button>
        </div>
      )}
    </>
  )
}
