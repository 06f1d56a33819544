import { expect, test } from 'vitest'
import type { NpmAnswer } from '../src/registry/npm.ts'
import { Registry } from '../src/registry/registry.ts'

const URL_OF_IT = 'http://127.0.0.1:4873/'

/** A registry for which npm gives one answer; `calls` is what it was run with. */
function registryAt(answer: Partial<NpmAnswer>, url: string | undefined = URL_OF_IT) {
  const calls: (readonly string[])[] = []
  const registry = new Registry(async args => {
    calls.push(args)
    return { isGood: false, stdout: '', stderr: '', ...answer }
  }, url)
  return { registry, calls }
}

const failure = (code: string, summary = 'what npm says') => ({
  stdout: JSON.stringify({ error: { code, summary } }),
})

test('a version is there when npm shows it, and not when the package or the version is unknown', async () => {
  expect(await registryAt({ isGood: true, stdout: '"0.1.0"\n' }).registry.has('@portico/cli', '0.1.0')).toBe(
    true,
  )
  expect(await registryAt({ isGood: true }).registry.has('@portico/cli', '0.2.0')).toBe(false)
  expect(await registryAt(failure('E404')).registry.has('@portico/cli', '0.1.0')).toBe(false)
})

test('the address that was given goes before the one .npmrc has for the scope', async () => {
  const { registry, calls } = registryAt({ isGood: true })
  await registry.has('@portico/cli', '0.1.0')
  expect(calls[0]).toEqual(
    expect.arrayContaining(['--registry', URL_OF_IT, `--@portico:registry=${URL_OF_IT}`]),
  )
})

test('without an address npm goes by its own configuration', async () => {
  const calls: (readonly string[])[] = []
  const registry = new Registry(async args => {
    calls.push(args)
    return { isGood: true, stdout: '', stderr: '' }
  })
  await registry.publish('a.tgz', '@portico/cli')
  expect(calls[0]?.join(' ')).not.toContain('registry=')
})

test.each([
  ['ECONNREFUSED', 'REGISTRY_UNREACHABLE'],
  ['ENOTFOUND', 'REGISTRY_UNREACHABLE'],
  ['E503', 'REGISTRY_UNREACHABLE'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'REGISTRY_UNREACHABLE'],
  ['ENEEDAUTH', 'REGISTRY_LOGIN'],
  ['E401', 'REGISTRY_LOGIN'],
  ['E403', 'REGISTRY_REFUSED'],
  ['E500', 'REGISTRY_FAILED'],
])('%s of npm is %s, with what npm said and what to do', async (code, expected) => {
  for (const ask of [
    (registry: Registry) => registry.has('@portico/cli', '0.1.0'),
    (registry: Registry) => registry.publish('a.tgz', '@portico/cli'),
  ]) {
    await expect(ask(registryAt(failure(code)).registry)).rejects.toMatchObject({
      code: expected,
      message: expect.stringContaining('what npm says'),
      advice: expect.stringMatching(/\w/),
    })
  }
})

test('the code is read from lines as well, and from JSON that npm writes among lines', async () => {
  const lines = { stderr: 'npm error code ENEEDAUTH\nnpm error need auth' }
  await expect(registryAt(lines).registry.has('a', '1.0.0')).rejects.toMatchObject({ code: 'REGISTRY_LOGIN' })
  const mixed = { stderr: `npm warn old\n${failure('E403').stdout}\nnpm error a log` }
  await expect(registryAt(mixed).registry.publish('a.tgz', 'a')).rejects.toMatchObject({
    code: 'REGISTRY_REFUSED',
  })
})

test('where another run was faster the version is there', async () => {
  for (const answer of [
    failure('EPUBLISHCONFLICT'),
    failure('E403', 'You cannot publish over the previously published versions'),
  ])
    expect(await registryAt(answer).registry.publish('a.tgz', 'a')).toBe('there')
})

test.each(['npm.example.com', 'file:///tmp', ''])('%s is no address of a registry', url => {
  expect(() => registryAt({}, url)).toThrow(expect.objectContaining({ code: 'REGISTRY_INVALID' }))
})
