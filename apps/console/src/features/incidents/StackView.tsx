import type { ReadableFrame, ReadableStack } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useReleaseClient } from '../../release-client/use-release-client.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { incidentsMessages } from './incidents.messages.ts'

/** The release service reads source maps within seconds. */
const NOT_MAPPED_MS = 2_000

export function StackView({ id }: { id: string }): ReactNode {
  const t = useMessages(incidentsMessages)
  const client = useReleaseClient()
  const incident = useQuery({
    queryKey: ['incident', id],
    queryFn: ({ signal }) => client.call('getIncident', { params: { id }, signal }),
    refetchInterval: ({ state: { data } }) => data?.stack?.isMapped === false && NOT_MAPPED_MS,
  })
  return (
    <Loaded query={incident} label={t.loadingStack} rows={2}>
      {({ stack }) => (stack === null ? <p className="con-faint">{t.noStack}</p> : <Frames stack={stack} />)}
    </Loaded>
  )
}

function Frames({ stack: { error, isMapped, frames } }: { stack: ReadableStack }): ReactNode {
  const t = useMessages(incidentsMessages)
  const hasCode = frames.some(({ code }) => code !== null)
  const isKept = frames.some(({ part, place }) => part === 'own' && place !== null) && !hasCode
  return (
    <>
      <p>
        <code>{error}</code>
      </p>
      {!isMapped && <p className="con-faint">{t.notMapped}</p>}
      <ol className="con-plain con-stack">
        {frames.map((frame, index) => (
          <Frame key={index} frame={frame} />
        ))}
      </ol>
      {isKept && <p className="con-faint">{t.noCode}</p>}
    </>
  )
}

function Frame({ frame }: { frame: ReadableFrame }): ReactNode {
  const t = useMessages(incidentsMessages)
  const { place, code, unmapped, part } = frame
  const name = place?.function ?? frame.function
  const at = place ?? { source: `${frame.artifact}@${frame.version}/${frame.file}`, ...frame }
  return (
    <li className={part === 'own' ? undefined : 'con-faint'}>
      <code className="con-break">
        {at.source}:{at.line}:{at.column}
      </code>{' '}
      {name} {part !== 'own' && place && `(${t[part]})`} {unmapped && `(${t.unmapped(unmapped)})`}
      {code && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which a keyboard must reach.
        <pre className="con-code" tabIndex={0}>
          {code.map(({ line, text }) => (
            <span key={line} className={line === place?.line ? 'con-code-here' : undefined}>
              {`${line === place?.line ? '>' : ' '} ${String(line).padStart(5)}  ${text}\n`}
            </span>
          ))}
        </pre>
      )}
    </li>
  )
}
