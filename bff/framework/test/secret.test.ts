import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readSecret } from '../src/gateway/secret.ts'

/** What other processes do between two steps of this one. */
const meanwhile = vi.hoisted(() => ({ beforeLink: () => {}, beforeWrite: (_path: string) => {} }))
vi.mock('node:fs', async importOriginal => {
  const fs = await importOriginal<typeof import('node:fs')>()
  return {
    ...fs,
    linkSync: (from: string, to: string) => {
      meanwhile.beforeLink()
      fs.linkSync(from, to)
    },
    writeFileSync: (path: string, content: string, options: object) => {
      meanwhile.beforeWrite(path)
      fs.writeFileSync(path, content, options)
    },
  }
})

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'portico-secret-'))
})
afterEach(() => {
  meanwhile.beforeLink = () => {}
  meanwhile.beforeWrite = () => {}
  rmSync(home, { recursive: true })
})

test('the secret of a home is made once, for this user alone, and leaves no other file', () => {
  const nested = join(home, 'of', 'gateway')
  const secret = readSecret(null, nested)
  expect(secret).toMatch(/^[0-9a-f]{64}$/)
  expect(readSecret(null, nested)).toBe(secret)
  expect(readdirSync(nested)).toEqual(['secret'])
  expect(statSync(join(nested, 'secret')).mode & 0o777).toBe(0o600)
  expect(readSecret('given', nested)).toBe('given')
})

test('a secret that another worker makes at the same time is everybody’s', () => {
  let others = ''
  meanwhile.beforeLink = () => {
    meanwhile.beforeLink = () => {}
    others = readSecret(null, home)
  }
  expect(readSecret(null, home)).toBe(others)
  expect(readFileSync(join(home, 'secret'), 'utf8').trim()).toBe(others)
  expect(readdirSync(home)).toEqual(['secret'])
})

test('no worker ever sees a file that is not written yet', () => {
  const written: string[] = []
  meanwhile.beforeWrite = path => written.push(path)
  readSecret(null, home)
  expect(written).toHaveLength(1)
  expect(written).not.toContain(join(home, 'secret'))
})

test.each(['', 'short\n'])('a file with the secret %j is no reason to start', content => {
  writeFileSync(join(home, 'secret'), content)
  expect(() => readSecret(null, home)).toThrow(expect.objectContaining({ code: 'BAD_SECRET' }))
})
