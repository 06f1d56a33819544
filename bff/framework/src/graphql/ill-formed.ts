/** A request without an operation that could be run. Apollo says what is wrong with it, in the words that its clients know. */
export class IllFormed extends Error {
  constructor() {
    super('The request has no operation that could be run')
    this.name = 'IllFormed'
  }
}
