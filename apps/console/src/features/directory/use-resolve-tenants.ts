import type { DirectoryDetail } from '@portico/identity-contract'
import { useReleaseClient } from '../../release-client/use-release-client.ts'

/** More than that are pasted from somewhere, and there they have ids. */
const MAX_TYPED = 20

/** The id of what people type, a slug or an id; what the directory does not know, or cannot answer just now, stays as it is. */
export function useResolveTenant(): (ref: string) => Promise<string> {
  const client = useReleaseClient()
  return async typed => {
    const ref = typed.trim()
    if (ref === '') return ''
    return client.ask<DirectoryDetail>(`/directory/${encodeURIComponent(ref)}`).then(
      ({ id }) => id,
      () => ref,
    )
  }
}

/** As above, each once. */
export function useResolveTenants(): (refs: readonly string[]) => Promise<string[]> {
  const resolve = useResolveTenant()
  return async refs => {
    if (refs.length > MAX_TYPED) return [...refs]
    return [...new Set(await Promise.all(refs.map(resolve)))]
  }
}
