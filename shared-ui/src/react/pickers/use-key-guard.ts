import type { KeyboardEvent, KeyboardEventHandler } from 'react'

/**
 * For a wrapper around a picker: Enter reaches the picker only when there is something to choose for the text that is typed.
 * Where there is not, it does nothing; inside a composition it belongs to the input method. Tab leaves the field and never
 * chooses, whatever the picker has marked.
 */
export function useKeyGuard(isChoosable: () => boolean): KeyboardEventHandler {
  return (event: KeyboardEvent) => {
    if (event.key === 'Tab') {
      event.stopPropagation()
      return
    }
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
    if (isChoosable() && !event.nativeEvent.isComposing) return
    event.preventDefault()
    event.stopPropagation()
  }
}
