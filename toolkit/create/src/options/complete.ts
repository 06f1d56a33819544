import { CreateError } from './create-error.ts'
import { type CreateFlags, type CreateOptions, faults, requireGood, type Template, titleOf } from './flags.ts'

/** Asks a person one question; the answer to a line that was left empty is empty. */
export type Ask = (question: string) => Promise<string>

interface Question {
  /** As on the command line, for a message. */
  flag: string
  text: string
  given: string | undefined
  /** Left out: there must be an answer. */
  preset?: string
  fault(value: string): string | null
}

const MAX_TRIES = 5

/**
 * What flags leave out is asked for; without a terminal, it is what a question would offer. Throws CREATE_OPTION_MISSING
 * with the flag for which nothing can be offered, CREATE_OPTION_INVALID.
 */
export async function completeFlags(flags: CreateFlags, ask: Ask | null): Promise<CreateOptions> {
  const name = await answer(
    { flag: '<name>', text: 'Name, in kebab-case', given: flags.name, fault: faults.name },
    ask,
  )
  const template = await answer(
    {
      flag: '--template',
      text: 'Template: react, vue, svelte or html',
      given: flags.template,
      fault: faults.template,
    },
    ask,
  )
  const titleEn = await answer(
    {
      flag: '--title-en',
      text: 'Title in English',
      given: flags.titleEn,
      preset: titleOf(name),
      fault: faults.title,
    },
    ask,
  )
  const titleZh = await answer(
    {
      flag: '--title-zh',
      text: 'Title in Chinese',
      given: flags.titleZh,
      preset: titleEn,
      fault: faults.title,
    },
    ask,
  )
  const base = await answer(
    {
      flag: '--base',
      text: 'Address in the product',
      given: flags.base,
      preset: `/${name}`,
      fault: faults.base,
    },
    ask,
  )
  const all = { name, template: template as Template, titleEn, titleZh, base }
  return flags.dir === undefined ? all : { ...all, dir: flags.dir }
}

async function answer({ flag, text, given, preset, fault }: Question, ask: Ask | null): Promise<string> {
  if (given !== undefined) {
    requireGood(flag, given, fault(given))
    return given
  }
  if (ask === null) {
    if (preset === undefined) throw new CreateError('CREATE_OPTION_MISSING', `${flag} is missing.`)
    requireGood(flag, preset, fault(preset))
    return preset
  }
  let question = `${text}${preset === undefined ? '' : ` (${preset})`}: `
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const value = (await ask(question)).trim() || preset || ''
    const wrong = fault(value)
    if (wrong === null) return value
    question = `It ${wrong}. ${text}: `
  }
  throw new CreateError('CREATE_OPTION_MISSING', `${flag} got no answer that can be used.`)
}
