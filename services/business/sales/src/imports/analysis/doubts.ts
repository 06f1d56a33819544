import type {
  Assumption,
  Choice,
  Doubt,
  DoubtCode,
  Example,
  Fact,
  ImportDecision,
  ImportField,
} from '@portico/sales-contract'
import type { AskedOfFile, Remembered } from '../mapping/asked.ts'
import { identityOf } from '../values/text.ts'

/** What is chosen where each item was decided for itself. */
const SINGLY = 'SINGLY'

export interface FileQuestion {
  code: DoubtCode
  field?: ImportField
  column?: number
  message: string
  facts?: Record<string, string | number>
  choices: Choice[]
  proposed?: string | null
  /** What was set for the column itself: it answers the doubt, and is remembered as its answer. */
  said?: string | null
  /** Answered item by item. */
  isSettledSingly?: boolean
  /** Holds until a person says otherwise, and keeps nothing from being started. */
  byRule?: string
}

/** What was decided, by a person or by this shop before. */
export class DecidedDoubts {
  readonly #asked: Map<string, string>
  readonly #remembered: Map<string, string>
  readonly #singles: Map<string, string>

  constructor(asked: readonly ImportDecision[] = [], remembered: readonly ImportDecision[] = []) {
    this.#asked = toMap(asked)
    this.#remembered = toMap(remembered)
    this.#singles = toMap(
      asked.filter(({ doubt, choice }) => isSingle(doubt) && SINGLE_CHOICES.has(choice)).map(withPlainId),
    )
  }

  static of({ decisions, remembered }: AskedOfFile): DecidedDoubts {
    return new DecidedDoubts(decisions, remembered ? rememberedGuesses(remembered) : [])
  }

  /** The doubt as it is shown; a choice it does not offer is none. */
  settle({
    code,
    field,
    column,
    message,
    facts = {},
    choices,
    proposed = null,
    byRule,
    said,
    isSettledSingly = false,
  }: FileQuestion): Doubt {
    const id = doubtId(code, field)
    const offered = (choice: string | undefined) => choices.find(candidate => candidate.id === choice)?.id
    const asked = offered(said ?? this.#asked.get(id))
    const remembered = offered(this.#remembered.get(id))
    const singly = isSettledSingly ? SINGLY : undefined
    const chosen = asked ?? singly ?? remembered ?? byRule ?? null
    const chosenBy = asked || singly ? 'PERSON' : remembered ? 'REMEMBERED' : byRule ? 'RULE' : null
    const about = { field: field ?? null, column: column ?? null }
    return { id, code, ...about, message, facts: factsOf(facts), choices, proposed, chosen, chosenBy }
  }

  /** What was decided for one number alone; its letter case does not matter. */
  singleChoiceOf(code: SingleCode, number: string): string | null {
    return this.#singles.get(singleId(code, number)) ?? null
  }

  listSingles(code: SingleCode): { key: string; choice: string }[] {
    const start = `${code}:`
    return [...this.#singles].flatMap(([id, choice]) =>
      id.startsWith(start) ? [{ key: identityOf(id.slice(start.length)), choice }] : [],
    )
  }

  /** For one number; else what was decided for all. */
  choiceFor(code: SingleCode, number: string): string | null {
    return this.singleChoiceOf(code, number) ?? this.choiceOf(code)
  }

  choiceOf(code: DoubtCode, field?: ImportField): string | null {
    const id = doubtId(code, field)
    return this.#asked.get(id) ?? this.#remembered.get(id) ?? null
  }
}

/** The doubts a remembered mapping has answered by its columns. */
function rememberedGuesses({ columns, decisions }: Remembered) {
  const known = new Set(decisions.map(({ doubt }) => doubt))
  const guesses = columns.map(({ field, column }) => ({
    doubt: doubtId('COLUMN_GUESSED', field),
    choice: String(column),
  }))
  return [...decisions, ...guesses.filter(({ doubt }) => !known.has(doubt))]
}

/** Doubts that are answered for all numbers, or number by number. */
type SingleCode = 'NUMBER_REUSED' | 'NUMBER_CONFLICT'

const SINGLE_CODES: SingleCode[] = ['NUMBER_REUSED', 'NUMBER_CONFLICT']
const SINGLE_CHOICES = new Set(['OTHER_SERIES', 'REPLACE', 'SKIP', 'ONE_ORDER'])

export function singleId(code: SingleCode, number: string): string {
  return `${code}:${identityOf(number)}`
}

function isSingle(doubt: string): boolean {
  return SINGLE_CODES.some(code => doubt.startsWith(`${code}:`))
}

function withPlainId({ doubt, choice }: ImportDecision): ImportDecision {
  const at = doubt.indexOf(':') + 1
  return { doubt: doubt.slice(0, at) + identityOf(doubt.slice(at)), choice }
}

function toMap(decisions: readonly ImportDecision[]): Map<string, string> {
  return new Map(decisions.map(({ doubt, choice }) => [doubt, choice]))
}

function doubtId(code: DoubtCode, field?: ImportField): string {
  return field ? `${code}:${field}` : code
}

export function choiceOf(id: string, message: string, examples: Example[] = []): Choice {
  return { id, message, examples }
}

function factsOf(facts: Record<string, string | number>): Fact[] {
  return Object.entries(facts).map(([name, value]) => ({ name, value: String(value) }))
}

export function assume(
  code: string,
  message: string,
  facts: Record<string, string | number> = {},
  field: ImportField | null = null,
): Assumption {
  return { code, field, message, facts: factsOf(facts) }
}
