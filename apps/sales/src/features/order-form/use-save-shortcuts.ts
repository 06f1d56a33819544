import { isHidden } from '@portico/micro-app'
import { useEffect, useRef } from 'react'

/** For `aria-keyshortcuts`. */
export const SAVE_KEYS = 'Control+S Meta+S'
export const CONFIRM_KEYS = 'Control+Enter Meta+Enter'

/** As people write it on their keyboard. */
export function shortcutText(key: 'S' | 'Enter'): string {
  const isMac = /mac|iphone|ipad/i.test(navigator.platform)
  return isMac ? `⌘${key === 'Enter' ? '↩' : key}` : `Ctrl+${key}`
}

/**
 * Ctrl or Cmd with S saves, with Enter saves and confirms, wherever the focus is, while this app is the one that is shown
 * and no dialog is open over the form.
 */
export function useSaveShortcuts(save: (isConfirmed: boolean) => void): void {
  const latest = useRef(save)
  latest.current = save
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const wanted = wantedBy(event)
      if (wanted === null || isHidden()) return
      // The browser would offer to save the page, or Enter would reach the field.
      event.preventDefault()
      event.stopPropagation()
      if (!event.repeat && !isDialogOpen()) latest.current(wanted === 'CONFIRM')
    }
    document.addEventListener('keydown', onKeyDown, { capture: true })
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [])
}

function wantedBy(event: KeyboardEvent): 'SAVE' | 'CONFIRM' | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.isComposing) return null
  if (event.key === 'Enter') return 'CONFIRM'
  return event.key.toLowerCase() === 's' ? 'SAVE' : null
}

function isDialogOpen(): boolean {
  return document.activeElement?.closest('[role=dialog]') != null
}
