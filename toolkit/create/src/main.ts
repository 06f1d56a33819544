#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { describeMade, makeSubApp } from './make-sub-app.ts'
import { completeFlags } from './options/complete.ts'
import { CreateError } from './options/create-error.ts'
import { type CreateFlags, FLAG_TEXTS } from './options/flags.ts'
import { terminalAsk } from './options/terminal-ask.ts'

const FAILED = 1
const WRONG_USAGE = 2

/** `npm create @portico <name> -- --template react`. */
async function main(argv: string[]): Promise<number> {
  try {
    const { flags, isHelp } = readFlags(argv)
    if (isHelp) {
      console.log(usage())
      return 0
    }
    const options = await completeFlags(flags, terminalAsk())
    const created = await makeSubApp(options, process.cwd())
    for (const line of describeMade(options, created, process.cwd())) console.log(line)
    return 0
  } catch (error) {
    if (!(error instanceof CreateError)) throw error
    console.error(`${error.code}: ${error.message}\n${error.advice}`)
    return error.code.startsWith('CREATE_OPTION') ? WRONG_USAGE : FAILED
  }
}

function readFlags(argv: string[]): { flags: CreateFlags; isHelp: boolean } {
  const texts = FLAG_TEXTS.map(({ flag }) => [flag, { type: 'string' }] as const)
  const options = { ...Object.fromEntries(texts), help: { type: 'boolean', short: 'h' } as const }
  try {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true })
    const [name, extra] = positionals
    if (extra !== undefined) throw new Error(`One name, not "${extra}" as well`)
    const { template, dir, base, help = false } = values as Record<string, string> & { help?: boolean }
    const { 'title-zh': titleZh, 'title-en': titleEn } = values as Record<string, string>
    return { flags: { name, template, dir, base, titleZh, titleEn }, isHelp: help }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CreateError('CREATE_OPTION_INVALID', reason, { cause })
  }
}

function usage(): string {
  const lines = FLAG_TEXTS.map(
    ({ flag, value, description }) => `  ${`--${flag} <${value}>`.padEnd(22)}${description}`,
  )
  return ['Usage: npm create @portico <name> -- [options]', '', ...lines].join('\n')
}

process.exitCode = await main(process.argv.slice(2))
