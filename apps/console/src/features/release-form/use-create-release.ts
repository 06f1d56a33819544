import type { WantedRelease } from '@portico/release'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useReleaseClient } from '../../release-client/use-release-client.ts'

export function useCreateRelease() {
  const client = useReleaseClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (wanted: WantedRelease) => client.call('createRelease', { body: wanted }),
    onSuccess: release => {
      queries.setQueryData(['release', release.id], release)
      return queries.invalidateQueries({ queryKey: ['releases'] })
    },
  })
}
