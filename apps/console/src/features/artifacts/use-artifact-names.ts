import { useBaseline, useInstances } from '../status/use-status.ts'
import { useArtifacts } from './use-artifacts.ts'

/** Every app that can be released: those in the baseline, and those lately published that are in none yet. */
export function useArtifactNames(): string[] {
  const { data: present } = useBaseline()
  const { data: latest } = useArtifacts('')
  const inBaseline = present ? ['shell', ...Object.keys(present.baseline.apps)] : []
  const published = (latest ?? []).filter(({ kind }) => kind !== 'shared').map(({ name }) => name)
  return [...new Set([...inBaseline, ...published])].sort()
}

/** Every shared library that can be released, as `useArtifactNames`. */
export function useLibraryNames(): string[] {
  const { data: present } = useBaseline()
  const { data: latest } = useArtifacts('')
  const published = (latest ?? []).filter(({ kind }) => kind === 'shared').map(({ name }) => name)
  return [...new Set([...Object.keys(present?.baseline.shared ?? {}), ...published])].sort()
}

/** Apps and the services that registered: what a token can be for. */
export function useReleasableNames(): string[] {
  const apps = useArtifactNames()
  const { data: instances = [] } = useInstances()
  return [...new Set([...apps, ...instances.map(({ service }) => service)])].sort()
}
