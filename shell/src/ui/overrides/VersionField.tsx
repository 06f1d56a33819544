import { useEffect, useId, useState } from 'react'
import { codeOf, listVersions, type PublishedVersion } from '../../overrides/override-calls.ts'
import type { OverrideChoice } from '../../overrides/override-record.ts'
import { overrideMessages } from '../../words/override-messages.ts'
import { useLocale } from '../common/shell-context.ts'
import { useReason } from './use-reason.ts'

interface VersionFieldProps {
  name: string
  title: string
  choice: OverrideChoice | null
  onChoose: (choice: OverrideChoice | null) => void
}

/** The published versions of an app, newest first, with their sizes. */
export function VersionField({ name, title, choice, onChoose }: VersionFieldProps) {
  const locale = useLocale()
  const words = overrideMessages[locale]
  const reasonOf = useReason()
  const id = useId()
  const [listing, setListing] = useState<readonly PublishedVersion[] | string>([])
  useEffect(() => void listVersions(name).then(setListing, error => setListing(codeOf(error))), [name])
  if (typeof listing === 'string') return <p role="alert">{reasonOf(listing)}</p>
  const size = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const version = choice?.kind === 'version' ? choice.version : ''
  const isListed = version === '' || listing.some(other => other.version === version)
  return (
    <div className="override-field">
      <label htmlFor={id}>{words.versionOf(title)}</label>
      <select
        id={id}
        value={version}
        onChange={({ target: { value } }) =>
          onChoose(value === '' ? null : { kind: 'version', version: value })
        }
      >
        <option value="">{words.asReleased}</option>
        {!isListed && <option value={version}>{version}</option>}
        {listing.map(({ version: each, sizeBytes }) => (
          <option key={each} value={each}>
            {words.versionSize(each, size.format(sizeBytes / 1000))}
          </option>
        ))}
      </select>
    </div>
  )
}
