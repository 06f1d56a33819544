import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { MockError, MockPlayer, readMockFolder } from '@portico/mocks'

const FOLDER = 'mocks'

/** The mocks of an app's folder as they are now: a file that was changed begins a new play. */
export class MockFiles {
  readonly #root: string
  readonly #say: (line: string) => void
  #state = ''
  #player: MockPlayer | null = null

  constructor(root: string, say: (line: string) => void) {
    this.#root = root
    this.#say = say
  }

  /** Null: there are none. What is wrong with them is said once; until it is mended, those before answer. */
  get player(): MockPlayer | null {
    const state = this.#look()
    if (state === this.#state) return this.#player
    this.#state = state
    try {
      const sources = readMockFolder(this.#root)
      this.#player = sources === null ? null : new MockPlayer(sources)
      this.#say(sources === null ? 'No mocks: the baseline answers.' : 'Mocks are read from mocks/.')
    } catch (error) {
      if (!(error instanceof MockError)) throw error
      this.#say(`${error.code}: ${error.message}`)
    }
    return this.#player
  }

  #look(): string {
    const files = ['package.json', ...namesIn(join(this.#root, FOLDER)).map(name => join(FOLDER, name))]
    return files.map(file => `${file} ${changedAt(join(this.#root, file))}`).join('\n')
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}

/** 0: it is not there. */
function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
