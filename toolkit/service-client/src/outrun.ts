/** Why a call is given up whose answer came from another instance: it was as slow at least as it had taken by then. */
export class Outrun extends Error {
  constructor() {
    super('Another instance answered first')
  }
}
