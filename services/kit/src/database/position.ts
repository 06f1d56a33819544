/** How far the log of a PostgreSQL goes: bytes since its beginning. */
export type Position = bigint

const FORM = /^([\dA-F]{1,8})\/([\dA-F]{1,8})$/i

/** Of PostgreSQL's own form, such as `16/B374D848`; null: it is none. */
export function readPosition(text: string): Position | null {
  const [, high, low] = FORM.exec(text) ?? []
  return high === undefined || low === undefined ? null : (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`)
}

export function isAtOrBehind(position: Position, other: Position): boolean {
  return position <= other
}
