import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { isStable, layoutMap, type MapLayout, type MapNode } from './map-layout.ts'
import { serviceMapMessages } from './service-map.messages.ts'
import { useMapWords } from './use-map-words.ts'
import type { ServiceMap } from './use-service-map.ts'

interface MapPictureProps {
  map: ServiceMap
  /** Empty: none. */
  chosen: string
  onChoose: (service: string) => void
}

/** Parts of the platform as buttons, with lines from each to those it calls. Lines say nothing that the table does not. */
export function MapPicture({ map, chosen, onChoose }: MapPictureProps): ReactNode {
  const t = useMessages(serviceMapMessages)
  const layout = layoutMap(map)
  const { width, height, nodes } = layout
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div role="group" className="con-scroll con-map" tabIndex={0} aria-label={t.picture}>
      <div className="con-map-sheet" style={{ width, height }}>
        <Lines layout={layout} seconds={map.seconds} chosen={chosen} />
        {nodes.map(node => (
          <NodeButton
            key={node.name}
            node={node}
            seconds={map.seconds}
            isChosen={chosen === node.name}
            onChoose={() => onChoose(chosen === node.name ? '' : node.name)}
          />
        ))}
      </div>
    </div>
  )
}

interface LinesProps {
  layout: MapLayout
  seconds: number
  chosen: string
}

function Lines({ layout: { width, height, edges }, seconds, chosen }: LinesProps): ReactNode {
  const t = useMessages(serviceMapMessages)
  const words = useMapWords(seconds)
  return (
    <svg className="con-map-lines" width={width} height={height} aria-hidden>
      {edges.map(({ key, caller, service, path, count, failures }) => (
        <path
          key={key}
          d={path}
          className="con-map-line"
          data-failing={failures > 0}
          data-faint={chosen !== '' && chosen !== caller && chosen !== service}
          strokeWidth={widthOf(count / Math.max(1, seconds))}
        />
      ))}
      {edges.map(({ key, middle, count, failures }) =>
        failures > 0 ? (
          <text key={key} className="con-map-share" x={middle.x} y={middle.y - 6} textAnchor="middle">
            {t.percent(words.share(failures, count))}
          </text>
        ) : null,
      )}
    </svg>
  )
}

/** Ten times the calls are one and a half pixels more. */
function widthOf(rate: number): number {
  return Math.min(8, 2 + 1.5 * Math.max(0, Math.log10(1 + rate)))
}

interface NodeButtonProps {
  node: MapNode
  seconds: number
  isChosen: boolean
  onChoose: () => void
}

function NodeButton({ node, seconds, isChosen, onChoose }: NodeButtonProps): ReactNode {
  const t = useMessages(serviceMapMessages)
  const words = useMapWords(seconds)
  const { name, x, y, width, height, revisions } = node
  return (
    <button
      type="button"
      className="con-map-node"
      style={{ insetInlineStart: x, insetBlockStart: y, width, minHeight: height }}
      aria-pressed={isChosen}
      title={t.only(words.name(name))}
      onClick={onChoose}
    >
      <span className="con-map-name">{words.name(name)}</span>
      {revisions.map(({ revision, count, failures, p95Ms }) => (
        <span key={revision} className="con-map-revision" data-gray={!isStable(revision)}>
          <span className="con-map-tag">{words.revision(revision)}</span>
          <span className="con-map-figures">
            {words.rate(count)} · {words.ms(p95Ms)}
            {failures > 0 && (
              <span className="con-map-failed"> · {t.failedShare(words.share(failures, count))}</span>
            )}
          </span>
        </span>
      ))}
    </button>
  )
}
