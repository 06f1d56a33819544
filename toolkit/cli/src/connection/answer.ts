import type { Exchange } from '@portico/service-client'

/** An answer, read to its end. */
export interface Answer extends Pick<Exchange, 'status' | 'headers'> {
  text: string
}
