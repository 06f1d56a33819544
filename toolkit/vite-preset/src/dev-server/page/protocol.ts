import { PROTOCOL } from '@portico/micro-app/manifest'
import { DevError } from '../fault/dev-error.ts'

/** Written by the shell's build; shells of before it speak the first protocol. */
const META = /<meta name="portico-protocol" content="(\d+)"/

function protocolOf(html: string): number {
  return Number(META.exec(html)?.[1] ?? 1)
}

/**
 * A shell runs apps of its own protocol and of lower ones. Null: they are the same; else a sentence about the difference. Throws
 * PROTOCOL_TOO_NEW where the app cannot run.
 */
export function compareProtocols(html: string, local = PROTOCOL): string | null {
  const baseline = protocolOf(html)
  if (baseline === local) return null
  const difference = `The baseline's shell speaks protocol ${baseline}, this app's @portico/micro-app protocol ${local}.`
  if (baseline > local) return `${difference} It runs; update the packages of the app when you can.`
  throw new DevError('PROTOCOL_TOO_NEW', {
    message: `${difference} The app cannot run there.`,
    advice: `Use packages of protocol ${baseline}, or a baseline that is as new as the app.`,
  })
}
