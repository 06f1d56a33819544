/** The script of a Vue component. What stands before it is blanked, so that lines keep their numbers. */
export function scriptOf(text: string): string {
  const start = text.indexOf('<script')
  const begin = text.indexOf('>', start) + 1
  const end = text.indexOf('</script>', begin)
  if (start < 0 || end < 0) return ''
  return text.slice(0, begin).replaceAll(/[^\n]/g, ' ') + text.slice(begin, end)
}
