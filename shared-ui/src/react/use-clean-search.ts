import { useAppLocation, useShell } from '@portico/micro-app/react'
import { useEffect } from 'react'

/** What of the address's query was not understood, and so has no part in what is shown, leaves the address too. */
export function useCleanSearch(understood: URLSearchParams): void {
  const { navigation } = useShell()
  const { pathname, search, hash, state } = useAppLocation()
  const wanted = understood.toString()
  useEffect(() => {
    if (new URLSearchParams(search).toString() === wanted) return
    const query = wanted === '' ? '' : `?${wanted}`
    navigation.navigate(`${pathname}${query}${hash}`, { replace: true, state })
  }, [navigation, pathname, search, hash, state, wanted])
}
