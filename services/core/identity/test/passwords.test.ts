import { describe, expect, it } from 'vitest'
import { figuresOf, LEAST_FIGURES } from '../src/passwords/figures.ts'
import {
  assertPassword,
  hashNewPassword,
  hashPassword,
  isOutdated,
  isPassword,
} from '../src/passwords/index.ts'

const alone = { names: ['wang.wei', 'Olivia Owner', 'Demo Ltd'], isOnlyFactor: true }
const oneOfTwo = { ...alone, isOnlyFactor: false }

describe('a new password', () => {
  it.each([
    ['fourteen characters', 'kQ8#vb2!zR5+tw', 'TOO_SHORT'],
    ['257 characters', `${'lodge-tangle'.repeat(21)}abcde`, 'TOO_LONG'],
    ['a common one, twice', 'passwordpassword', 'COMMON'],
    ['rows of the keyboard', 'qwertyuiopasdfgh', 'COMMON'],
    ['one character again and again', 'a'.repeat(40), 'COMMON'],
    ['digits in their order', '123456789012345', 'COMMON'],
    ['a common one with the usual ornaments', 'Password123456!', 'COMMON'],
    ['names of the user', 'wang.weiwang.wei', 'COMMON'],
    ['the name of the product', 'porticoportico1', 'COMMON'],
    ['one in full-width letters', 'ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ', 'COMMON'],
  ])('is refused when it is %s', async (_, password, reason) => {
    const facts = { reason, minCharacters: 15, maxCharacters: 256 }
    await expect(assertPassword(password, alone)).rejects.toMatchObject({ code: 'PASSWORD_REFUSED', facts })
  })

  it.each([
    'lodge tangle prism',
    'blue kettle on monday',
    '长江以南的三只黑猫在雨里唱歌吗',
    'kQ8#vb2!zR5+twX',
  ])('may be %s: no rule asks for digits or signs', async password => {
    await expect(assertPassword(password, alone)).resolves.toBeUndefined()
  })

  it('may have eight characters where a second factor is asked for, if it is not a common one', async () => {
    await expect(assertPassword('kQ8#vb2!', oneOfTwo)).resolves.toBeUndefined()
    for (const common of ['password', 'iloveyou', 'wang.wei'])
      await expect(assertPassword(common, oneOfTwo), common).rejects.toMatchObject({
        facts: { reason: 'COMMON' },
      })
  })

  it('is counted in characters as people see them, not in units of UTF-16', async () => {
    const seven = '🦊🐙🦜🐳🦔🐝🦉'
    expect(seven).toHaveLength(14)
    await expect(assertPassword(seven, oneOfTwo)).rejects.toMatchObject({ facts: { reason: 'TOO_SHORT' } })
  })

  it('is hashed once it is taken, and not before', async () => {
    await expect(hashNewPassword('short', alone)).rejects.toMatchObject({ code: 'PASSWORD_REFUSED' })
    const stored = await hashNewPassword('lodge tangle prism', alone)
    expect(await isPassword('lodge tangle prism', stored)).toBe(true)
  })
})

describe('a hash', () => {
  it('is outdated when any of its figures is lower than those in use', async () => {
    const hashes = await Promise.all([
      hashPassword('a', LEAST_FIGURES),
      hashPassword('a', { cost: 2 ** 13, blockSize: 8, parallelization: 5 }),
      hashPassword('a', { cost: 2 ** 14, blockSize: 8, parallelization: 1 }),
      hashPassword('a', { cost: 2 ** 15, blockSize: 8, parallelization: 3 }),
    ])
    expect(hashes.map(hash => isOutdated(hash, LEAST_FIGURES))).toEqual([false, true, true, false])
  })

  it('costs what OWASP asks for, or more, wherever it is no test', () => {
    const least = { cost: 2 ** 14, blockSize: 8, parallelization: 5 }
    expect([figuresOf({}), figuresOf({ PORTICO_SCRYPT: '' })]).toEqual([least, least])
    const higher = { cost: 2 ** 15, blockSize: 8, parallelization: 5 }
    expect(figuresOf({ PORTICO_SCRYPT: '32768,8,5' })).toEqual(higher)
    for (const weaker of ['1024,8,1', '16384,8,4', '16384,4,5', '8192,8,99'])
      expect(() => figuresOf({ PORTICO_SCRYPT: weaker }), weaker).toThrow('the least that is safe')
    for (const wrong of ['16385,8,5', '0,8,5', '1,8,5', '16384,8', 'strong', '16384,8,5,1'])
      expect(() => figuresOf({ NODE_ENV: 'test', PORTICO_SCRYPT: wrong }), wrong).toThrow('power of two')
  })

  it('is readable whatever figures it was made with', async () => {
    const stored = await hashPassword('a', { cost: 2 ** 17, blockSize: 8, parallelization: 1 })
    expect([await isPassword('a', stored), await isPassword('b', stored)]).toEqual([true, false])
  })

  it('takes a password typed in full-width letters as the same', async () => {
    expect(await isPassword('ａｂｃ', await hashPassword('abc'))).toBe(true)
  })
})
