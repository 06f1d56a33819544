import { describe, expect, it } from 'vitest'
import { gramsOf, gramsToAsk } from '../src/search/grams.ts'

const LETTERS = [...'aAß1 -%İſ', '中', '文', '单', '号', '😀', '\ud800']

describe('grams', () => {
  it('that a search asks for stand in each text in which it stands', () => {
    for (const first of LETTERS)
      for (const second of LETTERS)
        for (const third of LETTERS) {
          const search = first + second + third
          const grams = gramsOf(`x${search}${first}中`)
          expect([search, gramsToAsk(search).filter(gram => !grams.has(gram))]).toEqual([search, []])
        }
  })

  it('are the same in upper and lower case', () => {
    expect(gramsOf('SO-ÄÖ Straße')).toEqual(gramsOf('so-äö straße'))
    expect(gramsToAsk('LIEFER')).toEqual(['lie', 'ief', 'efe', 'fer'])
  })

  it('of a script without words are pairs, of one letter itself', () => {
    expect(gramsToAsk('送到后门')).toEqual(['送到', '到后', '后门'])
    expect(gramsToAsk('送')).toEqual(['送'])
    expect(gramsToAsk('a送')).toEqual(['a送'])
  })

  it('of a long search are some from all over it', () => {
    const grams = gramsToAsk(Array.from({ length: 200 }, (_, n) => String.fromCodePoint(0x4e00 + n)).join(''))
    expect(grams).toHaveLength(16)
    expect(grams.at(-1)?.codePointAt(0)).toBeGreaterThan(0x4e00 + 180)
  })
})
