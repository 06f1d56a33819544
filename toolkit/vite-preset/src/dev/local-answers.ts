import type { AppDefinition } from '@portico/micro-app/manifest'
import type { GraphCall, OperationAnswer } from '@portico/mocks'
import { versionOf } from '../common/app-version.ts'

type Ask = (call: GraphCall) => Promise<OperationAnswer>

/** A body that is no JSON of an operation. */
const REFUSED: OperationAnswer = answerOf('INVALID_REQUEST', 'Send {operation, variables} as JSON.')

/** Answers for an app that has no back-end: from `mocks/*.yaml` of its folder and of packages that it lists, as they are now. */
export class LocalAnswers {
  readonly #root: string
  readonly #app: Pick<AppDefinition, 'name'>
  #read = ''
  #ask: Ask | null = null

  constructor(root: string, app: Pick<AppDefinition, 'name'>) {
    this.#root = root
    this.#app = app
  }

  /** `text`: `{operation, variables}` as JSON. What no mock answers is NO_MOCK, with the nearest cases where there are some. */
  async answer(text: string): Promise<OperationAnswer> {
    const asked = parse(text)
    if (asked === null) return REFUSED
    const { MockError } = await import('@portico/mocks')
    try {
      const ask = await this.#open()
      if (ask === null)
        return answerOf('NO_MOCK', `${asked.operation} has no answer: the folder has no mocks/*.yaml.`)
      const app = { name: this.#app.name, version: versionOf(this.#root) }
      return await ask({ ...asked, app, document: null })
    } catch (error) {
      if (!(error instanceof MockError)) throw error
      return answerOf(error.code === 'MOCK_MISS' ? 'NO_MOCK' : error.code, error.message)
    }
  }

  /** A changed file begins its sequences and states anew. */
  async #open(): Promise<Ask | null> {
    const { MockPlayer, mockFilter, readMockFolder, withFilters } = await import('@portico/mocks')
    const sources = readMockFolder(this.#root)
    const read = JSON.stringify(sources)
    if (read === this.#read) return this.#ask
    this.#ask = sources && withFilters([mockFilter(new MockPlayer(sources), { isStrict: true })], refuseLive)
    this.#read = read
    return this.#ask
  }
}

/** Of a mock that changes a live answer. */
async function refuseLive({ operation }: GraphCall): Promise<OperationAnswer> {
  return answerOf('NO_MOCK', `${operation} has a patch of a live answer, and nothing here answers live.`)
}

function answerOf(code: string, message: string): OperationAnswer {
  return { errors: [{ message, extensions: { code } }] }
}

function parse(text: string): Pick<GraphCall, 'operation' | 'variables'> | null {
  try {
    const { operation, variables } = JSON.parse(text) as { operation?: unknown; variables?: unknown }
    if (typeof operation !== 'string') return null
    return {
      operation,
      variables: typeof variables === 'object' && variables !== null ? { ...variables } : {},
    }
  } catch {
    return null
  }
}
