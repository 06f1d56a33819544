import { readMockFolder } from '../files/read-mock-folder.ts'
import { MockError } from '../format/mock-error.ts'
import { MockPlayer } from './mock-player.ts'

/** The mocks of a folder, and of the packages that it lists, as they are now: what was changed begins a new play. */
export class MockFolder {
  readonly #root: string
  readonly #say: (line: string) => void
  #read: string | null = null
  #player: MockPlayer | null = null
  #fault: MockError | null = null

  constructor(root: string, say: (line: string) => void) {
    this.#root = root
    this.#say = say
  }

  /**
   * Null: there are none. What is wrong with them is said once; until it is mended those before answer, and where there were none
   * it is thrown, as a `MockError`.
   */
  get player(): MockPlayer | null {
    this.#look()
    if (this.#player === null && this.#fault !== null) throw this.#fault
    return this.#player
  }

  #look(): void {
    let read: string | null = null
    try {
      const sources = readMockFolder(this.#root)
      read = JSON.stringify(sources)
      if (read === this.#read) return
      const hadSome = this.#player !== null || this.#fault !== null
      this.#player = sources === null ? null : new MockPlayer(sources)
      this.#fault = null
      if (sources !== null) this.#say('Mocks are read from mocks/.')
      else if (hadSome) this.#say('There are no mocks any more.')
    } catch (error) {
      if (!(error instanceof MockError)) throw error
      if (this.#fault?.message !== error.message) this.#say(`${error.code}: ${error.message}`)
      this.#fault = error
    } finally {
      this.#read = read
    }
  }
}
