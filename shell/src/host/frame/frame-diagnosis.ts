import { SubAppError } from '../failure/app-error.ts'
import { isRecord } from './wire/messages.ts'

const TIMEOUT_MS = 5_000

/** Why no greeting came: nothing is known in the page of an answer that was no document of an app. */
export async function diagnoseFrame(address: string): Promise<SubAppError> {
  try {
    const answer = await fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) })
    if (answer.ok)
      return new SubAppError('ENTRY_INVALID', `${address} was loaded, and did not greet the shell`)
    return await explainAnswer(answer, address)
  } catch (cause) {
    return new SubAppError('ENTRY_NETWORK', `${address} could not be fetched`, { cause })
  }
}

async function explainAnswer(answer: Response, address: string): Promise<SubAppError> {
  const body: unknown = await answer.json().catch(() => null)
  const fault = isRecord(body) && isRecord(body.error) ? body.error : {}
  if (fault.code === 'FRAME_NOT_GRANTED')
    return new SubAppError('FRAME_NOT_GRANTED', String(fault.message ?? 'No frame is granted'))
  return new SubAppError('ENTRY_HTTP', `${address} answered ${answer.status}`)
}
