import type { Locale } from '@portico/micro-app'

/** Where the browser speaks no English of its own: days first, as most of the world writes them. */
const DEFAULT_ENGLISH = 'en-GB'

/**
 * The locale that dates are written in: English as the browser's own region has it (1 Dec 2010, or Dec 1, 2010), the other
 * languages of the product as they are.
 */
export function regionalLocale(locale: Locale): string {
  if (locale !== 'en') return locale
  return navigator.languages.find(language => /^en-/i.test(language)) ?? DEFAULT_ENGLISH
}
