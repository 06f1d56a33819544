import { validRange } from 'semver'
import type { ScriptRunner } from '../answers/script-runner.ts'
import { MockError } from '../format/mock-error.ts'
import { type CaseOfFile, MockFile, OverrideFile } from '../format/mock-file.ts'
import { readYaml, type YamlFile } from '../format/read-yaml.ts'
import type { MockCase } from './mock-case.ts'
import { compareRank, findTie } from './rank.ts'

/** A YAML file by its name, which messages use. */
export interface MockText {
  file: string
  text: string
}

/** What is read: of the providers, and of the consumer, who changes cases of theirs. */
export interface MockSources {
  providers: readonly MockText[]
  overrides?: readonly MockText[]
}

type Override = OverrideFile['overrides'][string]
type FileLine = MockCase['place']

/**
 * The cases by operation, those that are tried first in front. Throws a `MockError` for the first file, script or range that is
 * wrong, an id that stands twice, an override of a case that is not there, and two cases of which neither comes first.
 */
export function loadMocks({ providers, overrides = [] }: MockSources, scripts: ScriptRunner): MockCase[] {
  const cases = new Map<string, MockCase>()
  for (const { file, text } of providers) readProvider(readYaml(text, file, MockFile), cases)
  for (const { file, text } of overrides) readOverrides(readYaml(text, file, OverrideFile), cases)
  const loaded = [...cases.values()]
  for (const each of loaded) assertSound(each, scripts)
  const operations = new Set(loaded.map(({ operation }) => operation))
  return [...operations].flatMap(operation => inOrder(loaded.filter(each => each.operation === operation)))
}

function readProvider({ value, placeOf }: YamlFile<MockFile>, cases: Map<string, MockCase>): void {
  for (const [index, given] of value.cases.entries()) {
    const place = placeOf(['cases', index])
    const key = `${value.provider}/${given.id}`
    const before = cases.get(key)
    if (before !== undefined)
      throw new MockError('MOCK_ID_TAKEN', `${key} stands in ${before.place.file} already`, { place })
    assertOneAnswer(key, given, place)
    cases.set(key, toCase(value.provider, given, place))
  }
}

function readOverrides({ value, placeOf }: YamlFile<OverrideFile>, cases: Map<string, MockCase>): void {
  for (const [key, override] of Object.entries(value.overrides)) {
    const place = placeOf(['overrides', key])
    const known = cases.get(key)
    if (known === undefined)
      throw new MockError('MOCK_OVERRIDE_UNKNOWN', `No provider has a case ${key}`, { place })
    if (override.isOff) cases.delete(key)
    else cases.set(key, { ...change(known, override), place })
  }
}

function toCase(provider: string, given: CaseOfFile, place: FileLine): MockCase {
  const bare: MockCase = {
    ...{ key: `${provider}/${given.id}`, provider, operation: given.operation },
    ...{ when: given.when ?? {}, script: given.script ?? null, versions: given.versions ?? null },
    ...{ state: given.state ?? null, priority: 0, delayMs: 0, answers: [], patch: [], place },
  }
  return change(bare, given)
}

/** An answer that a consumer gives stands in the place of the provider's patch, and the reverse. */
function change(known: MockCase, { priority, delayMs, answer, answers, patch }: Override): MockCase {
  const given = answers ?? (answer && [answer])
  return {
    ...known,
    priority: priority ?? known.priority,
    delayMs: delayMs ?? known.delayMs,
    answers: given ?? (patch ? [] : known.answers),
    patch: patch ?? (given ? [] : known.patch),
  }
}

function assertOneAnswer(key: string, { answer, answers, patch }: CaseOfFile, place: FileLine): void {
  const given = [answer, answers, patch].filter(each => each !== undefined)
  if (given.length === 1) return
  const message = `${key} needs exactly one of answer, answers and patch`
  throw new MockError('MOCK_FILE_INVALID', message, { place })
}

function assertSound({ key, script, versions, answers, place }: MockCase, scripts: ScriptRunner): void {
  if (versions !== null && validRange(versions) === null)
    throw new MockError('MOCK_FILE_INVALID', `${key}: ${versions} is no range of versions`, { place })
  for (const text of [script, ...answers.map(answer => answer.script ?? null)]) {
    const fault = text === null ? null : scripts.findFault(text)
    if (fault !== null) throw new MockError('MOCK_SCRIPT_INVALID', `${key}: ${fault}`, { place })
  }
}

function inOrder(cases: MockCase[]): MockCase[] {
  const sorted = cases.sort(compareRank)
  const tie = findTie(sorted)
  if (tie === null) return sorted
  const [one, other] = tie
  const mend = 'Give one of them a priority, or a condition more.'
  const message = `${one.key} and ${other.key} may match the same call, and neither comes first. ${mend}`
  throw new MockError('MOCK_TIE', message, { place: other.place })
}
