import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MockError } from '../format/mock-error.ts'

interface Settings {
  mocks?: unknown
  recording?: { keep?: unknown }
}

/** Packages of mocks, from `portico.mocks` of a folder's `package.json`. */
export function listMockPackages(root: string): string[] {
  return asTexts(readSettings(root).mocks, 'portico.mocks', '["@acme/sales-mocks"]')
}

/** What a recording keeps as it came: `portico.recording.keep` of a folder's `package.json`. */
export function readKeepRules(root: string): Set<string> {
  const { recording } = readSettings(root)
  return new Set(asTexts(recording?.keep, 'portico.recording.keep', '["Order.status", "Product.*"]'))
}

function readSettings(root: string): Settings {
  const text = readIfThere(join(root, 'package.json'))
  if (text === null) return {}
  try {
    return (JSON.parse(text) as { portico?: Settings }).portico ?? {}
  } catch (cause) {
    throw invalid('package.json is no JSON', cause)
  }
}

function asTexts(value: unknown, name: string, example: string): string[] {
  if (value === undefined) return []
  if (Array.isArray(value) && value.every((each): each is string => typeof each === 'string')) return value
  throw invalid(`${name} is no list of texts, such as ${example}`)
}

function invalid(message: string, cause?: unknown): MockError {
  const place = { file: 'package.json', line: null }
  return new MockError('MOCK_FILE_INVALID', message, { place, ...(cause !== undefined && { cause }) })
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
