import { useSyncExternalStore } from 'react'
import { Icon } from './common/Icon.tsx'
import { useWords } from './common/shell-context.ts'

export function OfflineBanner() {
  const words = useWords()
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine)
  return (
    <div aria-live="polite">
      {!isOnline && (
        <p className="offline">
          <Icon name="cloudOff" size={18} />
          {words.offline}
        </p>
      )}
    </div>
  )
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}
