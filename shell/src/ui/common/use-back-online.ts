import { useEffect } from 'react'

/** Calls each time the browser is back on the network, while `isWanted`. */
export function useBackOnline(isWanted: boolean, call: () => void): void {
  useEffect(() => {
    if (!isWanted) return
    window.addEventListener('online', call)
    return () => window.removeEventListener('online', call)
  }, [isWanted, call])
}
