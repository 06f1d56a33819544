/** `release:01J...` is of the kind `release`; `platform` has no name. */
export function splitSubject(subject: string): { kind: string; name: string } {
  const [, kind = subject, name = ''] = /^([a-z]+):(.+)$/.exec(subject) ?? []
  return { kind, name }
}

/** Null: this app has no page about it. */
export function subjectPlace(subject: string): string | null {
  const { kind, name } = splitSubject(subject)
  if (kind === 'release') return `/releases/${encodeURIComponent(name)}`
  if (kind === 'baseline') return '/snapshots'
  if (kind === 'intervention') return '/interventions'
  if (kind !== 'artifact') return null
  const [app = '', version = ''] = name.split('@')
  return version === '' ? null : `/artifacts/${app}/${encodeURIComponent(version)}`
}
