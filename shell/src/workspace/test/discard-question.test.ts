import { expect, it } from 'vitest'
import { DiscardQuestion } from '../discard-question.ts'
import type { Tab } from '../workspace.ts'

const tab = (app: string) => ({ app }) as unknown as Tab

it('is asked until it is answered', async () => {
  const question = new DiscardQuestion()
  const discarded = question.ask(tab('sales'))
  expect(question.asked.get()).toEqual(tab('sales'))
  question.answer(true)
  expect(await discarded).toBe(true)
  expect(question.asked.get()).toBeNull()
})

it('about another tab answers the one before with no: nothing is thrown away unasked', async () => {
  const question = new DiscardQuestion()
  const first = question.ask(tab('sales'))
  const second = question.ask(tab('inventory'))
  expect(await first).toBe(false)
  expect(question.asked.get()).toEqual(tab('inventory'))
  question.answer(true)
  expect(await second).toBe(true)
})

it('that is not asked takes no answer', () => {
  const question = new DiscardQuestion()
  question.answer(true)
  expect(question.asked.get()).toBeNull()
})
