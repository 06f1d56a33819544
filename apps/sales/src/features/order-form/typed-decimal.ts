import Big from 'big.js'

const GROUPED = /^-?\d{1,3}(,\d{3})+(\.\d*)?$/
const PLAIN = /^-?(\d+\.?\d*|\.\d+)$/

/**
 * The decimal text a person meant by what was typed, or null when it is no number. Full-width digits and marks
 * (as a Chinese input method gives them), blanks and thousands commas are understood; "1,5" is not guessed at.
 */
export function parseTypedDecimal(typed: string): string | null {
  const text = typed.normalize('NFKC').replaceAll('。', '.').replace(/\s/g, '')
  const digits = GROUPED.test(text) ? text.replaceAll(',', '') : text
  return PLAIN.test(digits) ? plainText(digits) : null
}

/** Big writes no exponent and no superfluous zeros. */
function plainText(digits: string): string {
  return new Big(digits.replace(/\.$/, '')).toFixed()
}
