import type { KeyboardEvent, KeyboardEventHandler } from 'react'

/**
 * For a wrapper around a picker whose choices are searched for on a server: Enter reaches the picker only when what it
 * would choose was found for the text that is typed. Until then, and where nothing was found, it does nothing; inside a
 * composition it belongs to the input method.
 */
export function useEnterGuard(isChoosable: boolean): { onKeyDownCapture: KeyboardEventHandler } {
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
    if (isChoosable && !event.nativeEvent.isComposing) return
    event.preventDefault()
    event.stopPropagation()
  }
  return { onKeyDownCapture }
}
