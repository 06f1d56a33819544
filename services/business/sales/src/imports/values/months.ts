/** Languages whose month names stand in the exports of shop systems and spreadsheets. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'sv']
const MIN_LENGTH = 3

/** Month numbers by name, full and short, in lower case without dots and accents. */
const MONTHS = monthNames()

function monthNames(): Map<string, number> {
  const names = new Map<string, number>([['sept', 9]])
  for (const language of LANGUAGES) {
    for (const style of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC' })
      for (let month = 1; month <= 12; month++) {
        const name = plain(format.format(Date.UTC(2024, month - 1, 15)))
        if (!names.has(name)) names.set(name, month)
      }
    }
  }
  return names
}

function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036f.]/g, '')
    .toLowerCase()
}

/** 1 to 12; null when the word is no month. */
export function monthOf(word: string): number | null {
  const name = plain(word)
  return name.length < MIN_LENGTH ? null : (MONTHS.get(name) ?? null)
}
