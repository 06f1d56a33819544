/** A decimal as it travels: digits, optional sign and fraction; no exponent, no grouping. */
export type DecimalText = `${number}`

const DECIMAL = /^-?\d+(\.\d+)?$/

export function isDecimalText(text: string): text is DecimalText {
  return DECIMAL.test(text)
}
