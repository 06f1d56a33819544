import type { Static, TSchema } from 'typebox'
import { Check, Errors } from 'typebox/value'
import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import { MockError } from './mock-error.ts'

export const MAX_FILE_CHARACTERS = 1_000_000

/** A file that was read, and where in it a value stands. */
export interface YamlFile<T> {
  value: T
  placeOf(path: readonly (string | number)[]): { file: string; line: number | null }
}

/** Of a YAML text; throws with the line of what does not fit the schema. `file` is for messages. */
export function readYaml<S extends TSchema>(text: string, file: string, schema: S): YamlFile<Static<S>> {
  if (text.length > MAX_FILE_CHARACTERS)
    throw new MockError('MOCK_FILE_TOO_LARGE', `A file of mocks may have ${MAX_FILE_CHARACTERS} characters`, {
      place: { file, line: null },
    })
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const placeOf = (path: readonly (string | number)[]) => ({ file, line: lineOf(document, lines, path) })
  const [fault] = document.errors
  if (fault !== undefined)
    throw new MockError('MOCK_FILE_INVALID', fault.message, {
      place: { file, line: lines.linePos(fault.pos[0]).line },
    })
  const value: unknown = toValue(document, file)
  if (!Check(schema, value)) {
    const { path, message } = deepestError(schema, value)
    throw new MockError('MOCK_FILE_INVALID', `${path.join('.') || 'the file'} ${message}`, {
      place: placeOf(path),
    })
  }
  return { value, placeOf }
}

function toValue(document: Document, file: string): unknown {
  try {
    return document.toJS()
  } catch (cause) {
    // Aliases of aliases grow without end.
    throw new MockError('MOCK_FILE_INVALID', String(cause), { place: { file, line: null }, cause })
  }
}

/** Of a union each branch complains: what lies deepest is nearest to what was meant. */
function deepestError(schema: TSchema, value: unknown): { path: (string | number)[]; message: string } {
  const faults = Errors(schema, value).map(({ instancePath, message }) => ({
    path: instancePath
      .split('/')
      .slice(1)
      .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~')),
    message,
  }))
  return faults.reduce((deepest, fault) => (fault.path.length > deepest.path.length ? fault : deepest), {
    path: [],
    message: 'has not the shape of a file of mocks',
  })
}

/** The nearest that stands in the file. */
function lineOf(document: Document, lines: LineCounter, path: readonly (string | number)[]): number | null {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length).map(asIndex), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return null
}

function asIndex(part: string | number): string | number {
  return typeof part === 'string' && /^\d+$/.test(part) ? Number(part) : part
}
