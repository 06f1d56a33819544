import { useFormats, useMessages } from '@portico/shared-ui/react'
import { serviceMapMessages } from './service-map.messages.ts'

/** Figures of the map in words. */
export function useMapWords(seconds: number) {
  const t = useMessages(serviceMapMessages)
  const { quantity } = useFormats()
  return {
    name: (part: string) => (part === 'browser' || part === 'gateway' ? t[part] : part),
    revision: (revision: string) => revision || t.noInstance,
    rate: (count: number) => {
      const perSecond = count / Math.max(1, seconds)
      return perSecond < 1
        ? t.perMinute(quantity(shortened(60 * perSecond)))
        : t.perSecond(quantity(shortened(perSecond)))
    },
    share: (failures: number, count: number) => quantity(shortened((100 * failures) / Math.max(1, count))),
    ms: (ms: number | null) => (ms === null ? '–' : t.ms(quantity(shortened(ms)))),
  }
}

/** Two digits that say something, however small. */
function shortened(value: number): string {
  if (value >= 10 || value === 0) return value.toFixed(0)
  return String(Number(value.toPrecision(2)))
}
