import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isStale, write } from '../src/generated-file.ts'
import { collectOperations } from '../src/index.ts'
import { generateWorkspace } from '../src/workspace.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'graph-codegen-'))
  put('bff/gateway/app/modules/shared/shared.graphql', 'type Query { ok: Boolean! }\nscalar Decimal')
  put(
    'bff/gateway/app/modules/pets/pets.graphql',
    'extend type Query { pet(kind: Kind): Pet }\ntype Pet { id: ID! kind: Kind! weight: Decimal }\nenum Kind { CAT DOG }',
  )
})

afterEach(() => rmSync(root, { recursive: true }))

describe('generateWorkspace', () => {
  it('types operations and shares fragments between the files of an app', async () => {
    put('apps/vet/src/pets/list.graphql', 'query Pets($kind: Kind) { pet(kind: $kind) { ...Row } }')
    put('apps/vet/src/pets/row.graphql', 'fragment Row on Pet { id kind weight }')
    const text = await textOf('apps/vet/src/graph/graph.generated.ts')
    expect(text).toContain("export type Kind =\n  | 'CAT'\n  | 'DOG'")
    expect(text).toContain('pet: { id: string, kind: Kind, weight: string | null } | null')
    expect(text).toContain('export const Pets: GraphOperation<PetsQuery, PetsQueryVariables> = {')
    expect(text).toContain('fragment Row on Pet {')
  })

  it('names file and line of a field the schema lacks, and still makes the other apps', async () => {
    put('apps/bad/src/bad.graphql', 'query Bad {\n  nope\n}')
    put('apps/good/src/good.graphql', 'query Good { ok }')
    const { files, errors } = await generateWorkspace(root)
    expect(errors.map(error => error.message)).toEqual([
      expect.stringMatching(/apps\/bad\/src\/bad\.graphql:2:3 Cannot query field "nope"/),
    ])
    expect(files.map(file => file.path)).toContain(join(root, 'apps/good/src/graph/graph.generated.ts'))
  })

  it('finds a file stale until it is written, and again when its documents are deleted', async () => {
    put('shell/src/ok.graphql', 'query Ok { ok }')
    const [, made] = (await generateWorkspace(root)).files
    if (!made) throw new Error('nothing was made')
    expect(isStale(made)).toBe(true)
    write(made)
    expect(isStale(made)).toBe(false)
    rmSync(join(root, 'shell/src/ok.graphql'))
    const [, stale] = (await generateWorkspace(root)).files
    expect(stale && isStale(stale)).toBe(true)
  })
})

describe('collectOperations', () => {
  it('gives the same id however the document is spaced, split or ordered', () => {
    put(
      'apps/a/src/one.graphql',
      'query Pet { pet { ...A ...B } } fragment B on Pet { id } fragment A on Pet { kind }',
    )
    put('apps/b/src/q.graphql', '# said differently\nquery Pet {\n pet {\n ...A, ...B } }')
    put(
      'apps/b/src/f.graphql',
      'fragment A on Pet { kind }\nfragment B on Pet { id }\nfragment Unused on Pet { id }',
    )
    const [one] = collectOperations(join(root, 'apps/a'))
    expect(collectOperations(join(root, 'apps/b'))).toEqual([one])
    expect(one?.id).toMatch(/^[0-9a-f]{64}$/)
  })

  it('reaches fragments of fragments', () => {
    put(
      'apps/a/src/a.graphql',
      'query Q { pet { ...A } } fragment A on Pet { ...B } fragment B on Pet { id }',
    )
    expect(collectOperations(join(root, 'apps/a'))[0]?.body).toContain('fragment B on Pet')
  })

  it.each([
    ['an anonymous operation', '{ ok }', /a\.graphql:1:1 an operation needs a name/],
    ['a name used twice', 'query A { ok } query A { ok }', /A is defined twice/],
    ['an unknown fragment', 'query A { ...Nowhere }', /fragment Nowhere is unknown/],
    ['a syntax error', 'query A {\n  ok(\n', /a\.graphql:3:1 Syntax Error/],
  ])('refuses %s', (_, text, message) => {
    put('apps/a/src/a.graphql', text)
    expect(() => collectOperations(join(root, 'apps/a'))).toThrow(message)
  })

  it('answers an empty list for an app without documents', () => {
    put('apps/a/src/entry.ts', '')
    expect(collectOperations(join(root, 'apps/a'))).toEqual([])
  })
})

async function textOf(path: string): Promise<string> {
  const { files, errors } = await generateWorkspace(root)
  expect(errors).toEqual([])
  return files.find(file => file.path === join(root, path))?.text ?? ''
}

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
