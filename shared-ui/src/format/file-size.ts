import type { Locale } from '@portico/micro-app'
import { memoise } from './memoise.ts'

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

const sizeFormat = memoise(
  (locale: string, unit: string) =>
    new Intl.NumberFormat(locale, {
      ...{ style: 'unit', unit, maximumFractionDigits: 1 },
      // The short form of a byte has no plural: "8 byte".
      unitDisplay: unit === 'byte' ? 'long' : 'short',
    }),
)

/** Steps of 1024, one fraction digit: 8 -> "8 bytes", 1536 -> "1.5 kB". */
export function formatFileSize(locale: Locale, bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(bytes, 1)) / 10))
  return sizeFormat(locale, UNITS[step] ?? 'byte').format(bytes / 1024 ** step)
}
