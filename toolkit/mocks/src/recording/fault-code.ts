/** As the catalogues of codes write them. */
const CODE = /^[A-Z][A-Z_]{0,63}$/

/** The message of an error may quote what was sent, and what is no code is a message. */
export function faultCodeOf(code: unknown): string {
  return typeof code === 'string' && CODE.test(code) ? code : 'UNKNOWN'
}
