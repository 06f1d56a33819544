import type {
  Asked,
  Assumption,
  Choice,
  Decision,
  Doubt,
  DoubtCode,
  Example,
  Fact,
  Remembered,
} from '../contract.ts'
import type { ImportField } from '../fields.ts'

export interface Question {
  code: DoubtCode
  field?: ImportField
  column?: number
  message: string
  facts?: Record<string, string | number>
  choices: Choice[]
  proposed?: string | null
  /** Holds until a person says otherwise, and keeps nothing from being started. */
  byRule?: string
}

/** What was decided, by a person or by this shop before. */
export class Decisions {
  readonly #asked: Map<string, string>
  readonly #remembered: Map<string, string>

  constructor(asked: readonly Decision[] = [], remembered: readonly Decision[] = []) {
    this.#asked = toMap(asked)
    this.#remembered = toMap(remembered)
  }

  static of({ decisions, remembered }: Asked): Decisions {
    return new Decisions(decisions, remembered ? rememberedGuesses(remembered) : [])
  }

  /** The doubt as it is shown; a choice it does not offer is none. */
  settle({ code, field, column, message, facts = {}, choices, proposed = null, byRule }: Question): Doubt {
    const id = doubtId(code, field)
    const offered = (choice: string | undefined) => choices.find(candidate => candidate.id === choice)?.id
    const asked = offered(this.#asked.get(id))
    const remembered = offered(this.#remembered.get(id))
    const chosen = asked ?? remembered ?? byRule ?? null
    const chosenBy = asked ? 'PERSON' : remembered ? 'REMEMBERED' : byRule ? 'RULE' : null
    const about = { field: field ?? null, column: column ?? null }
    return { id, code, ...about, message, facts: factsOf(facts), choices, proposed, chosen, chosenBy }
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

function toMap(decisions: readonly Decision[]): Map<string, string> {
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
