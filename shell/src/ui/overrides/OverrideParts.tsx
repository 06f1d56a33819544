import type { PageOverrides } from '../../overrides/index.ts'
import { LinkDialog } from './LinkDialog.tsx'
import { LocalNotes } from './LocalNotes.tsx'
import { OverrideBadge } from './OverrideBadge.tsx'
import { RefusedNote } from './RefusedNote.tsx'

/** Loaded only on pages that have, or could have, apps from elsewhere. */
export default function OverrideParts({
  place,
  overrides,
}: {
  place: 'bar' | 'notes'
  overrides: PageOverrides
}) {
  if (place === 'bar') return <OverrideBadge overrides={overrides} />
  return (
    <>
      {overrides.locals.map(local => (
        <LocalNotes key={local.dev.events} local={local} />
      ))}
      <RefusedNote chosen={overrides.chosen} />
      <LinkDialog chosen={overrides.chosen} />
    </>
  )
}
