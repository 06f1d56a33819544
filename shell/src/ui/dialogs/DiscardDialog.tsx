import type { DiscardQuestion } from '../../workspace/discard-question.ts'
import { useTitleOfTab } from '../common/page-session-context.ts'
import { useSignal, useWords } from '../common/shell-context.ts'
import { Dialog } from './Dialog.tsx'

export function DiscardDialog({ question }: { question: DiscardQuestion }) {
  const words = useWords()
  const titleOf = useTitleOfTab()
  const tab = useSignal(question.asked)
  return (
    <Dialog isOpen={tab !== null} title={words.discardTitle} onCancel={() => question.answer(false)}>
      <p className="dialog-text">{tab === null ? '' : words.discardText(titleOf(tab))}</p>
      <div className="dialog-actions">
        <button type="button" className="button" onClick={() => question.answer(false)}>
          {words.keepEditing}
        </button>
        <button type="button" className="button danger" onClick={() => question.answer(true)}>
          {words.discard}
        </button>
      </div>
    </Dialog>
  )
}
