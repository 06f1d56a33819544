import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeList, encodeList, fingerprintOf, MemberListError, TenantSet } from '../src/index.ts'

const fingerprints = (ids: Iterable<string>) => BigInt64Array.from(ids, fingerprintOf)

describe('TenantSet', () => {
  it('answers like a set of texts through any additions and removals', () => {
    const step = fc.record({ isAdd: fc.boolean(), ids: fc.array(fc.nat(60), { maxLength: 30 }) })
    fc.assert(
      fc.property(fc.array(step), steps => {
        const set = new TenantSet()
        const model = new Set<string>()
        for (const { isAdd, ids } of steps) {
          const names = ids.map(id => `t_${id}`)
          if (isAdd) set.addAll(fingerprints(names))
          else set.removeAll(fingerprints(names))
          for (const name of names) isAdd ? model.add(name) : model.delete(name)
        }
        expect(set.size).toBe(model.size)
        expect([...set.toArray()].sort()).toEqual([...fingerprints(model)].sort())
        for (let id = 0; id <= 60; id++) expect(set.has(`t_${id}`)).toBe(model.has(`t_${id}`))
      }),
    )
  })

  it('holds the fingerprint that looks like a free slot', () => {
    const set = TenantSet.of(BigInt64Array.of(0n))
    expect(set.size).toBe(1)
    set.removeAll(BigInt64Array.of(0n))
    expect(set.size).toBe(0)
  })

  it('holds 200,000 tenants, and none that it was not given', () => {
    const ids = Array.from({ length: 200_000 }, (_, n) => `org-${90_000_000 + n}`)
    const set = TenantSet.of(fingerprints(ids))
    expect(set.size).toBe(ids.length)
    expect(ids.every(id => set.has(id))).toBe(true)
    expect(ids.some(id => set.has(`${id}x`))).toBe(false)
  })
})

describe('the bytes of a list', () => {
  it('come back as they were', () => {
    const added = fingerprints(['a', '好生意-88'])
    const removed = fingerprints(['b'])
    const update = { revision: 2 ** 40, isFull: false, added, removed }
    expect(decodeList(encodeList(update))).toEqual(update)
    // As a socket gives them: a piece of a buffer that others use too.
    const pooled = Buffer.concat([Buffer.from('abc'), encodeList(update)]).subarray(3)
    expect(decodeList(pooled)).toEqual(update)
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['something else', new TextEncoder().encode('<!doctype html><title>Error</title>')],
    ['half of a list', encodeList({ revision: 1, isFull: true, added: [1n, 2n], removed: [] }).slice(0, -8)],
  ])('are refused when they are %s', (_, bytes) => {
    expect(() => decodeList(bytes)).toThrow(MemberListError)
  })
})
