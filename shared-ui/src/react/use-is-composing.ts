import { useEffect, useState } from 'react'

/**
 * Is text being composed somewhere on the page, as with the input methods for Chinese, Japanese or Korean? What stands in the
 * field until then is the way to a word and not one to search for.
 */
export function useIsComposing(): boolean {
  const [isComposing, setComposing] = useState(false)
  useEffect(() => {
    const begin = () => setComposing(true)
    const end = () => setComposing(false)
    document.addEventListener('compositionstart', begin, true)
    document.addEventListener('compositionend', end, true)
    // A field that goes away in the middle never reports the end.
    document.addEventListener('focusout', end, true)
    return () => {
      document.removeEventListener('compositionstart', begin, true)
      document.removeEventListener('compositionend', end, true)
      document.removeEventListener('focusout', end, true)
    }
  }, [])
  return isComposing
}
