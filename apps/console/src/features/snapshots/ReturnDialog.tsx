import { useShell } from '@portico/micro-app/react'
import type { BaselineEntry } from '@portico/release'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Consequences } from '../../ui/Consequences.tsx'
import { useLocalText } from '../../ui/use-local-text.ts'
import { ReasonDialog } from '../reason/ReasonDialog.tsx'
import { useSettings } from '../settings/use-settings.ts'
import { isInForce } from '../status/in-force.ts'
import { ReleasesInForce } from './ReleasesInForce.tsx'
import { SetChanges } from './SetChanges.tsx'
import { changesBetween } from './set-changes.ts'
import { snapshotsMessages } from './snapshots.messages.ts'
import { useFullReleases, useReturnToSet } from './use-snapshots.ts'

interface ReturnDialogProps {
  wanted: BaselineEntry
  current: BaselineEntry
  onClose: () => void
}

/** Shows what would change before it does. */
export function ReturnDialog({ wanted, current, onClose }: ReturnDialogProps): ReactNode {
  const t = useMessages(snapshotsMessages)
  const { integer, locale } = useFormats()
  const { notify } = useShell()
  const localText = useLocalText()
  const returnTo = useReturnToSet()
  const { data: full = [] } = useFullReleases()
  const isFourEyes = useSettings().data?.isFourEyes ?? false
  const changes = changesBetween(current.baseline, wanted.baseline)
  const losing = full.filter(
    ({ overlay }) => isInForce(overlay, current.baseline) && !isInForce(overlay, wanted.baseline),
  )
  const titles = new Intl.ListFormat(locale).format(losing.map(({ id, title }) => localText(title) || id))
  const submit = async (reason: string) => {
    const isAsked = await returnTo(wanted, current, reason)
    notify.success(isAsked ? t.returnAskedDone : t.returned)
  }
  return (
    <ReasonDialog
      title={t.returnTitle(integer(wanted.revision))}
      okText={t.returnTo}
      isDanger
      isBlocked={changes.length === 0}
      onSubmit={submit}
      onClose={onClose}
    >
      <section aria-label={t.willChange}>
        <h2 className="con-label">{t.willChange}</h2>
        <SetChanges changes={changes} empty={t.nothingToChange} label={t.willChange} />
      </section>
      <ReleasesInForce />
      <Consequences
        who={t.returnWho}
        what={[
          ...(isFourEyes ? [t.maySecond] : []),
          t.returnWhat,
          ...(losing.length > 0 ? [t.revoked(titles)] : []),
          t.runningStay,
        ]}
      />
    </ReasonDialog>
  )
}
