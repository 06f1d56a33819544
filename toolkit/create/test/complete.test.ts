import { expect, test } from 'vitest'
import { type Ask, completeFlags } from '../src/options/complete.ts'

/** A person who gives these answers, one a question. */
function person(...answers: string[]) {
  const asked: string[] = []
  const ask: Ask = async question => {
    asked.push(question)
    return answers[asked.length - 1] ?? ''
  }
  return { ask, asked }
}

test('where flags say all, nothing is asked', async () => {
  const { ask, asked } = person()
  const flags = { name: 'stock', template: 'vue', base: '/s', titleZh: '库存', titleEn: 'Stock', dir: 'here' }
  expect(await completeFlags(flags, ask)).toEqual(flags)
  expect(asked).toEqual([])
})

test('without a terminal, name and template say all that is needed', async () => {
  expect(await completeFlags({ name: 'stock-count', template: 'html' }, null)).toEqual({
    ...{ name: 'stock-count', template: 'html', base: '/stock-count' },
    ...{ titleEn: 'Stock count', titleZh: 'Stock count' },
  })
})

test.each([
  [{}, '<name> is missing.'],
  [{ name: 'stock' }, '--template is missing.'],
])('without a terminal, what is missing is named: %o', async (flags, message) => {
  await expect(completeFlags(flags, null)).rejects.toMatchObject({ code: 'CREATE_OPTION_MISSING', message })
})

test('at a terminal the rest is asked for, and an empty answer takes what is offered', async () => {
  const { ask, asked } = person('svelte', '', '库存', '/store')
  expect(await completeFlags({ name: 'stock' }, ask)).toEqual({
    ...{ name: 'stock', template: 'svelte', titleEn: 'Stock', titleZh: '库存', base: '/store' },
  })
  expect(asked).toEqual([
    'Template: react, vue, svelte or html: ',
    'Title in English (Stock): ',
    'Title in Chinese (Stock): ',
    'Address in the product (/stock): ',
  ])
})

test('an answer that cannot be is asked for again, but not for ever', async () => {
  const { ask, asked } = person('Stock', '', 'stock')
  expect((await completeFlags({ template: 'react', titleZh: 'a', titleEn: 'b', base: '/c' }, ask)).name).toBe(
    'stock',
  )
  expect(asked[1]).toContain('kebab-case')
  await expect(completeFlags({}, person().ask)).rejects.toMatchObject({ code: 'CREATE_OPTION_MISSING' })
})

test.each([
  [{ name: 'Stock' }, '<name> is in kebab-case'],
  [{ name: '../up' }, '<name> is in kebab-case'],
  [{ name: '1st' }, '<name> is in kebab-case'],
  [{ name: 'a-' }, '<name> is in kebab-case'],
  [{ name: 'x'.repeat(61) }, '<name> has at most 60'],
  [{ name: 'shell' }, '<name> belongs to the platform'],
  [{ template: 'angular' }, '--template is one of react, vue, svelte, html'],
  [{ base: 'stock' }, '--base is a path'],
  [{ base: '/Stock' }, '--base is a path'],
  [{ base: '/stock/' }, '--base is a path'],
  [{ base: '//evil' }, '--base is a path'],
  [{ base: '/api/stock' }, '--base is an address of the platform'],
  [{ titleEn: ' ' }, '--title-en is a text of one line'],
  [{ titleZh: 'a\nb' }, '--title-zh is a text of one line'],
  [{ titleZh: 'x'.repeat(61) }, '--title-zh has at most 60'],
])('%o is refused, also where it could be asked for', async (given, message) => {
  for (const ask of [null, person().ask]) {
    await expect(completeFlags({ name: 'stock', template: 'react', ...given }, ask)).rejects.toMatchObject({
      code: 'CREATE_OPTION_INVALID',
      message: expect.stringContaining(message),
    })
  }
})
