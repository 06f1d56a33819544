import { type RefObject, useEffect, useRef } from 'react'

/** True once the component is unmounted: what a call that is still under way comes to has to be said elsewhere. */
export function useIsLeft(): RefObject<boolean> {
  const isLeft = useRef(false)
  useEffect(() => {
    isLeft.current = false
    return () => {
      isLeft.current = true
    }
  }, [])
  return isLeft
}
