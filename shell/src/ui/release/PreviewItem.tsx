import { useRef } from 'react'
import type { Preview, PreviewChoice } from '../../release/previews.ts'
import { useText } from '../common/shell-context.ts'
import { useReleaseWords } from './use-release-words.ts'

interface PreviewItemProps {
  preview: Preview
  isBusy: boolean
  /** Settles when the list is as it is then. */
  onChoose: (preview: Preview, choice: PreviewChoice) => Promise<void>
}

export function PreviewItem({ preview, isBusy, onChoose }: PreviewItemProps) {
  const words = useReleaseWords()
  const text = useText()
  const item = useRef<HTMLLIElement>(null)
  const { title, notes, isIn, choice } = preview
  const choose = async (wanted: PreviewChoice) => {
    if (isBusy) return
    await onChoose(preview, wanted)
    // The button that was pressed may have been removed.
    item.current?.focus()
  }
  return (
    <li className="preview" ref={item} tabIndex={-1}>
      <div className="preview-head">
        <h3>{text(title)}</h3>
        <span className="preview-state" data-in={isIn}>
          {isIn ? words.isIn : words.isOut}
        </span>
      </div>
      {text(notes) !== '' && <p>{text(notes)}</p>}
      {choice !== null && (
        <p className="preview-choice">{choice === 'left' ? words.choseLeft : words.choseJoined}</p>
      )}
      <div className="preview-actions">
        {actionsFor(preview, words).map(({ name, choice: wanted }) => (
          <button
            key={name}
            type="button"
            className="button"
            aria-label={words.nameOf(name, text(title))}
            // Not `disabled`, which would lose the focus to nowhere while the choice is sent.
            aria-disabled={isBusy}
            onClick={() => void choose(wanted)}
          >
            {name}
          </button>
        ))}
      </div>
    </li>
  )
}

/** Who left may always come back; joining uninvited is for releases that are open to it. */
function actionsFor(
  { isIn, choice, isOpenToJoin }: Preview,
  words: { leave: string; join: string; backToDefault: string },
): { name: string; choice: PreviewChoice }[] {
  const leave = { name: words.leave, choice: 'left' as const }
  const join = { name: words.join, choice: 'joined' as const }
  const back = { name: words.backToDefault, choice: null }
  return [
    ...(isIn && choice !== 'left' ? [leave] : []),
    ...(!isIn && choice !== 'joined' && isOpenToJoin ? [join] : []),
    ...(choice === null ? [] : [back]),
  ]
}
