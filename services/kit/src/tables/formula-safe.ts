/**
 * How a cell begins that a spreadsheet would run: `= + - @`, tab and line ends, their full-width forms; and the apostrophe
 * itself, for a reader takes one away from the front of every cell and must find the value behind it.
 */
const DANGEROUS = /^[=+\-@\t\r\n'＝＋－＠]/

/** Text that no spreadsheet runs as a formula: an apostrophe in front makes it text (OWASP, CSV injection). */
export function formulaSafe(text: string): string {
  return DANGEROUS.test(text) ? `'${text}` : text
}
