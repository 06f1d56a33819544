import type { MemberList, Release } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { PagedList } from '../../ui/PagedList.tsx'
import { useMayRelease } from '../../ui/use-may-write.ts'
import { type MemberEdit, MembersDialog } from './MembersDialog.tsx'
import { membersMessages } from './members.messages.ts'
import { TenantChips } from './TenantChips.tsx'
import { useMembers } from './use-members.ts'

interface MembersProps {
  release: Release
  list: MemberList
}

/** One list of a release, page by page. What merchants chose themselves is only shown. */
export function Members({ release, list }: MembersProps): ReactNode {
  const t = useMessages(membersMessages)
  const [edit, setEdit] = useState<MemberEdit | null>(null)
  const members = useMembers(release.id, list, true)
  const isRunning = release.state === 'draft' || release.state === 'gray'
  const ownList = list === 'allow' || list === 'block' ? list : null
  const mayChange = useMayRelease(release.overlay) && isRunning && ownList !== null
  return (
    <div className="con-card-body con-members">
      <p className="con-hint">{t[`${list}Hint`]}</p>
      {mayChange && (
        <div className="con-buttons">
          <Button size="small" onClick={() => setEdit({ kind: 'add', tenantIds: '' })}>
            {t.addMany}
          </Button>
          <Button size="small" onClick={() => setEdit({ kind: 'remove', tenantIds: '' })}>
            {t.removeMany}
          </Button>
          <Button size="small" onClick={() => setEdit({ kind: 'replace' })}>
            {t.replace}
          </Button>
        </div>
      )}
      <PagedList pages={members} label={t[list]} empty={<p className="con-faint">{t.empty}</p>}>
        {items => (
          <TenantChips
            label={t.label(t[list])}
            tenantIds={items.map(({ tenantId }) => tenantId)}
            {...(mayChange && {
              onRemove: (tenantId: string) => setEdit({ kind: 'remove', tenantIds: tenantId }),
            })}
          />
        )}
      </PagedList>
      {edit && ownList && (
        <MembersDialog release={release} list={ownList} edit={edit} onClose={() => setEdit(null)} />
      )}
    </div>
  )
}
