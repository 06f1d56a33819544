import { hash } from 'node:crypto'

/** Of an answer's text, without quotes. */
export function etagOf(body: string): string {
  return hash('sha256', body, 'base64url').slice(0, 27)
}
