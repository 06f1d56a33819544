import { useShell } from '@portico/micro-app/react'
import { useMemo } from 'react'
import { ReleaseClient } from './release-client.ts'

export function useReleaseClient(): ReleaseClient {
  const { graph } = useShell()
  return useMemo(() => new ReleaseClient(graph), [graph])
}
