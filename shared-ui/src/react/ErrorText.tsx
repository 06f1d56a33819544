import type { ReactNode } from 'react'
import { errorMessages } from '../messages/error-messages.ts'
import { errorCodeOf } from '../messages/error-text.ts'
import { useMessages } from './language.ts'
import { useErrorText } from './use-error-text.ts'

/** What happened, and the code to report. */
export function ErrorText({
  error,
  heading: Heading,
}: {
  error: unknown
  heading: 'h1' | 'h2' | 'h3'
}): ReactNode {
  const t = useMessages(errorMessages)
  const textOf = useErrorText()
  const code = errorCodeOf(error)
  return (
    <>
      <Heading className="p-state-title">{code === 'NOT_FOUND' ? t.notFoundTitle : t.title}</Heading>
      <p className="p-state-text">{textOf(error)}</p>
      <p className="p-state-code">
        {t.code}: <code>{code}</code>
      </p>
    </>
  )
}
