const GROUPED = /^[1-9]\d{0,2}(,\d{3})+\.\d+$|^[1-9]\d{0,2}(,\d{3}){2,}$/
const PLAIN = /^(\d+(\.\d*)?|\.\d+)$/
const COMMA = /^\d+,\d+$/
/** One thousand and five hundred, or one and a half. */
const AMBIGUOUS = /^[1-9]\d{0,2},\d{3}$/
/** More digits than any field of the product keeps. */
const MAX_CHARACTERS = 64

/**
 * The decimal text a person meant by what was typed, such as `-1234.5`, without superfluous zeros; null when it is no
 * number, or might be two (`1,500`). A sign, a comma or a point for decimals, thousands commas, blanks, and full-width
 * digits and marks (as a Chinese input method gives them) are understood.
 */
export function parseTypedDecimal(typed: string): string | null {
  if (typed.length > MAX_CHARACTERS) return null
  const text = typed.normalize('NFKC').replaceAll('。', '.').replaceAll('−', '-').replace(/\s/g, '')
  const digits = plainDigits(text.replace(/^[+-]/, ''))
  return digits === null ? null : plainText(digits, text.startsWith('-'))
}

function plainDigits(text: string): string | null {
  if (GROUPED.test(text)) return text.replaceAll(',', '')
  if (COMMA.test(text) && !AMBIGUOUS.test(text)) return text.replace(',', '.')
  return PLAIN.test(text) ? text : null
}

function plainText(digits: string, isNegative: boolean): string {
  const [whole = '', fraction = ''] = digits.split('.')
  const kept = fraction.replace(/0+$/, '')
  const text = `${whole.replace(/^0+/, '') || '0'}${kept && `.${kept}`}`
  return isNegative && text !== '0' ? `-${text}` : text
}
