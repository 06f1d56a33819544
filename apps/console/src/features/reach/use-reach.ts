import type { Release, WantedReach } from '@portico/release'
import { useMutation } from '@tanstack/react-query'
import { useReleaseClient } from '../../release-client/use-release-client.ts'

/** As long as the service may take to go through a directory of more than a million tenants. */
const TIMEOUT_MS = 60_000

/** The tenants a release would be given to; asked for by a button only, for it reads the whole directory. */
export function useReachOfRelease() {
  const client = useReleaseClient()
  return useMutation({
    mutationFn: ({ id, percentBp }: { id: string; revision: Release['revision']; percentBp: number }) =>
      client.call('getReach', { params: { id }, query: { percentBp }, timeoutMs: TIMEOUT_MS }),
  })
}

export function useReachOfDraft() {
  const client = useReleaseClient()
  return useMutation({
    mutationFn: (body: WantedReach) => client.call('askReach', { body, timeoutMs: TIMEOUT_MS }),
  })
}
