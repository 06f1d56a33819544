import type { DirectoryDetail } from '@portico/identity-contract'
import { useReleaseClient } from '../../release-client/use-release-client.ts'

/** More than that are pasted from somewhere, and there they have ids. */
const MAX_TYPED = 20

/** Ids of what people type, slugs among them; what the directory does not know, or cannot answer just now, stays as it is. */
export function useResolveTenants(): (refs: readonly string[]) => Promise<string[]> {
  const client = useReleaseClient()
  const resolve = (ref: string) =>
    client.ask<DirectoryDetail>(`/directory/${encodeURIComponent(ref)}`).then(
      ({ id }) => id,
      () => ref,
    )
  return async refs => {
    if (refs.length > MAX_TYPED) return [...refs]
    return [...new Set(await Promise.all(refs.map(resolve)))]
  }
}
