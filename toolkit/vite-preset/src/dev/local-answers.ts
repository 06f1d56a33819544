import type { GraphCall, MockFolder, OperationAnswer } from '@portico/mocks'
import { versionOf } from '../common/app-version.ts'

/** A body that is no JSON of an operation. */
const REFUSED = answerOf('INVALID_REQUEST', 'Send {operation, variables} as JSON.')

interface LocalAnswersOptions {
  root: string
  /** Name of the app. */
  name: string
  say(line: string): void
}

/**
 * Gives what an app without a back-end is answered: by the mocks of its folder. `text`: `{operation, variables}` as JSON. What no mock
 * answers is NO_MOCK, with the nearest cases where there are some.
 */
export function localAnswers({ root, name, say }: LocalAnswersOptions) {
  let folder: MockFolder | null = null
  return async (text: string): Promise<OperationAnswer> => {
    const asked = parse(text)
    if (asked === null) return REFUSED
    // A build needs none of it.
    const { MockError, MockFolder, mockFilter, withFilters } = await import('@portico/mocks')
    folder ??= new MockFolder(root, say)
    try {
      const { player } = folder
      if (player === null)
        return answerOf('NO_MOCK', `${asked.operation} has no answer: the folder has no mocks/*.yaml.`)
      const ask = withFilters([mockFilter(player, { isStrict: true })], refuseLive)
      return await ask({ ...asked, app: { name, version: versionOf(root) }, document: null })
    } catch (error) {
      if (!(error instanceof MockError)) throw error
      return answerOf(error.code === 'MOCK_MISS' ? 'NO_MOCK' : error.code, error.message)
    }
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
