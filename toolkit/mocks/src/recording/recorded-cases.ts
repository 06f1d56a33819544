import { createHash } from 'node:crypto'
import { stringify } from 'yaml'
import { type CaseAnswer, type CaseOfFile, MAX_ANSWERS, MAX_CASES } from '../format/mock-file.ts'
import { MAX_FILE_CHARACTERS } from '../format/read-yaml.ts'
import type { Pseudonyms } from '../masking/pseudonyms.ts'

type Literal = string | number | boolean | null

interface RecordedCase {
  operation: string
  /** By path; every variable of the operation is among them. */
  variables: Map<string, Literal>
  answers: CaseAnswer[]
}

/** Of values that stand for others: behind it the session is so long that what it adds is left out. */
const MAX_PSEUDONYMS = 200_000
const WIDTH = { lineWidth: 120, aliasDuplicateObjects: false }
/** Of a line, how far the deepest answer of a file stands in; of a case, its id and what it is about. */
const INDENT_CHARACTERS = 12
const HEAD_CHARACTERS = 400

/**
 * Cases of a file of mocks, made of calls that were masked before: what was answered one after the other to the same call is
 * answered so again. There is room for as much as a file that can be loaded may hold.
 */
export class RecordedCases {
  readonly #cases = new Map<string, RecordedCase>()
  #characters = 0
  #size = 0
  #leftOut = 0

  /** Answers. */
  get size(): number {
    return this.#size
  }

  /** Calls for which there was no room. */
  get leftOut(): number {
    return this.#leftOut
  }

  /** False, and the call is counted as left out, where its session has too many values that stand for others. */
  hasRoomBeside(pseudonyms: Pick<Pseudonyms, 'size'>): boolean {
    if (pseudonyms.size < MAX_PSEUDONYMS) return true
    this.#leaveOut()
    return false
  }

  /** `names`: of variables that a call may leave out. */
  add(
    operation: string,
    { names, variables, answer }: { names: readonly string[]; variables: object; answer: CaseAnswer },
  ): void {
    const flat = new Map([...names.map((name): [string, null] => [name, null]), ...flatten(variables)])
    const key = `${operation} ${JSON.stringify([...flat].sort())}`
    const known = this.#cases.get(key) ?? { operation, variables: flat, answers: [] }
    const characters =
      charactersOf(answer) + (known.answers.length === 0 ? HEAD_CHARACTERS + 3 * key.length : 0)
    const isFull =
      known.answers.length === MAX_ANSWERS ||
      (known.answers.length === 0 && this.#cases.size === MAX_CASES) ||
      this.#characters + characters > MAX_FILE_CHARACTERS
    if (isFull) {
      this.#leaveOut()
      return
    }
    this.#characters += characters
    this.#size += 1
    known.answers.push(answer)
    this.#cases.set(key, known)
  }

  #leaveOut(): void {
    this.#leftOut += 1
  }

  /** Of the whole file; the same calls give the same text. */
  toYaml(provider: string): string {
    const cases = [...this.#cases].map(([key, recorded]) => this.#caseOf(key, recorded))
    return stringify({ provider, cases }, WIDTH)
  }

  #caseOf(key: string, { operation, variables, answers }: RecordedCase): CaseOfFile {
    const given = withoutRepeatedEnd(answers)
    const same = [...this.#cases.values()].filter(each => each.operation === operation)
    // A path that another call has and this one lacks parts the two.
    const all = [...new Set(same.flatMap(each => [...each.variables.keys()]))].sort()
    const paths = all.filter(path => !all.some(other => other.startsWith(`${path}.`)))
    const when = Object.fromEntries(paths.map(path => [path, variables.get(path) ?? null]))
    const hash = createHash('sha256').update(key).digest('hex').slice(0, 10)
    const name = operation.replace(/[^A-Za-z0-9]+/g, '-').toLowerCase()
    return {
      id: `${name.slice(0, MAX_NAME)}-${hash}`,
      operation,
      ...(paths.length > 0 && { when }),
      ...(given.length === 1 ? { answer: given[0] } : { answers: given }),
    }
  }
}

/** With the hash behind it, an id has 100 characters at most. */
const MAX_NAME = 80

/** By path, as cases name them. */
function flatten(variables: object): [string, Literal][] {
  return Object.entries(variables).flatMap(([name, value]): [string, Literal][] => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return [[name, value]]
    if (typeof value !== 'object' || value === null) return [[name, null]]
    return flatten(value).map(([below, leaf]) => [`${name}.${below}`, leaf])
  })
}

/** At most, as it will stand in the file. */
function charactersOf(answer: CaseAnswer): number {
  const text = stringify(answer, WIDTH)
  return text.length + (text.split('\n').length + text.length / WIDTH.lineWidth) * INDENT_CHARACTERS
}

/** The last answer is given from then on. */
function withoutRepeatedEnd(answers: CaseAnswer[]): CaseAnswer[] {
  const texts = answers.map(answer => JSON.stringify(answer))
  const last = texts.findLastIndex(text => text !== texts.at(-1))
  return answers.slice(0, last + 2)
}
