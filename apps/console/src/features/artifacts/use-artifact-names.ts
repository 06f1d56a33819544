import { useFeed } from '../standing/use-standing.ts'
import { useArtifacts } from './use-artifacts.ts'

/** Every app that can be released: those in the baseline, and those lately published that are in none yet. */
export function useArtifactNames(): string[] {
  const { data: feed } = useFeed()
  const { data: latest } = useArtifacts('')
  const inBaseline = feed ? ['shell', ...Object.keys(feed.baseline.apps)] : []
  const published = (latest ?? []).filter(({ kind }) => kind !== 'shared').map(({ name }) => name)
  return [...new Set([...inBaseline, ...published])].sort()
}

/** Apps and the services that registered: what a token can be for. */
export function useReleasableNames(): string[] {
  const apps = useArtifactNames()
  const { data: feed } = useFeed()
  return [...new Set([...apps, ...(feed?.instances ?? []).map(({ service }) => service)])].sort()
}
