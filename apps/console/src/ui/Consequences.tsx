import type { ReactNode } from 'react'

interface ConsequencesProps {
  /** Who is affected, in one sentence. */
  who: string
  /** What happens, a sentence each. */
  what: string[]
}

/** What a confirmation says before the button that does it. */
export function Consequences({ who, what }: ConsequencesProps): ReactNode {
  return (
    <div className="con-consequences">
      <p className="con-who">{who}</p>
      {what.length > 0 && (
        <ul>
          {what.map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
