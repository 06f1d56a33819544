import { useFormats } from '@portico/shared-ui/react'
import { useCallback } from 'react'

/** 0.0525 -> "5.25%"; more than two digits of a percent say nothing. */
export function useShareText(): (share: number) => string {
  const { percent } = useFormats()
  // toFixed: no exponent, which is no decimal text.
  return useCallback(share => percent(share.toFixed(6)), [percent])
}
