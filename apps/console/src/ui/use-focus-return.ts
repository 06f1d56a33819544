import { useEffect, useState } from 'react'

/** For a dialog that is mounted to be opened: once it is closed, the focus is where it was before. */
export function useFocusReturn(): void {
  // Read while it is rendered: the dialog takes the focus before any effect.
  const [opener] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    },
    [opener],
  )
}
