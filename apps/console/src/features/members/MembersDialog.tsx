import { useShell } from '@portico/micro-app/react'
import type { Release } from '@portico/release'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import { type ReactNode, useState } from 'react'
import { useSeenRelease } from '../../release-client/use-release.ts'
import { Consequences } from '../../ui/Consequences.tsx'
import { Field } from '../../ui/Field.tsx'
import { useDirty } from '../../ui/use-dirty.ts'
import { useResolveTenants } from '../directory/use-resolve-tenants.ts'
import { ReasonDialog } from '../reason/ReasonDialog.tsx'
import { membersMessages } from './members.messages.ts'
import { TenantIdsInput } from './TenantIdsInput.tsx'
import { MAX_AT_ONCE, readTenantIds } from './tenant-ids.ts'
import { UnknownTenants } from './UnknownTenants.tsx'
import { type OwnList, useChangeMembers } from './use-members.ts'

export type MemberEdit = { kind: 'add' | 'remove'; tenantIds: string } | { kind: 'replace' }

interface MembersDialogProps {
  release: Release
  list: OwnList
  edit: MemberEdit
  onClose: () => void
}

export function MembersDialog(props: MembersDialogProps): ReactNode {
  return props.edit.kind === 'replace' ? (
    <ReplaceDialog {...props} />
  ) : (
    <ChangeDialog {...props} kind={props.edit.kind} given={props.edit.tenantIds} />
  )
}

interface ChangeDialogProps extends MembersDialogProps {
  kind: 'add' | 'remove'
  given: string
}

function ChangeDialog({ release, list, kind, given, onClose }: ChangeDialogProps): ReactNode {
  const t = useMessages(membersMessages)
  const { integer } = useFormats()
  const { notify } = useShell()
  const [typed, setTyped] = useState(given)
  const { seen, reload } = useSeenRelease(release)
  const members = useChangeMembers(seen, list)
  const resolve = useResolveTenants()
  const refusal = useRefusal()
  const tenantIds = readTenantIds(typed)
  const count = integer(tenantIds.length)
  const who = kind === 'remove' ? t.removeWho : list === 'block' ? t.addBlockWho : t.addAllowWho
  useDirty(typed !== given)
  const submit = async (reason: string) => {
    const change = { [kind]: await resolve(tenantIds), reason }
    await refusal.noted(members.change({ ...change, ...(refusal.isForced && { isForced: true }) }))
    notify.success(t.done)
  }
  return (
    <ReasonDialog
      title={kind === 'add' ? t.addTitle(t[list]) : t.removeTitle(t[list])}
      okText={kind === 'add' ? t.addMany : t.removeMany}
      isDanger={kind === 'remove' || list === 'block'}
      isBlocked={tenantIds.length === 0 || tenantIds.length > MAX_AT_ONCE}
      onSubmit={submit}
      onReload={reload}
      onClose={onClose}
    >
      <TenantIdsInput
        value={typed}
        onChange={text => {
          setTyped(text)
          refusal.forget()
        }}
      />
      <UnknownTenants error={refusal.error} isForced={refusal.isForced} onChange={refusal.onChange} />
      <Consequences
        who={who(count, tenantIds.length === 1)}
        what={release.state === 'draft' ? [t.draftNote] : []}
      />
    </ReasonDialog>
  )
}

function ReplaceDialog({ release, list, onClose }: MembersDialogProps): ReactNode {
  const t = useMessages(membersMessages)
  const { integer, fileSize } = useFormats()
  const { notify } = useShell()
  const [file, setFile] = useState<File | null>(null)
  const { seen, reload } = useSeenRelease(release)
  const members = useChangeMembers(seen, list)
  const refusal = useRefusal()
  useDirty(file !== null)
  const submit = async (reason: string) => {
    if (file) await refusal.noted(members.replace(file, { reason, isForced: refusal.isForced }))
    notify.success(t.done)
  }
  return (
    <ReasonDialog
      title={t.replaceTitle(t[list])}
      okText={t.replace}
      isDanger
      isBlocked={file === null}
      onSubmit={submit}
      onReload={reload}
      onClose={onClose}
    >
      <Field label={t.file} hint={file ? t.chosen(file.name, fileSize(file.size)) : t.noFile}>
        {({ status: _, ...control }) => (
          <input
            {...control}
            type="file"
            accept="text/plain,.txt,.csv"
            onChange={event => {
              setFile(event.target.files?.[0] ?? null)
              refusal.forget()
            }}
          />
        )}
      </Field>
      <UnknownTenants error={refusal.error} isForced={refusal.isForced} onChange={refusal.onChange} />
      <Consequences
        who={t.replaceWho(integer(release.lists[list].count), release.lists[list].count === 1)}
        what={release.state === 'draft' ? [t.draftNote] : []}
      />
    </ReasonDialog>
  )
}

/** What the last try was refused for, and whether it is to go through all the same; other tenants are asked about anew. */
function useRefusal() {
  const [error, setError] = useState<unknown>(null)
  const [isForced, setForced] = useState(false)
  return {
    error,
    isForced,
    onChange: setForced,
    noted: (change: Promise<void>) =>
      change.catch((refused: unknown) => {
        setError(refused)
        throw refused
      }),
    forget() {
      setError(null)
      setForced(false)
    },
  }
}
