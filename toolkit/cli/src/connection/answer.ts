/** An answer, read to its end. */
export interface Answer {
  status: number
  headers: Headers
  text: string
}
