import type { Overlay } from '@portico/release'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import { useCallback } from 'react'
import { releaseMessages } from './release.messages.ts'

/** "sales 1.5.0 and sales to gray". */
export function useOverlayText(): (overlay: Overlay) => string {
  const t = useMessages(releaseMessages)
  const { locale } = useFormats()
  return useCallback(
    ({ apps, services, shared }) => {
      const parts = [
        ...Object.entries({ ...apps, ...shared }).map(([name, version]) => `${name} ${version}`),
        ...Object.entries(services).map(([name, tag]) => t.toTag(name, tag)),
      ]
      return new Intl.ListFormat(locale).format(parts)
    },
    [t, locale],
  )
}
