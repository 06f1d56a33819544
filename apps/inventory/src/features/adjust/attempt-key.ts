/**
 * One key for one thing to be booked: the same content sent again after a lost answer carries the same key and is
 * booked once; other content gets another key.
 */
export class AttemptKey {
  readonly #mint: () => string
  #content: string | null = null
  #key = ''

  constructor(mint: () => string = () => crypto.randomUUID()) {
    this.#mint = mint
  }

  for(content: object): string {
    const written = JSON.stringify(content)
    if (written !== this.#content) this.#key = this.#mint()
    this.#content = written
    return this.#key
  }

  /** What was sent is settled; the same content again is meant as another booking. */
  settle(): void {
    this.#content = null
  }
}
